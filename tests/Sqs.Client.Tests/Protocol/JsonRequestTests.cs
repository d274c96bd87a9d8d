using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Json;

namespace Sqs.Client.Tests.Protocol;

public sealed class JsonRequestTests
{
    [Fact]
    public void Requests_Of_All_Vectors_Hold_Their_Parameters()
    {
        var count = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "query-requests.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var action = vector.RootElement.GetProperty("action").GetString()!;
            var parameters = vector.RootElement.GetProperty("params");
            var written = JsonRequests.Write(VectorRequests.Build(action, parameters));
            Assert.True(Same(parameters, JsonRequests.Parse(written)), $"{line}\n{Encoding.UTF8.GetString(written)}");
            count++;
        }

        Assert.Equal(460, count);
    }

    [Fact]
    public void Any_Request_Holds_In_Json_What_It_Holds_In_The_Query_Protocol()
    {
        var model = ServiceModel.Load();
        var config = Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(40);
        foreach (var action in model.Actions)
        {
            Check.One(config, Prop.ForAll(model.Parameters(action).ToArbitrary(), parameters =>
            {
                var request = VectorRequests.Build(action, JsonRequests.Parse(Encoding.UTF8.GetBytes(parameters.ToJsonString())));
                var inJson = model.Flatten(action, JsonRequests.Parse(JsonRequests.Write(request)));
                Assert.Equal(Pairs(request), inJson.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            }));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void Texts_Of_Every_Length_Are_The_Same_From_Strings_And_Bytes(int length)
    {
        foreach (var letter in new[] { "a", "\"", "\\", "\n", "\u0001", "é", "漢", "😀" })
        {
            var text = "x" + string.Concat(Enumerable.Repeat(letter, length));
            var fromText = JsonRequests.Write(new SendMessageRequest { QueueUrl = "u", MessageBody = text });
            Assert.Equal(text, JsonRequests.Parse(fromText).GetProperty("MessageBody").GetString());
            Assert.Equal(fromText, JsonRequests.Write(new SendMessageRequest { QueueUrl = "u", MessageBody = Encoding.UTF8.GetBytes(text) }));
        }
    }

    [Fact]
    public void Characters_Are_Escaped_As_Rfc_8259_Demands_And_No_Others()
    {
        for (var character = '\0'; character < 0x100; character++)
        {
            var written = Encoding.UTF8.GetString(JsonRequests.Write(new SendMessageRequest { QueueUrl = "u", MessageBody = character.ToString() }));
            var escaped = written["{\"QueueUrl\":\"u\",\"MessageBody\":\"".Length..^"\"}".Length];
            Assert.Equal(character < 0x20 || character is '"' or '\\', escaped.StartsWith('\\'));
            Assert.Equal(character.ToString(), JsonSerializer.Deserialize<string>($"\"{escaped}\""));
        }
    }

    [Fact]
    public void Text_With_A_Lone_Surrogate_Is_Refused_With_Its_Position()
    {
        // Not as InlineData: the arguments of attributes are stored in UTF-8, which has no lone surrogates.
        foreach (var (text, position) in new[] { ("\ud800", 0), ("abc\udc00def", 3), ("ab\ud83d", 2), (new string('é', 4000) + "\ud83d\ud83d\ude00", 4000) })
        {
            var body = Assert.Throws<SqsValidationException>(() => JsonRequests.Write(new SendMessageRequest { QueueUrl = "u", MessageBody = text }));
            Assert.Equal(("MessageBody", position), (body.Member, body.Position));
            var key = Assert.Throws<SqsValidationException>(() => JsonRequests.Write(new UntagQueueRequest { QueueUrl = "u", TagKeys = ["good", text] }));
            Assert.Equal(("TagKeys", position), (key.Member, key.Position));
        }
    }

    [Fact]
    public void Writing_Members_Allocates_Nothing()
    {
        using var target = new ByteBuffer(1 << 16);
        var writer = new JsonWriter(target);
        WriteMembers(writer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 10; round++)
        {
            WriteMembers(writer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteMembers(JsonWriter writer)
    {
        var list = writer.BeginList("Entries"u8, "SendMessageBatchRequestEntry"u8);
        var mark = writer.BeginItem(1);
        writer.Text("MessageBody"u8, "some \"text\", é and 😀");
        writer.Number("DelaySeconds"u8, 900);
        writer.Binary("BinaryValue"u8, new ReadOnlyMemory<byte>([]));
        writer.EndObject(mark);
        writer.EndList(list);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(ISqsRequest request)
    {
        using var target = new ByteBuffer(16);
        SqsOperations.Writer(request).Write(target, forUrl: false);
        return Encoding.ASCII.GetString(target.Written).Split('&').Skip(2) // Action and Version
            .Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
    }

    /// <summary>Empty lists and maps are left out, binary values are base64; everything else stands as it was given.</summary>
    private static bool Same(JsonElement given, JsonElement written)
    {
        if (given.ValueKind == JsonValueKind.Object && given.TryGetProperty("$b64", out var base64))
        {
            return written.GetString() == base64.GetString();
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            return given.ValueKind == JsonValueKind.Array
                ? written.ValueKind == JsonValueKind.Array && given.GetArrayLength() == written.GetArrayLength()
                    && given.EnumerateArray().Zip(written.EnumerateArray()).All(pair => Same(pair.First, pair.Second))
                : JsonElement.DeepEquals(given, written);
        }

        var members = given.EnumerateObject().Where(member => !IsEmpty(member.Value)).ToList();
        return members.Count == written.EnumerateObject().Count()
            && members.TrueForAll(member => written.TryGetProperty(member.Name, out var value) && Same(member.Value, value));
    }

    private static bool IsEmpty(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any());
}
