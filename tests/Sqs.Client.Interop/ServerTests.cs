using System.Text;
using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>What our client does with any server of today that nobody here wrote.</summary>
public abstract class ServerTests(PeerServer server, SqsProtocol protocol)
{
    protected const string Plane0 = "a b+c&d=e%20;<x y=\"z\">'&amp;]]>\t ü e\u0301 日本 \uFFFD";

    /// <summary>Whatever a text may hold.</summary>
    protected virtual string Everything => Plane0 + " 😀 \U0010FFFD";

    [Fact]
    public async Task Queue_CreatedChangedTaggedAndDeleted_ReadsAsItStands()
    {
        await using var client = await NewClientAsync();
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
    public async Task Message_WithEveryKindOfTextAndAttribute_ArrivesVerified()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
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
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
        var sent = await client.SendMessageBatchAsync(new SendMessageBatchRequest
        {
            QueueUrl = queue.Url,
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

        var messages = await ReceiveAsync(queue, 10);
        Assert.Equal(sent.Successful.Select(entry => entry.MessageId).Order(), messages.Select(message => message.MessageId).Order());
        Assert.All(messages, message => Assert.EndsWith(Everything, message.Body, StringComparison.Ordinal));

        var changed = await client.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest
        {
            QueueUrl = queue.Url,
            Entries =
            [
                .. messages.Take(3).Select((message, at) => new ChangeMessageVisibilityBatchRequestEntry { Id = $"c{at}", ReceiptHandle = message.ReceiptHandle, VisibilityTimeout = 100 }),
                new() { Id = "bad", ReceiptHandle = "no such handle", VisibilityTimeout = 100 },
            ],
        });
        Assert.Equal(["c0", "c1", "c2"], changed.Successful.Select(entry => entry.Id));
        var failed = Assert.Single(changed.Failed);
        Assert.Equal(("bad", SqsErrorCode.ReceiptHandleIsInvalid, true), (failed.Id, failed.Code, failed.SenderFault));
        var deleted = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = queue.Url,
            Entries = [.. messages.Select((message, at) => new DeleteMessageBatchRequestEntry { Id = $"d{at}", ReceiptHandle = message.ReceiptHandle })],
        });
        Assert.Equal(10, deleted.Successful.Count);
        var counts = (await queue.GetAttributesAsync()).Attributes;
        Assert.Equal(("0", "0"), (counts[QueueAttributeName.ApproximateNumberOfMessages], counts[QueueAttributeName.ApproximateNumberOfMessagesNotVisible]));
    }

    [Fact]
    public async Task Bodies_Leased_AreGoodUntilTheyAreGivenBack()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
        _ = await queue.SendManyAsync(Enumerable.Range(0, 3).Select(number => (OutgoingMessage)$"{number} {Everything}"));
        List<string> bodies = [];
        while (bodies.Count < 3)
        {
            var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.Url, MaxNumberOfMessages = 10, WaitTimeSeconds = 15, BodyFormat = MessageBodyFormat.LeasedUtf8 });
            Assert.NotEmpty(received.Messages);
            Assert.All(received.Messages, message => Assert.Equal(ChecksumState.Verified, message.Checksum));
            bodies.AddRange(received.Messages.Select(message => Encoding.UTF8.GetString(message.BodyUtf8.Span)));
            received.Dispose();
            _ = Assert.Throws<ObjectDisposedException>(() => received.Messages[0].Body);
        }

        Assert.Equal(Enumerable.Range(0, 3).Select(number => $"{number} {Everything}"), bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Visibility_SetToZero_BringsTheMessageBack()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
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
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
        _ = await queue.SendAsync(new OutgoingMessage { Body = "later", DelaySeconds = 1 });
        using var early = await queue.ReceiveAsync();
        using var late = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(15));
        Assert.Empty(early.Messages);
        Assert.Equal("later", Assert.Single(late.Messages).Body);
    }

    [Fact]
    public async Task Fifo_OrderAndDeduplication_AreKept()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client, fifo: true);
        var first = await queue.SendAsync(new OutgoingMessage { Body = "0", MessageGroupId = "g", MessageDeduplicationId = "d0" });
        _ = await queue.SendAsync(new OutgoingMessage { Body = "0", MessageGroupId = "g", MessageDeduplicationId = "d0" });
        var many = await queue.SendManyAsync(Enumerable.Range(1, 4).Select(number => new OutgoingMessage
        {
            Body = $"{number}",
            MessageGroupId = "g",
            MessageDeduplicationId = $"d{number}",
        }));
        Assert.All(many, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        List<Message> messages = [];
        while (messages.Count < 5)
        {
            using var received = await WithSystemAttributesAsync(client, queue.Url);
            Assert.NotEmpty(received.Messages);
            foreach (var message in received.Messages)
            {
                messages.Add(message);
                _ = await queue.DeleteAsync(message); // some servers hand out no other of the group before
            }
        }

        using var none = await queue.ReceiveAsync();
        Assert.Empty(none.Messages);
        Assert.Equal(["0", "1", "2", "3", "4"], messages.Select(message => message.Body));
        Assert.Equal(first.MessageId, messages[0].MessageId);
        Assert.All(messages, message => Assert.Equal(("g", $"d{message.Body}"), (message.MessageGroupId, message.MessageDeduplicationId)));
    }

    [Fact]
    public async Task DeadLetter_AfterTooManyReceives_LiesInTheOtherQueue()
    {
        await using var client = await NewClientAsync();
        var dead = await NewQueueAsync(client);
        var work = await NewSourceAsync(client, dead);
        _ = await work.SendAsync("poison");
        using var once = await work.ReceiveAsync(visibilityTimeout: TimeSpan.Zero);
        using var twice = await work.ReceiveAsync();
        Assert.Single(once.Messages);
        Assert.Empty(twice.Messages);
        using var found = await dead.ReceiveAsync(wait: TimeSpan.FromSeconds(2));
        Assert.Equal("poison", Assert.Single(found.Messages).Body);
    }

    [Fact]
    public async Task Queue_ThatIsUnknown_IsItsOwnException()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(
            () => client.SendMessageAsync(new SendMessageRequest { QueueUrl = url + "-unknown", MessageBody = "x" }));
        Assert.Equal(SqsErrorCode.QueueDoesNotExist, error.ErrorCode);
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode.Value);
        Assert.Equal((400, SqsFault.Sender, 1), (error.StatusCode, error.Fault, error.Attempts));
    }

    [Fact]
    public async Task Purge_OfAQueue_LeavesNothing()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
        _ = await queue.SendManyAsync(["a", "b", "c"]);
        _ = await queue.PurgeAsync();
        Assert.Equal("0", (await queue.GetAttributesAsync()).Attributes[QueueAttributeName.ApproximateNumberOfMessages]);
    }

    protected PeerServer Server => server;

    protected Task<SqsClient> NewClientAsync() => server.NewClientAsync(protocol);

    protected static string Name() => $"q-{Guid.NewGuid():N}";

    protected static Task<SqsQueue> NewQueueAsync(SqsClient client, bool fifo = false) =>
        fifo ? NewQueueAsync(client, Name() + ".fifo", (QueueAttributeName.FifoQueue, "true")) : NewQueueAsync(client, Name());

    /// <summary>A queue whose messages go to another after one receive.</summary>
    protected static async Task<SqsQueue> NewSourceAsync(SqsClient client, SqsQueue dead)
    {
        var arn = (await dead.GetAttributesAsync()).Attributes[QueueAttributeName.QueueArn];
        return await NewQueueAsync(client, Name(), (QueueAttributeName.RedrivePolicy, $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":1}"""));
    }

    private static async Task<SqsQueue> NewQueueAsync(SqsClient client, string name, params (QueueAttributeName Name, string Value)[] attributes)
    {
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes.ToDictionary(each => each.Name, each => each.Value) });
        return await SqsQueue.OpenAsync(client, created.QueueUrl);
    }

    /// <summary>In the Query protocol by the older name of the parameter: there moto does not know MessageSystemAttributeName.</summary>
    private Task<ReceiveMessageResponse> WithSystemAttributesAsync(SqsClient client, string url) => client.ReceiveMessageAsync(new ReceiveMessageRequest
    {
        QueueUrl = url,
        MaxNumberOfMessages = 10,
        WaitTimeSeconds = 2,
        AttributeNames = protocol == SqsProtocol.Query ? [MessageSystemAttributeName.All] : [],
        MessageSystemAttributeNames = protocol == SqsProtocol.Json ? [MessageSystemAttributeName.All] : [],
    });

    private static async Task<List<Message>> ReceiveAsync(SqsQueue queue, int count)
    {
        List<Message> messages = [];
        for (var turn = 0; messages.Count < count && turn < 10; turn++)
        {
            using var received = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(1));
            Assert.Empty(received.Damaged);
            messages.AddRange(received.Messages);
        }

        return messages;
    }
}
