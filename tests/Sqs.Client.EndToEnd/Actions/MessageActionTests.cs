using System.Globalization;

namespace Sqs.Client.EndToEnd.Actions;

public abstract class MessageActionTests(SqsProtocol protocol)
{
    private const string TraceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    [Fact]
    public async Task SendMessage_WithEveryMember_ArrivesMemberByMember()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var attributes = Samples.TenAttributes();
        var sent = await stage.Client.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = url,
            MessageBody = "Grüße & <Küsse>",
            DelaySeconds = 7,
            MessageAttributes = attributes,
            MessageSystemAttributes = Traced(),
            MessageGroupId = "tenant-1",
        });
        var sentAt = stage.Clock.GetUtcNow();
        stage.Clock.Advance(TimeSpan.FromSeconds(8));
        using var received = await stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = 10,
            VisibilityTimeout = 20,
            WaitTimeSeconds = 1,
            MessageSystemAttributeNames = [MessageSystemAttributeName.All],
            MessageAttributeNames = ["All"],
        });

        Expect.FirstAttempt(sent.Metadata);
        Assert.Equal(ChecksumState.Verified, sent.Checksum);
        Assert.Matches("^[0-9a-f]{32}$", sent.MD5OfMessageBody);
        Assert.Matches("^[0-9a-f]{32}$", sent.MD5OfMessageAttributes);
        Assert.Matches("^[0-9a-f]{32}$", sent.MD5OfMessageSystemAttributes);
        Assert.Null(sent.SequenceNumber);

        Expect.FirstAttempt(received.Metadata);
        Assert.Empty(received.Damaged);
        var message = Assert.Single(received.Messages);
        Assert.Equal(sent.MessageId, message.MessageId);
        Assert.Equal("Grüße & <Küsse>", message.Body);
        Assert.Equal(sent.MD5OfMessageBody, message.MD5OfBody);
        Assert.Equal(sent.MD5OfMessageAttributes, message.MD5OfMessageAttributes);
        Assert.Equal(ChecksumState.Verified, message.Checksum);
        Assert.Equal(attributes.OrderBy(pair => pair.Key), message.MessageAttributes.OrderBy(pair => pair.Key));
        Assert.Equal("tenant-1", message.MessageGroupId);
        Assert.Equal(1, message.ApproximateReceiveCount);
        Assert.Equal(sentAt, message.SentTimestamp);
        Assert.Equal(stage.Clock.GetUtcNow(), message.ApproximateFirstReceiveTimestamp);
        Assert.Equal(TraceHeader, message.Attributes[MessageSystemAttributeName.AWSTraceHeader]);
        Assert.Equal(stage.Server.AccountId, message.Attributes[MessageSystemAttributeName.SenderId]);
        Assert.Equal(6, message.Attributes.Count);
    }

    [Fact]
    public async Task SendMessageBatch_WithEveryMember_ArrivesEntryByEntry()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var entries = Enumerable.Range(0, 10).Select(number => new SendMessageBatchRequestEntry
        {
            Id = $"entry_{number}-x",
            MessageBody = $"body {number} ✓",
            DelaySeconds = number,
            MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["n"] = MessageAttributeValue.Number(number, "int") },
            MessageSystemAttributes = Traced(),
            MessageGroupId = $"g{number % 2}",
        }).ToList();
        var sent = await stage.Client.SendMessageBatchAsync(new SendMessageBatchRequest { QueueUrl = url, Entries = entries });
        Assert.Equal(("1", "0", "9"), await stage.CountAsync(url));
        stage.Clock.Advance(TimeSpan.FromSeconds(9));
        var queue = await SqsQueue.OpenAsync(stage.Client, url);
        using var received = await queue.ReceiveAsync();

        Expect.FirstAttempt(sent.Metadata);
        Assert.Empty(sent.Failed);
        Assert.Empty(sent.Doubtful);
        Assert.Equal(entries.Select(entry => entry.Id), sent.Successful.Select(entry => entry.Id));
        Assert.All(sent.Successful, entry =>
        {
            Assert.Equal(ChecksumState.Verified, entry.Checksum);
            Assert.NotNull(entry.MD5OfMessageAttributes);
            Assert.NotNull(entry.MD5OfMessageSystemAttributes);
            Assert.Null(entry.SequenceNumber);
        });
        var messages = received.Messages.ToDictionary(message => message.MessageId);
        Assert.Equal(10, messages.Count);
        for (var number = 0; number < entries.Count; number++)
        {
            var message = messages[sent.Successful[number].MessageId];
            Assert.Equal($"body {number} ✓", message.Body);
            Assert.Equal(sent.Successful[number].MD5OfMessageBody, message.MD5OfBody);
            Assert.Equal(entries[number].MessageAttributes["n"], message.MessageAttributes["n"]);
            Assert.Equal($"g{number % 2}", message.MessageGroupId);
        }
    }

    [Theory]
    [InlineData("All", "a.one a.two b.one c")]
    [InlineData(".*", "a.one a.two b.one c")]
    [InlineData("a.*", "a.one a.two")]
    [InlineData("b.one c", "b.one c")]
    [InlineData("c nothing", "c")]
    [InlineData("nothing", "")]
    public async Task ReceiveMessage_WithAnAttributeFilter_AnswersThoseAndVerifiesTheirDigest(string asked, string expected)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        string[] names = ["a.one", "a.two", "b.one", "c"];
        _ = await queue.SendAsync(new OutgoingMessage { Body = "x", MessageAttributes = names.ToDictionary(name => name, name => MessageAttributeValue.String(name)) });
        using var received = await stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.Url, MessageAttributeNames = asked.Split(' ') });

        var message = Assert.Single(received.Messages);
        Assert.Equal(expected, string.Join(' ', message.MessageAttributes.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(expected.Length > 0, message.MD5OfMessageAttributes is not null);
        Assert.Equal(ChecksumState.Verified, message.Checksum);
        Assert.Empty(message.Attributes);
    }

    [Fact]
    public async Task ReceiveMessage_WithTheOlderAttributeNames_AnswersTheNamedOnes()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendAsync("x");
        using var received = await stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = queue.Url,
            AttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount],
            MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
        });
        var attributes = Assert.Single(received.Messages).Attributes;
        Assert.Equal(2, attributes.Count);
        Assert.Equal("1", attributes[MessageSystemAttributeName.ApproximateReceiveCount]);
        Assert.Equal(
            stage.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), attributes[MessageSystemAttributeName.SentTimestamp]);
    }

    [Fact]
    public async Task DeleteMessage_ByTheNewestHandle_RemovesIt()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendAsync("x");
        using var received = await queue.ReceiveAsync();
        var message = Assert.Single(received.Messages);
        Assert.Equal(("0", "1", "0"), await stage.CountAsync(queue.Url));
        var deleted = await stage.Client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queue.Url, ReceiptHandle = message.ReceiptHandle });
        Expect.FirstAttempt(deleted.Metadata);
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(queue.Url));
        Expect.FirstAttempt((await queue.DeleteAsync(message)).Metadata);
    }

    [Fact]
    public async Task DeleteMessageBatch_WithOneBadHandle_FailsThatEntryAlone()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendManyAsync(["a", "b"]);
        using var received = await queue.ReceiveAsync();
        var deleted = await stage.Client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = queue.Url,
            Entries =
            [
                new() { Id = "one", ReceiptHandle = received.Messages[0].ReceiptHandle },
                new() { Id = "bad", ReceiptHandle = "no such handle" },
                new() { Id = "two", ReceiptHandle = received.Messages[1].ReceiptHandle },
            ],
        });

        Expect.FirstAttempt(deleted.Metadata);
        Assert.Equal(["one", "two"], deleted.Successful.Select(entry => entry.Id));
        var failed = Assert.Single(deleted.Failed);
        Assert.Equal("bad", failed.Id);
        Assert.True(failed.SenderFault);
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, failed.Code);
        Assert.False(string.IsNullOrEmpty(failed.Message));
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(queue.Url));
    }

    [Fact]
    public async Task ChangeMessageVisibility_ToALaterMoment_CountsFromNow()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendAsync("x");
        using var received = await queue.ReceiveAsync(visibilityTimeout: TimeSpan.FromSeconds(30));
        stage.Clock.Advance(TimeSpan.FromSeconds(20));
        var changed = await stage.Client.ChangeMessageVisibilityAsync(
            new ChangeMessageVisibilityRequest { QueueUrl = queue.Url, ReceiptHandle = received.Messages[0].ReceiptHandle, VisibilityTimeout = 100 });
        Expect.FirstAttempt(changed.Metadata);
        stage.Clock.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(("0", "1", "0"), await stage.CountAsync(queue.Url));
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("1", "0", "0"), await stage.CountAsync(queue.Url));
    }

    [Fact]
    public async Task ChangeMessageVisibility_ToZero_GivesItBackAtOnceWithANewHandle()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendAsync("x");
        using var first = await queue.ReceiveAsync();
        _ = await queue.ChangeVisibilityAsync(first.Messages[0], TimeSpan.Zero);
        using var second = await queue.ReceiveAsync();
        Assert.Equal(2, Assert.Single(second.Messages).ApproximateReceiveCount);
        Assert.NotEqual(first.Messages[0].ReceiptHandle, second.Messages[0].ReceiptHandle);
        Assert.Equal(first.Messages[0].MessageId, second.Messages[0].MessageId);
    }

    [Fact]
    public async Task ChangeMessageVisibilityBatch_WithOneBadHandle_FailsThatEntryAlone()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendManyAsync(["a", "b"]);
        using var received = await queue.ReceiveAsync();
        var changed = await stage.Client.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest
        {
            QueueUrl = queue.Url,
            Entries =
            [
                new() { Id = "free", ReceiptHandle = received.Messages[0].ReceiptHandle, VisibilityTimeout = 0 },
                new() { Id = "keep", ReceiptHandle = received.Messages[1].ReceiptHandle, VisibilityTimeout = 500 },
                new() { Id = "bad", ReceiptHandle = "no such handle", VisibilityTimeout = 1 },
            ],
        });

        Expect.FirstAttempt(changed.Metadata);
        Assert.Equal(["free", "keep"], changed.Successful.Select(entry => entry.Id));
        var failed = Assert.Single(changed.Failed);
        Assert.Equal(("bad", true, SqsErrorCode.ReceiptHandleIsInvalid), (failed.Id, failed.SenderFault, failed.Code));
        Assert.Equal(("1", "1", "0"), await stage.CountAsync(queue.Url));
        stage.Clock.Advance(TimeSpan.FromSeconds(499));
        Assert.Equal(("1", "1", "0"), await stage.CountAsync(queue.Url));
    }

    private static Dictionary<MessageSystemAttributeName, MessageAttributeValue> Traced() =>
        new() { [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String(TraceHeader) };

    public sealed class InQuery() : MessageActionTests(SqsProtocol.Query);

    public sealed class InJson() : MessageActionTests(SqsProtocol.Json);
}
