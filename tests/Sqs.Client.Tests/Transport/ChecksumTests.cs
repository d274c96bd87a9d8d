using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Transport;

/// <summary>Digests through the engine.</summary>
public sealed class ChecksumTests
{
    private static readonly Dictionary<string, MessageAttributeValue> Attributes = new(StringComparer.Ordinal) { ["kind"] = MessageAttributeValue.String("test") };

    [Fact]
    public async Task Send_WithADigestThatDiffers_IsDoubtfulAndNotRepeated()
    {
        var (engine, handler) = Sent($"<MessageId>m-1</MessageId><MD5OfMessageBody>{Answers.Md5("other")}</MD5OfMessageBody>");

        var error = await engine.ErrorOfAsync<SqsChecksumException>(engine.SendAsync());

        Assert.Equal(1, handler.Count);
        Assert.Equal("m-1", error.MessageId);
        Assert.Equal([new ChecksumMismatch(ChecksumPart.Body, Answers.Md5("x"), Answers.Md5("other"))], error.Mismatches);
        Assert.Equal((1, 200, "SendMessage"), (error.Attempts, error.StatusCode, error.Action));
        Assert.Equal(500, engine.Pipeline.Budget.Tokens);
    }

    [Fact]
    public async Task Send_WithADigestInUpperCase_IsVerified()
    {
        var (engine, _) = Sent($"<MessageId>m-1</MessageId><MD5OfMessageBody>{Answers.Md5("x").ToUpperInvariant()}</MD5OfMessageBody>");

        Assert.Equal(ChecksumState.Verified, (await engine.SendAsync()).Checksum);
    }

    [Fact]
    public async Task Send_WithVerificationOff_IsNotChecked()
    {
        var (engine, _) = Sent("<MessageId>m-1</MessageId><MD5OfMessageBody>00</MD5OfMessageBody>", verify: false);

        Assert.Equal(ChecksumState.NotChecked, (await engine.SendAsync()).Checksum);
    }

    [Fact]
    public async Task Send_WithoutADigestOfTheBody_IsUnverified()
    {
        var (engine, _) = Sent("<MessageId>m-1</MessageId>");

        var sent = await engine.SendAsync();

        Assert.Equal((ChecksumState.Unverified, "m-1"), (sent.Checksum, sent.MessageId));
    }

    [Fact]
    public async Task Send_WithoutADigestOfItsAttributes_IsDoubtful()
    {
        var (engine, handler) = Sent($"<MessageId>m-1</MessageId><MD5OfMessageBody>{Answers.Md5("x")}</MD5OfMessageBody>");

        var error = await engine.ErrorOfAsync<SqsChecksumException>(engine.Pipeline.InvokeAsync(
            SqsOperations.SendMessage, new SendMessageRequest { QueueUrl = Engine.QueueUrl, MessageBody = "x", MessageAttributes = Attributes }, default));

        Assert.Equal((ChecksumPart.MessageAttributes, null), (error.Mismatches[0].Part, error.Mismatches[0].Actual));
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task Batch_WithOneDigestThatDiffers_DoubtsThatEntryAlone()
    {
        static string Entry(string id, string body) =>
            $"<SendMessageBatchResultEntry><Id>{id}</Id><MessageId>m-{id}</MessageId><MD5OfMessageBody>{Answers.Md5(body)}</MD5OfMessageBody></SendMessageBatchResultEntry>";
        var handler = new ScriptedHandler((_, _) => Answers.Result("SendMessageBatch", Entry("a", "1") + Entry("b", "damaged") + Entry("c", "3")));
        var engine = new Engine(handler);

        var sent = await engine.Pipeline.InvokeAsync(
            SqsOperations.SendMessageBatch,
            new SendMessageBatchRequest
            {
                QueueUrl = Engine.QueueUrl,
                Entries = [new() { Id = "a", MessageBody = "1" }, new() { Id = "b", MessageBody = "2" }, new() { Id = "c", MessageBody = "3" }],
            },
            default);

        Assert.Equal(["a", "c"], sent.Successful.Select(entry => entry.Id));
        var doubtful = Assert.Single(sent.Doubtful);
        Assert.Equal(("b", "m-b", ChecksumState.Mismatch), (doubtful.Entry.Id, doubtful.Entry.MessageId, doubtful.Entry.Checksum));
        Assert.Equal(new ChecksumMismatch(ChecksumPart.Body, Answers.Md5("2"), Answers.Md5("damaged")), Assert.Single(doubtful.Mismatches));
        Assert.Equal(1, handler.Count);
    }

    [Theory]
    [InlineData(MessageBodyFormat.Text)]
    [InlineData(MessageBodyFormat.Utf8)]
    [InlineData(MessageBodyFormat.LeasedUtf8)]
    public async Task Receive_WithOneDamagedMessage_DeliversItsSiblings(MessageBodyFormat format)
    {
        var engine = new Engine(new ScriptedHandler((_, _) => Answers.Received(
            ("a", "one", Answers.Md5("one")), ("b", "tw0", Answers.Md5("two")), ("c", "three &amp; \u00FC", Answers.Md5("three & \u00FC")), ("d", "four", null))));

        using var received = await engine.Pipeline.InvokeAsync(
            SqsOperations.ReceiveMessage, new ReceiveMessageRequest { QueueUrl = Engine.QueueUrl, MaxNumberOfMessages = 10, BodyFormat = format }, default);

        Assert.Equal([("a", "one"), ("c", "three & \u00FC"), ("d", "four")], received.Messages.Select(message => (message.MessageId, message.Body)));
        Assert.Equal([ChecksumState.Verified, ChecksumState.Verified, ChecksumState.Unverified], received.Messages.Select(message => message.Checksum));
        var damaged = Assert.Single(received.Damaged);
        Assert.Equal(("b", "h-b", "tw0"), (damaged.Message.MessageId, damaged.Message.ReceiptHandle, damaged.Message.Body));
        Assert.Equal(new ChecksumMismatch(ChecksumPart.Body, Answers.Md5("tw0"), Answers.Md5("two")), Assert.Single(damaged.Mismatches));
    }

    [Fact]
    public async Task Bodies_Leased_AreReadableUntilTheResponseIsDisposed()
    {
        var engine = new Engine(new ScriptedHandler((_, _) => Answers.Received(("a", "one", Answers.Md5("one")), ("b", "&lt;two&gt;", Answers.Md5("<two>")))));
        var received = await engine.Pipeline.InvokeAsync(
            SqsOperations.ReceiveMessage, new ReceiveMessageRequest { QueueUrl = Engine.QueueUrl, MaxNumberOfMessages = 10, BodyFormat = MessageBodyFormat.LeasedUtf8 }, default);
        await engine.ErrorOfAsync<SqsResponseException>(engine.DeleteAsync()); // whose answer would take the memory, had it been given back

        Assert.Equal("one"u8.ToArray(), received.Messages[0].BodyUtf8.ToArray());
        Assert.Equal("<two>", received.Messages[1].Body);
        received.Dispose();
        received.Dispose();

        Assert.Throws<ObjectDisposedException>(() => received.Messages[0].BodyUtf8);
        Assert.Throws<ObjectDisposedException>(() => received.Messages[1].Body);
        Assert.Equal("h-b", received.Messages[1].ReceiptHandle); // only bodies are leased
    }

    private static (Engine Engine, ScriptedHandler Handler) Sent(string result, bool verify = true)
    {
        var handler = new ScriptedHandler((_, _) => Answers.Result("SendMessage", result));
        return (new Engine(handler, change: settings => verify ? settings : settings with { Checksums = null }), handler);
    }
}
