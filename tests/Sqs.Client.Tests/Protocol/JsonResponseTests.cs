using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5394 // The seeds make the mutations repeatable; they are printed when one fails.

public sealed class JsonResponseTests
{
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["ReceiveMessage"] = """
            {"Messages":[{"MessageId":"m-1","ReceiptHandle":"h==","MD5OfBody":"098f6bcd4621d373cade4e832627b4f6","Body":"a \"b\" \ud83d\ude00\r\n\u00e9漢",
            "Attributes":{"SentTimestamp":"1700000000000"},"MessageAttributes":{"n":{"DataType":"Binary","BinaryValue":"AAEC"}}},{"Body":null},{}]}
            """,
        ["SendMessageBatch"] = """{"Successful":[{"Id":"1","MessageId":"m"}],"Failed":[{"Id":"2","SenderFault":true,"Code":"c\u0022"}]}""",
        ["ListMessageMoveTasks"] = """{"Results":[{"Status":"RUNNING","StartedTimestamp":1700000000000,"ApproximateNumberOfMessagesMoved":"7"},{"FailureReason":"\\x"}]}""",
        ["GetQueueAttributes"] = """{"Attributes":{"DelaySeconds":"30","Policy":"{\"a\":\"b\"}","FifoQueue":true}}""",
    };

    public static TheoryData<string> SampledActions => [.. Samples.Keys];

    /// <summary>The results that the vectors expect are objects by the model's names: just what an answer in JSON is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Results_Of_All_Vectors_Read_As_Expected(bool escapesAll)
    {
        var options = new JsonSerializerOptions { Encoder = escapesAll ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = !escapesAll };
        var count = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "query-responses.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            if (vector.RootElement.GetProperty("expect").GetString() == "ok")
            {
                var action = vector.RootElement.GetProperty("action").GetString()!;
                var parsed = vector.RootElement.GetProperty("parsed");
                var answer = OnTheWire(JsonNode.Parse(parsed.GetRawText()))!;
                _ = answer.AsObject().Remove("ResponseMetadata"); // in JSON it is a header
                var expected = new ExpectedMembers(parsed, SqsProtocol.Json);
                _ = VectorResponses.Read(action, Encoding.UTF8.GetBytes(answer.ToJsonString(options)), expected, SqsProtocol.Json);
                _ = expected.Object("ResponseMetadata");
                expected.AssertAllAsked();
                count++;
            }
        }

        Assert.Equal(457, count);
    }

    [Theory]
    [InlineData("awscli-1.45-json.jsonl", 17)]
    [InlineData("boto3-1.43-json.jsonl", 56)]
    [InlineData("js-3.1169-json.jsonl", 54)]
    [InlineData("sqs-consumer-json.jsonl", 46)]
    public void Recorded_Answers_Are_Read(string file, int count)
    {
        foreach (var line in SharedMaterial.Lines("vectors", "wire", file))
        {
            using var exchange = JsonDocument.Parse(line);
            Check(HeaderOf(exchange.RootElement, "x-amz-target")!["AmazonSQS.".Length..], exchange.RootElement.GetProperty("r"));
            count--;
        }

        Assert.Equal(0, count);
    }

    [Theory]
    [MemberData(nameof(SampledActions))]
    public void Answers_Cut_At_Any_Byte_Are_Refused(string action)
    {
        var answer = Encoding.UTF8.GetBytes(Samples[action].TrimEnd());
        Assert.NotNull(VectorResponses.Read(action, [.. answer], null, SqsProtocol.Json));
        for (var length = 0; length < answer.Length; length++)
        {
            _ = Assert.Throws<SqsResponseException>(() => VectorResponses.Read(action, answer[..length], null, SqsProtocol.Json));
        }
    }

    [Theory]
    [InlineData("ReceiveMessage", 4000)]
    [InlineData("SendMessageBatch", 1500)]
    [InlineData("ListMessageMoveTasks", 1500)]
    [InlineData("GetQueueAttributes", 1500)]
    public void Mutations_Are_Refused_By_The_One_Exception_Or_Are_Json(string action, int seeds)
    {
        var refused = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var answer = Mutation.Of(Encoding.UTF8.GetBytes(Samples[action]), "{}[]:,\"\\u0dt1 \r\0-"u8, new Random(seed));
            try
            {
                _ = VectorResponses.Read(action, [.. answer], null, SqsProtocol.Json);
                AssertJson(answer, seed);
            }
            catch (SqsResponseException)
            {
                refused++;
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed} of {action} gave {error.GetType().Name}: {error.Message}");
            }

            _ = Answers.ReadError(answer, SqsProtocol.Json);
        }

        Assert.InRange(refused, seeds / 10, seeds - 1);
    }

    private static void Check(string action, JsonElement answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.GetProperty("b").GetString()!);
        if (answer.GetProperty("s").GetInt32() != 200)
        {
            var error = Answers.ReadError(bytes, SqsProtocol.Json, HeaderOf(answer, "x-amzn-query-error"), HeaderOf(answer, "x-amzn-errortype"));
            Assert.NotNull(error);
            Assert.Equal((error.Value.Code, SqsFault.Sender), (error.Value.Shape, error.Value.Fault));
            Assert.NotEmpty(error.Value.Message!);
            return;
        }

        _ = VectorResponses.Read(action, bytes, action == "ReceiveMessage" ? Expected(bytes) : null, SqsProtocol.Json);
    }

    private static ExpectedMembers Expected(byte[] answer)
    {
        var json = JsonNode.Parse(answer)!;
        foreach (var value in (json["Messages"] as JsonArray ?? []).SelectMany(message => message!["MessageAttributes"] as JsonObject ?? []))
        {
            if (value.Value!["BinaryValue"] is { } bytes)
            {
                value.Value["BinaryValue"] = new JsonObject { ["$b64"] = bytes.DeepClone() };
            }
        }

        return new ExpectedMembers(JsonRequests.Parse(Encoding.UTF8.GetBytes(json.ToJsonString())), SqsProtocol.Json);
    }

    private static string? HeaderOf(JsonElement exchange, string name) => exchange.GetProperty("h").EnumerateArray()
        .Where(header => header[0].GetString()!.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(header => header[1].GetString())
        .SingleOrDefault();

    /// <summary>The vectors' way to write binary values is taken out.</summary>
    private static JsonNode? OnTheWire(JsonNode? node) => node switch
    {
        JsonObject value when value.TryGetPropertyValue("$b64", out var base64) => base64!.DeepClone(),
        JsonObject value => new JsonObject(value.Select(member => KeyValuePair.Create(member.Key, OnTheWire(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(OnTheWire)]),
        _ => node?.DeepClone(),
    };

    /// <summary>What is accepted here must be accepted by the platform's parser, which judges independently.</summary>
    private static void AssertJson(byte[] answer, int seed)
    {
        try
        {
            JsonDocument.Parse(answer).Dispose();
        }
        catch (JsonException error)
        {
            Assert.Fail($"Seed {seed} was read, but: {error.Message} in {Encoding.UTF8.GetString(answer)}");
        }
    }
}
