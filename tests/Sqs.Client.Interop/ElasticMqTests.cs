using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>Our client against a Query server of 2013: no attributes of messages, no FIFO, no dead letters, no tags.</summary>
public sealed class ElasticMqTests(ElasticMq elasticMq) : IClassFixture<ElasticMq>
{
    [Fact]
    public async Task Messages_SentReceivedHiddenAndDeleted_BehaveAsInSqs()
    {
        await using var client = await elasticMq.NewClientAsync(SqsProtocol.Query);
        var name = $"q-{Guid.NewGuid():N}";
        var url = (await client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = name,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "45" },
        })).QueueUrl;
        var queue = await SqsQueue.OpenAsync(client, name);
        Assert.Equal(url, queue.Url);
        Assert.Contains(url, (await client.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = "q-" })).QueueUrls);
        const string Body = "a b+c&d=e%20;<x y=\"z\">'&amp;]]>";
        var sent = await queue.SendAsync(Body);
        Assert.Equal(ChecksumState.Verified, sent.Checksum);

        var request = new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10, AttributeNames = [MessageSystemAttributeName.All] };
        using var first = await client.ReceiveMessageAsync(request);
        var message = Assert.Single(first.Messages);
        Assert.Equal((Body, sent.MessageId, ChecksumState.Verified), (message.Body, message.MessageId, message.Checksum));
        Assert.Equal(1, message.ApproximateReceiveCount);
        using var hidden = await client.ReceiveMessageAsync(request);
        Assert.Empty(hidden.Messages);
        _ = await queue.ChangeVisibilityAsync(message, TimeSpan.Zero);
        using var second = await client.ReceiveMessageAsync(request);
        _ = await queue.DeleteAsync(Assert.Single(second.Messages));

        var results = await queue.SendManyAsync(Enumerable.Range(0, 25).Select(number => (OutgoingMessage)$"m{number}"));
        Assert.All(results, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        using var ten = await client.ReceiveMessageAsync(request);
        Assert.Equal(10, ten.Messages.Count);
        var deleted = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = url,
            Entries = [.. ten.Messages.Select((each, at) => new DeleteMessageBatchRequestEntry { Id = $"{at}", ReceiptHandle = each.ReceiptHandle })],
        });
        Assert.Equal(10, deleted.Successful.Count);
        var counts = (await queue.GetAttributesAsync()).Attributes;
        Assert.Equal(("15", "45"), (counts[QueueAttributeName.ApproximateNumberOfMessages], counts[QueueAttributeName.VisibilityTimeout]));
        _ = await client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url });
    }

    [Fact]
    public async Task Queue_ThatIsUnknown_IsItsOwnException()
    {
        await using var client = await elasticMq.NewClientAsync(SqsProtocol.Query);
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "known" })).QueueUrl;
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(
            () => client.SendMessageAsync(new SendMessageRequest { QueueUrl = url.Replace("known", "unknown", StringComparison.Ordinal), MessageBody = "x" }));
        Assert.Equal(400, error.StatusCode);
    }

    [Fact]
    public async Task LongPoll_OfAQueueThatStaysEmpty_EndsEmptyAfterItsWait()
    {
        await using var client = await elasticMq.NewClientAsync(SqsProtocol.Query);
        var queue = await NewQueueAsync(client);
        using var received = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(1));
        Assert.Empty(received.Messages);
    }

    /// <summary>It takes bytes for ISO-8859-1 unless the request says otherwise; ours does.</summary>
    [Fact]
    public async Task Body_BeyondAscii_ArrivesBecauseTheRequestNamesItsEncoding()
    {
        await using var client = await elasticMq.NewClientAsync(SqsProtocol.Query);
        var queue = await NewQueueAsync(client);
        var sent = await queue.SendAsync("ü 日本 😀");
        Assert.Equal(ChecksumState.Verified, sent.Checksum);
        using var received = await queue.ReceiveAsync();
        Assert.Equal("ü 日本 😀", Assert.Single(received.Messages).Body);
    }

    private static async Task<SqsQueue> NewQueueAsync(SqsClient client) =>
        await SqsQueue.OpenAsync(client, (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = $"q-{Guid.NewGuid():N}" })).QueueUrl);
}
