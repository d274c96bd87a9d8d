using System.Text;
using System.Text.Json;

namespace Sqs.Client.Tests.Protocol;

public sealed class ResponseVectorTests
{
    [Fact]
    public void Answers_Of_All_Vectors_Read_As_Expected()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in SharedMaterial.Lines("vectors", "query-responses.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var json = vector.RootElement;
            var expect = json.GetProperty("expect").GetString()!;
            try
            {
                Check(expect, json.GetProperty("action").GetString()!, json.GetProperty("xml_base64").GetBytesFromBase64(), json);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Vector {json.GetProperty("id")} ({json.GetProperty("class")}): {error.Message}", error);
            }

            counts[expect] = counts.GetValueOrDefault(expect) + 1;
        }

        Assert.Equal(457, counts["ok"]);
        Assert.Equal(143, counts["error"]);
        Assert.Equal(67, counts["parse-error"]);
        Assert.Equal(23, counts["refuse"]);
    }

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Answers_In_Any_Culture_Read_The_Same(string culture) => Cultures.Run(culture, Answers_Of_All_Vectors_Read_As_Expected);

    [Theory]
    [InlineData("awscli-2.9-query.jsonl", 17)]
    [InlineData("boto3-1.26-query.jsonl", 56)]
    [InlineData("js-3.445-query.jsonl", 54)]
    public void Recorded_Answers_Are_Read(string file, int count)
    {
        foreach (var line in SharedMaterial.Lines("vectors", "wire", file))
        {
            using var exchange = JsonDocument.Parse(line);
            var action = exchange.RootElement.GetProperty("b").GetString()!.Split('&').Single(pair => pair.StartsWith("Action=", StringComparison.Ordinal))[7..];
            var answer = exchange.RootElement.GetProperty("r");
            var xml = Encoding.UTF8.GetBytes(answer.GetProperty("b").GetString()!);
            if (answer.GetProperty("s").GetInt32() == 200)
            {
                Assert.False(string.IsNullOrEmpty(VectorResponses.Read(action, xml, null).RequestId));
            }
            else
            {
                var error = Answers.ReadError(xml);
                Assert.NotNull(error);
                Assert.NotEmpty(error.Value.Code.Value);
                Assert.NotNull(error.Value.RequestId);
            }

            count--;
        }

        Assert.Equal(0, count);
    }

    /// <summary>Reads an error and compares all that it says.</summary>
    internal static void CompareError(ExpectedMembers expected, byte[] xml)
    {
        var error = Answers.ReadError(xml);
        Assert.NotNull(error);
        Assert.Equal(expected.Text("Code"), error.Value.Code.Value);
        Assert.Equal(expected.Text("Message"), error.Value.Message);
        Assert.Equal(expected.Text("RequestId"), error.Value.RequestId);
        Assert.Equal(
            expected.Text("Type") switch { "Sender" => SqsFault.Sender, "Receiver" => SqsFault.Receiver, _ => SqsFault.Unknown },
            error.Value.Fault);
        expected.AssertAllAsked();
    }

    private static void Check(string expect, string action, byte[] xml, JsonElement vector)
    {
        switch (expect)
        {
            case "ok":
                Assert.Null(Answers.ReadError(xml));
                VectorResponses.Compare(action, xml, vector.GetProperty("parsed"));
                break;
            case "error":
                CompareError(new ExpectedMembers(vector.GetProperty("parsed")), xml);
                _ = Assert.Throws<SqsResponseException>(() => VectorResponses.Read(action, xml, null));
                break;
            case "parse-error" or "refuse":
                Assert.Null(Answers.ReadError(xml));
                _ = Assert.Throws<SqsResponseException>(() => VectorResponses.Read(action, xml, null));
                break;
            default:
                Assert.Fail($"Nobody knows how to expect '{expect}'.");
                break;
        }
    }
}
