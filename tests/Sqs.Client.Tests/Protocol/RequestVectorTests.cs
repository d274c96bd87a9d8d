using System.Net;
using System.Text;
using System.Text.Json;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

public sealed class RequestVectorTests
{
    [Fact]
    public void Forms_Of_All_Vectors_Decode_To_Their_Pairs()
    {
        var count = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "query-requests.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var (action, request) = Request(vector.RootElement);
            Compare(vector.RootElement, action, Decode(Write(request, forUrl: false), WebUtility.UrlDecode));
            count++;
        }

        Assert.Equal(460, count);
    }

    [Fact]
    public void Urls_Of_All_Vectors_Decode_To_Their_Pairs_Without_A_Plus()
    {
        foreach (var line in SharedMaterial.Lines("vectors", "query-requests.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var (action, request) = Request(vector.RootElement);
            var query = Write(request, forUrl: true);
            Assert.DoesNotContain('+', query);
            Compare(vector.RootElement, action, Decode(query, Uri.UnescapeDataString));
        }
    }

    [Fact]
    public void Forms_Of_Vectors_Are_As_Long_As_The_Ones_Of_Botocore_When_The_Pairs_Are_The_Same()
    {
        var compared = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "query-requests.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var (action, request) = Request(vector.RootElement);
            if (action != "ReceiveMessage" && vector.RootElement.GetProperty("optional").GetArrayLength() == 0)
            {
                var ours = Write(request, forUrl: false).Split('&').Order(StringComparer.Ordinal);
                var theirs = vector.RootElement.GetProperty("body").GetString()!.Split('&').Order(StringComparer.Ordinal);
                Assert.Equal(theirs, ours);
                compared++;
            }
        }

        Assert.True(compared > 400, $"only {compared} forms were compared byte by byte");
    }

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Forms_In_Any_Culture_Are_The_Same(string culture) => Cultures.Run(culture, () =>
    {
        Forms_Of_All_Vectors_Decode_To_Their_Pairs();
        Urls_Of_All_Vectors_Decode_To_Their_Pairs_Without_A_Plus();
        Forms_Of_Vectors_Are_As_Long_As_The_Ones_Of_Botocore_When_The_Pairs_Are_The_Same();
    });

    private static (string Action, ISqsRequest Request) Request(JsonElement vector)
    {
        var action = vector.GetProperty("action").GetString()!;
        return (action, VectorRequests.Build(action, vector.GetProperty("params")));
    }

    private static string Write(ISqsRequest request, bool forUrl)
    {
        using var target = new ByteBuffer(16);
        SqsOperations.Writer(request).Write(target, forUrl);
        var text = Encoding.ASCII.GetString(target.Written);
        Assert.DoesNotContain(text, character => !char.IsAsciiLetterOrDigit(character) && !"-_.~%+&=".Contains(character));
        return text;
    }

    private static List<KeyValuePair<string, string>> Decode(string query, Func<string, string?> decode) =>
    [
        .. query.Split('&').Select(pair => pair.Split('=')).Select(pair =>
        {
            Assert.Equal(2, pair.Length);
            return KeyValuePair.Create(decode(pair[0])!, decode(pair[1])!);
        }),
    ];

    private static void Compare(JsonElement vector, string action, List<KeyValuePair<string, string>> actual)
    {
        Assert.Equal(["Action", "Version"], actual.Take(2).Select(pair => pair.Key));
        var expected = vector.GetProperty("pairs").EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!)).ToList();
        if (action == "ReceiveMessage")
        {
            expected = WithSystemNames(expected, vector.GetProperty("params"));
        }

        var optional = vector.GetProperty("optional").EnumerateArray().Select(name => name.GetString()).ToHashSet();
        Assert.Equal(
            expected.Where(pair => !optional.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            actual.Where(pair => !optional.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(actual.Where(pair => optional.Contains(pair.Key)), pair => Assert.Equal("", pair.Value));
    }

    // The model that made the vectors folds MessageSystemAttributeNames into AttributeName.N, where the two lists overwrite one another
    // (sqs-api.md, 1.7). The service reads MessageSystemAttributeName.N, so these two lists are compared with the parameters.
    private static List<KeyValuePair<string, string>> WithSystemNames(List<KeyValuePair<string, string>> expected, JsonElement parameters)
    {
        var pairs = expected.Where(pair => !pair.Key.StartsWith("AttributeName", StringComparison.Ordinal)).ToList();
        foreach (var (member, name) in new[] { ("AttributeNames", "AttributeName"), ("MessageSystemAttributeNames", "MessageSystemAttributeName") })
        {
            if (parameters.TryGetProperty(member, out var list))
            {
                pairs.AddRange(list.EnumerateArray().Select((value, index) => KeyValuePair.Create($"{name}.{index + 1}", value.GetString()!)));
            }
        }

        return pairs;
    }
}
