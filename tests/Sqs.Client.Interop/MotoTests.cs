using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>Our client against moto, a server that nobody here wrote, in both protocols.</summary>
public abstract class MotoTests(Moto moto, SqsProtocol protocol) : IClassFixture<Moto>
{
    private const string Everything = "a b+c&d=e%20;<x y=\"z\">'&amp;]]>\t ü e\u0301 日本 😀 \uFFFD \U0010FFFD";

    [Fact]
    public async Task Queue_CreatedChangedTaggedAndDeleted_ReadsAsItStands()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var name = Name();
        var url = (await client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = name,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "45", [QueueAttributeName.DelaySeconds] = "1" },
            Tags = new Dictionary<string, string> { ["team"] = "a & b", ["ü"] = "日本" },
        })).QueueUrl;
        Assert.EndsWith($"/{name}", url, StringComparison.Ordinal);
        Assert.Equal(url, (await client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name })).QueueUrl);

        _ = await client.SetQueueAttributesAsync(new SetQueueAttributesRequest
        {
            QueueUrl = url,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.DelaySeconds] = "0", [QueueAttributeName.MessageRetentionPeriod] = "600" },
        });
        var attributes = (await client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.All] })).Attributes;
        Assert.Equal("45", attributes[QueueAttributeName.VisibilityTimeout]);
        Assert.Equal("0", attributes[QueueAttributeName.DelaySeconds]);
        Assert.Equal("600", attributes[QueueAttributeName.MessageRetentionPeriod]);
        Assert.EndsWith($":{name}", attributes[QueueAttributeName.QueueArn], StringComparison.Ordinal);

        _ = await client.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new Dictionary<string, string> { ["new"] = "1 < 2" } });
        _ = await client.UntagQueueAsync(new UntagQueueRequest { QueueUrl = url, TagKeys = ["team"] });
        var tags = (await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url })).Tags;
        Assert.Equal(2, tags.Count);
        Assert.Equal(("日本", "1 < 2"), (tags["ü"], tags["new"]));

        List<string> listed = [];
        await foreach (var each in client.ListAllQueuesAsync(name))
        {
            listed.Add(each);
        }

        Assert.Equal([url], listed);
        _ = await client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url });
        _ = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }));
    }

    [Fact]
    public async Task Permission_AddedAndRemoved_StandsInThePolicy()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var url = await CreateAsync(client);
        _ = await client.AddPermissionAsync(new AddPermissionRequest { QueueUrl = url, Label = "l", AWSAccountIds = ["111111111111"], Actions = ["SendMessage"] });
        var policy = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.Policy] };
        Assert.Contains("111111111111", (await client.GetQueueAttributesAsync(policy)).Attributes[QueueAttributeName.Policy], StringComparison.Ordinal);
        _ = await client.RemovePermissionAsync(new RemovePermissionRequest { QueueUrl = url, Label = "l" });
        Assert.DoesNotContain("111111111111", (await client.GetQueueAttributesAsync(policy)).Attributes.GetValueOrDefault(QueueAttributeName.Policy) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_WithEveryKindOfTextAndAttribute_ArrivesVerified()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var url = await CreateAsync(client);
        var attributes = new Dictionary<string, MessageAttributeValue>
        {
            ["string"] = MessageAttributeValue.String(Everything),
            ["string.json"] = MessageAttributeValue.String("{}", "json"),
            ["number"] = MessageAttributeValue.Number(-12.5m),
            ["number.int"] = MessageAttributeValue.Number(7, "int"),
            ["binary"] = MessageAttributeValue.Binary(Enumerable.Range(0, 256).Select(value => (byte)value).ToArray()),
            ["binary.png"] = MessageAttributeValue.Binary((byte[])[1, 2, 3], "png"),
        };
        var sent = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = Everything, MessageAttributes = attributes });
        Assert.Equal(ChecksumState.Verified, sent.Checksum);
        Assert.NotNull(sent.MD5OfMessageAttributes);

        using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = url,
            WaitTimeSeconds = 2,
            MessageAttributeNames = ["All"],
            AttributeNames = [MessageSystemAttributeName.All],
        });
        Assert.Empty(received.Damaged);
        var message = Assert.Single(received.Messages);
        Assert.Equal(ChecksumState.Verified, message.Checksum);
        Assert.Equal(sent.MessageId, message.MessageId);
        Assert.Equal(Everything, message.Body);
        Assert.Equal(attributes.OrderBy(pair => pair.Key), message.MessageAttributes.OrderBy(pair => pair.Key));
        Assert.Equal(1, message.ApproximateReceiveCount);
        Assert.NotNull(message.SentTimestamp);
    }

    [Fact]
    public async Task Batches_OfTen_SucceedAndFailEntryByEntry()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var url = await CreateAsync(client);
        var sent = await client.SendMessageBatchAsync(new SendMessageBatchRequest
        {
            QueueUrl = url,
            Entries = [.. Enumerable.Range(0, 10).Select(number => new SendMessageBatchRequestEntry
            {
                Id = $"id_{number}",
                MessageBody = $"{number} {Everything}",
                MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["n"] = MessageAttributeValue.Number(number) },
            })],
        });
        Assert.Empty(sent.Failed);
        Assert.Empty(sent.Doubtful);
        Assert.Equal(10, sent.Successful.Count);
        Assert.All(sent.Successful, entry => Assert.Equal(ChecksumState.Verified, entry.Checksum));

        var messages = await ReceiveAsync(client, url, 10);
        Assert.Equal(sent.Successful.Select(entry => entry.MessageId).Order(), messages.Select(message => message.MessageId).Order());
        Assert.All(messages, message => Assert.EndsWith(Everything, message.Body, StringComparison.Ordinal));

        var changed = await client.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest
        {
            QueueUrl = url,
            Entries = [.. messages.Take(3).Select((message, at) => new ChangeMessageVisibilityBatchRequestEntry { Id = $"c{at}", ReceiptHandle = message.ReceiptHandle, VisibilityTimeout = 100 })],
        });
        Assert.Equal(["c0", "c1", "c2"], changed.Successful.Select(entry => entry.Id));
        var deleted = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = url,
            Entries =
            [
                .. messages.Take(9).Select((message, at) => new DeleteMessageBatchRequestEntry { Id = $"d{at}", ReceiptHandle = message.ReceiptHandle }),
                new() { Id = "bad", ReceiptHandle = "no such handle" },
            ],
        });
        Assert.Equal(9, deleted.Successful.Count);
        Assert.Equal("bad", Assert.Single(deleted.Failed).Id);
    }

    [Fact]
    public async Task Visibility_SetToZero_BringsTheMessageBack()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var queue = await SqsQueue.OpenAsync(client, await CreateAsync(client));
        _ = await queue.SendAsync("x");
        using var first = await queue.ReceiveAsync(visibilityTimeout: TimeSpan.FromSeconds(100));
        using var hidden = await queue.ReceiveAsync();
        Assert.Empty(hidden.Messages);
        _ = await queue.ChangeVisibilityAsync(Assert.Single(first.Messages), TimeSpan.Zero);
        using var second = await WithSystemAttributesAsync(client, queue.Url);
        Assert.Equal(2, Assert.Single(second.Messages).ApproximateReceiveCount);
        _ = await queue.DeleteAsync(second.Messages[0]);
        var counts = (await queue.GetAttributesAsync()).Attributes;
        Assert.Equal(("0", "0"), (counts[QueueAttributeName.ApproximateNumberOfMessages], counts[QueueAttributeName.ApproximateNumberOfMessagesNotVisible]));
    }

    [Fact]
    public async Task LongPoll_ForADelayedMessage_EndsWithIt()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var queue = await SqsQueue.OpenAsync(client, await CreateAsync(client));
        _ = await queue.SendAsync(new OutgoingMessage { Body = "later", DelaySeconds = 1 });
        using var early = await queue.ReceiveAsync();
        using var late = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(15));
        Assert.Empty(early.Messages);
        Assert.Equal("later", Assert.Single(late.Messages).Body);
    }

    [Fact]
    public async Task Fifo_OrderAndDeduplication_AreKept()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var queue = await SqsQueue.OpenAsync(client, await CreateAsync(client, fifo: true));
        var first = await queue.SendAsync(new OutgoingMessage { Body = "0", MessageGroupId = "g", MessageDeduplicationId = "d0" });
        _ = await queue.SendAsync(new OutgoingMessage { Body = "0", MessageGroupId = "g", MessageDeduplicationId = "d0" });
        var many = await queue.SendManyAsync(Enumerable.Range(1, 4).Select(number => new OutgoingMessage
        {
            Body = $"{number}",
            MessageGroupId = "g",
            MessageDeduplicationId = $"d{number}",
        }));
        Assert.All(many, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        using var received = await WithSystemAttributesAsync(client, queue.Url);
        Assert.Equal(["0", "1", "2", "3", "4"], received.Messages.Select(message => message.Body));
        Assert.Equal(first.MessageId, received.Messages[0].MessageId);
        Assert.All(received.Messages, message => Assert.Equal(("g", $"d{message.Body}"), (message.MessageGroupId, message.MessageDeduplicationId)));
    }

    [Fact]
    public async Task DeadLetter_AfterTooManyReceives_LiesInTheOtherQueue()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var dead = await SqsQueue.OpenAsync(client, await CreateAsync(client));
        var arn = (await dead.GetAttributesAsync()).Attributes[QueueAttributeName.QueueArn];
        var url = (await client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = Name(),
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":1}""" },
        })).QueueUrl;
        var work = await SqsQueue.OpenAsync(client, url);
        Assert.Equal([url], (await client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead.Url })).QueueUrls);
        _ = await work.SendAsync("poison");
        using var once = await work.ReceiveAsync(visibilityTimeout: TimeSpan.Zero);
        using var twice = await work.ReceiveAsync();
        Assert.Single(once.Messages);
        Assert.Empty(twice.Messages);
        using var found = await dead.ReceiveAsync(wait: TimeSpan.FromSeconds(2));
        Assert.Equal("poison", Assert.Single(found.Messages).Body);
    }

    [Fact]
    public async Task Errors_OfEveryKind_ComeAsTypedExceptions()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var url = await CreateAsync(client);
        var unknown = await Assert.ThrowsAsync<QueueDoesNotExistException>(
            () => client.SendMessageAsync(new SendMessageRequest { QueueUrl = url + "-unknown", MessageBody = "x" }));
        Assert.Equal(SqsErrorCode.QueueDoesNotExist, unknown.ErrorCode);
        var handle = await Assert.ThrowsAsync<SqsException>(() => client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = "made up" }));
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, handle.ErrorCode);
        Assert.InRange(handle.StatusCode, 400, 404);
        var attribute = await Assert.ThrowsAsync<SqsException>(
            () => client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["NoSuchAttribute"] }));
        Assert.Equal(SqsErrorCode.InvalidAttributeName, attribute.ErrorCode);
        var exists = await Assert.ThrowsAsync<SqsException>(() => client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = url[(url.LastIndexOf('/') + 1)..],
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "1" },
        }));
        Assert.Equal(SqsErrorCode.QueueNameExists, exists.ErrorCode);
    }

    [Fact]
    public async Task Purge_OfAQueue_LeavesNothing()
    {
        await using var client = await moto.NewClientAsync(protocol);
        var queue = await SqsQueue.OpenAsync(client, await CreateAsync(client));
        _ = await queue.SendManyAsync(["a", "b", "c"]);
        _ = await queue.PurgeAsync();
        Assert.Equal("0", (await queue.GetAttributesAsync()).Attributes[QueueAttributeName.ApproximateNumberOfMessages]);
    }

    private static string Name() => $"q-{Guid.NewGuid():N}";

    private static async Task<string> CreateAsync(SqsClient client, bool fifo = false) => (await client.CreateQueueAsync(new CreateQueueRequest
    {
        QueueName = fifo ? Name() + ".fifo" : Name(),
        Attributes = fifo ? new Dictionary<QueueAttributeName, string> { [QueueAttributeName.FifoQueue] = "true" } : [],
    })).QueueUrl;

    /// <summary>In the Query protocol by the older name of the parameter: there moto does not know MessageSystemAttributeName.</summary>
    private Task<ReceiveMessageResponse> WithSystemAttributesAsync(SqsClient client, string url) => client.ReceiveMessageAsync(new ReceiveMessageRequest
    {
        QueueUrl = url,
        MaxNumberOfMessages = 10,
        WaitTimeSeconds = 2,
        AttributeNames = protocol == SqsProtocol.Query ? [MessageSystemAttributeName.All] : [],
        MessageSystemAttributeNames = protocol == SqsProtocol.Json ? [MessageSystemAttributeName.All] : [],
    });

    private static async Task<List<Message>> ReceiveAsync(SqsClient client, string url, int count)
    {
        List<Message> messages = [];
        for (var turn = 0; messages.Count < count && turn < 10; turn++)
        {
            using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10, WaitTimeSeconds = 1, MessageAttributeNames = ["All"] });
            Assert.Empty(received.Damaged);
            messages.AddRange(received.Messages);
        }

        return messages;
    }

    public sealed class InQuery(Moto moto) : MotoTests(moto, SqsProtocol.Query);

    public sealed class InJson(Moto moto) : MotoTests(moto, SqsProtocol.Json);
}
