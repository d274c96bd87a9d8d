using System.Text;
using System.Text.Json;
using Sqs.Client.LocalServer.Tests.Json;

namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>
/// Replays what today's SDKs sent in JSON to another faithful server, in order, with the headers that they sent, and holds our answers
/// against the recorded ones: the same status, the same error, and every member that was recorded, with a value of the same type.
/// Receipt handles of then are exchanged for those of now.
/// </summary>
public sealed class RecordedJsonTests
{
    [Theory]
    [InlineData("boto3-1.43-json.jsonl", 56)]
    [InlineData("awscli-1.45-json.jsonl", 17)]
    [InlineData("js-3.1169-json.jsonl", 54)]
    [InlineData("sqs-consumer-json.jsonl", 46)]
    public async Task Exchanges_OfAnSdk_AreAnsweredAsRecorded(string file, int exchanges)
    {
        await using var server = await TestServer.StartAsync();
        var handles = new Dictionary<string, string>(StringComparer.Ordinal);
        var recorded = SharedMaterial.Lines("vectors", "wire", file).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        for (var at = 0; at < recorded.Count; at++)
        {
            var reply = SendAsync(server, recorded[at], handles);
            if (at + 1 < recorded.Count && IsAnsweredBy(recorded[at], recorded[at + 1]))
            {
                // Recorded is the order of the answers: this poll waited while the next request brought what it got.
                await server.UntilWaitingAsync(1);
                Compare(recorded[at + 1], await SendAsync(server, recorded[at + 1], handles), handles);
                Compare(recorded[at++], await reply, handles);
                continue;
            }

            await AdvanceUntilAsync(server, reply);
            if (at > 0 && Header(recorded[at - 1], "X-Amz-Target") is "AmazonSQS.DeleteQueue" && Header(recorded[at], "X-Amz-Target") is "AmazonSQS.ReceiveMessage")
            {
                // The other server let a poll run out that began before the deletion of its queue; here the queue is gone.
                Assert.Equal("com.amazonaws.sqs#QueueDoesNotExist", (await reply).ErrorType);
                continue;
            }

            Compare(recorded[at], await reply, handles);
        }

        Assert.Equal(exchanges, recorded.Count);
    }

    private static async Task<JsonReply> SendAsync(TestServer server, JsonElement exchange, Dictionary<string, string> handles)
    {
        var body = handles.Aggregate(exchange.GetProperty("b").GetString()!, (text, handle) => text.Replace(handle.Key, handle.Value, StringComparison.Ordinal));
        using var request = JsonCaller.Request(Encoding.UTF8.GetBytes(body), Header(exchange, "Content-Type"), Header(exchange, "X-Amz-Target"), exchange.GetProperty("p").GetString()!);
        request.Headers.Add("x-amzn-query-mode", Header(exchange, "x-amzn-query-mode") ?? "false");
        return await server.SendAsync(request);
    }

    /// <summary>Whether a poll got the message that another exchange sent.</summary>
    private static bool IsAnsweredBy(JsonElement poll, JsonElement sender) =>
        Header(poll, "X-Amz-Target") is "AmazonSQS.ReceiveMessage" && Header(sender, "X-Amz-Target") is "AmazonSQS.SendMessage" or "AmazonSQS.SendMessageBatch"
        && Values(Body(poll), "MessageId").Intersect(Values(Body(sender), "MessageId"), StringComparer.Ordinal).Any();

    /// <summary>Moves the clock as long as the server waits for something.</summary>
    private static async Task AdvanceUntilAsync(TestServer server, Task<JsonReply> reply)
    {
        while (await Task.WhenAny(reply, Task.Delay(10)) != reply)
        {
            if (server.Server.WaitingPolls > 0)
            {
                server.Clock.Advance(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    private static void Compare(JsonElement exchange, JsonReply reply, Dictionary<string, string> handles)
    {
        var recorded = exchange.GetProperty("r");
        var where = $"{reply.Text}\n{exchange.GetRawText()}";
        Assert.True(recorded.GetProperty("s").GetInt32() == reply.Status, where);
        Assert.True(reply.ContentType is "application/x-amz-json-1.0" && Guid.TryParse(reply.RequestId, out _), where);
        Assert.True(Header(recorded, "x-amzn-query-error") == reply.QueryError, where);
        var expected = Body(exchange);
        var members = Members("", expected).ToHashSet(StringComparer.Ordinal);
        var ours = Members("", reply.Json).ToHashSet(StringComparer.Ordinal);
        Assert.True(members.IsSubsetOf(ours), $"missing {string.Join(',', members.Except(ours, StringComparer.Ordinal))}\n{where}");
        Assert.True(reply.ErrorType is not { } type || type == "com.amazonaws.sqs#" + expected.GetProperty("__type").GetString(), where);
        Assert.True(Values(expected, "message").SequenceEqual(Values(reply.Json, "message"), StringComparer.Ordinal), where);
        Assert.True(Digests(expected).SequenceEqual(Digests(reply.Json), StringComparer.Ordinal), where);
        foreach (var (then, now) in Values(expected, "ReceiptHandle").Zip(Values(reply.Json, "ReceiptHandle")))
        {
            handles[then] = now;
        }
    }

    private static JsonElement Body(JsonElement exchange) => JsonSerializer.Deserialize<JsonElement>(exchange.GetProperty("r").GetProperty("b").GetString()!);

    private static string? Header(JsonElement message, string name) =>
        message.GetProperty("h").EnumerateArray().Where(header => name.Equals(header[0].GetString(), StringComparison.OrdinalIgnoreCase)).Select(header => header[1].GetString()).FirstOrDefault();

    /// <summary>The path and type of every member; elements of an array share theirs.</summary>
    private static IEnumerable<string> Members(string path, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Members($"{path}.{member.Name}", member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Members(path + "[]", item)),
        _ => [$"{path}:{json.ValueKind}"],
    };

    /// <summary>The digests of bodies and attributes, in any order: a batch may come back in another one.</summary>
    private static IEnumerable<string> Digests(JsonElement json) => Values(json, "MD5").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Values(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member =>
            member.Name.StartsWith(name, StringComparison.Ordinal) && member.Value.ValueKind is JsonValueKind.String ? [member.Value.GetString()!] : Values(member.Value, name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Values(item, name)),
        _ => [],
    };
}
