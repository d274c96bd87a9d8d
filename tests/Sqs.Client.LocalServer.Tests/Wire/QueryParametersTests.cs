using System.Globalization;
using System.Text.Json;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Tests.Wire;

public sealed class QueryParametersTests
{
    [Fact]
    public void List_WithNumbersOutOfOrder_IsOrderedByNumber() =>
        Assert.Equal(["a", "b", "c"], Read(("AttributeName.10", "c"), ("AttributeName.2", "b"), ("AttributeName.1", "a")).List("AttributeNames"));

    [Fact]
    public void Names_WithoutIndex_AreTaken()
    {
        var input = Read(("AttributeName", "All"), ("Attribute.Value", "40"), ("Attribute.Name", "VisibilityTimeout"));
        Assert.Equal(["All"], input.List("AttributeNames"));
        Assert.Equal([KeyValuePair.Create("VisibilityTimeout", "40")], input.Map("Attributes"));
    }

    [Fact]
    public void List_WrittenBare_IsEmpty() => Assert.Empty(Read(("SendMessageBatchRequestEntry", "")).Entries("Entries"));

    [Fact]
    public void Integer_OutOfRangeOrUnreadable_IsRefusedByName()
    {
        var input = Read(("WaitTimeSeconds", "21"), ("DelaySeconds", "x"), ("VisibilityTimeout", ""));
        Assert.Equal("Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be between 0 and 20, if provided.", Assert.Throws<SqsFault>(() => input.Integer("WaitTimeSeconds", 0, 20)).Message);
        Assert.Equal("InvalidParameterValue", Assert.Throws<SqsFault>(() => input.Integer("DelaySeconds", 0, 900)).Code);
        Assert.Null(input.Integer("VisibilityTimeout", 0, 9));
        Assert.Equal("MissingParameter", Assert.Throws<SqsFault>(() => input.RequiredInteger("VisibilityTimeout", 0, 9)).Code);
    }

    [Fact]
    public void Members_OfEveryVector_AreThoseOfTheModel()
    {
        var requests = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "query-requests.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var pairs = vector.RootElement.GetProperty("pairs").EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!)).ToList();
            var tree = QueryParameters.Read(pairs);
            var expected = vector.RootElement.GetProperty("params");
            foreach (var member in expected.EnumerateObject())
            {
                if (member.Name is "AttributeNames" or "MessageSystemAttributeNames")
                {
                    // The vectors fold both into AttributeName.N, where they hide each other; a receive takes the two together anyway.
                    if (expected.TryGetProperty("AttributeNames", out _) && expected.TryGetProperty("MessageSystemAttributeNames", out _))
                    {
                        continue;
                    }

                    var names = new Parameters(tree).List("AttributeNames").Concat(new Parameters(tree).List("MessageSystemAttributeNames"));
                    Assert.All(member.Value.EnumerateArray(), name => Assert.Contains(name.GetString()!, names));
                    continue;
                }

                AssertSame(member.Value, tree[member.Name is "tags" ? "Tags" : member.Name], $"{vector.RootElement.GetProperty("id")} {member.Name}");
            }

            requests++;
        }

        Assert.Equal(460, requests);
    }

    /// <summary>An empty collection leaves no trace in a form.</summary>
    private static void AssertSame(JsonElement expected, WireValue? actual, string where)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Array:
                Assert.True((actual?.Items.Count ?? 0) == expected.GetArrayLength(), where);
                foreach (var (item, index) in expected.EnumerateArray().Select((item, index) => (item, index)))
                {
                    AssertSame(item, actual!.Items[index], where);
                }

                break;
            case JsonValueKind.Object when expected.TryGetProperty("$b64", out var bytes):
                AssertSame(bytes, actual, where);
                break;
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    AssertSame(member.Value, actual?[member.Name], $"{where}.{member.Name}");
                }

                break;
            case JsonValueKind.Number:
                Assert.True(expected.GetInt64().ToString(CultureInfo.InvariantCulture) == actual?.Scalar, where);
                break;
            default:
                Assert.True(expected.GetString() == actual?.Scalar, where);
                break;
        }
    }

    private static Parameters Read(params (string Name, string Value)[] pairs) =>
        new(QueryParameters.Read(pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));
}
