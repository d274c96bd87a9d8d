namespace Sqs.Client.Tests.Root;

public sealed class SqsQueueTests
{
    private const string Url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";

    private static readonly Message Received = new() { ReceiptHandle = "handle" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_OpenedByName_CostsOneLookup()
    {
        await using var client = new FakeSqs();

        var queue = await SqsQueue.OpenAsync(client, "orders", new SqsQueueOptions { OwnerAccountId = "123456789012" }, Token);
        await queue.SendAsync("x", Token);
        await queue.SendAsync("y", Token);

        Assert.Equal((Url, "orders", false), (queue.Url, queue.Name, queue.IsFifo));
        var lookup = Assert.Single(client.Requests.OfType<GetQueueUrlRequest>());
        Assert.Equal(("orders", "123456789012"), (lookup.QueueName, lookup.QueueOwnerAWSAccountId));
    }

    [Theory]
    [InlineData(Url, "orders", false)]
    [InlineData(Url + ".fifo", "orders.fifo", true)]
    [InlineData(Url + ".fifo/", "orders.fifo", true)]
    [InlineData(Url + ".FIFO", "orders.FIFO", false)]
    public async Task Queue_OpenedByUrl_CostsNothing(string url, string name, bool isFifo)
    {
        await using var client = new FakeSqs();

        var queue = await SqsQueue.OpenAsync(client, url, cancellationToken: Token);

        Assert.Empty(client.Requests);
        Assert.Equal((url, name, isFifo), (queue.Url, queue.Name, queue.IsFifo));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Options_OutOfTheirRange_AreNamed(int attempts)
    {
        await using var client = new FakeSqs();

        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => SqsQueue.OpenAsync(client, Url, new SqsQueueOptions { MaxAttempts = attempts }, Token));

        Assert.Equal("MaxAttempts", refused.Member);
    }

    [Fact]
    public async Task Verbs_OfAQueue_AreRequestsOfTheClient()
    {
        await using var client = new FakeSqs();
        var queue = await SqsQueue.OpenAsync(client, Url, cancellationToken: Token);
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { ["a"] = MessageAttributeValue.String("1") };

        await queue.SendAsync(new OutgoingMessage { Body = "x", DelaySeconds = 5, MessageAttributes = attributes, MessageGroupId = "g", MessageDeduplicationId = "d" }, Token);
        await queue.ReceiveAsync(3, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), Token);
        await queue.ReceiveAsync(cancellationToken: Token);
        await queue.DeleteAsync(Received, Token);
        await queue.ChangeVisibilityAsync(Received, TimeSpan.Zero, Token);
        await queue.GetAttributesAsync(Token);
        await queue.PurgeAsync(Token);

        var requests = client.Requests.ToArray();
        var send = Assert.IsType<SendMessageRequest>(requests[0]);
        Assert.Equal((Url, "x", 5, "g", "d"), (send.QueueUrl, send.MessageBody.ToText(), send.DelaySeconds, send.MessageGroupId, send.MessageDeduplicationId));
        Assert.Same(attributes, send.MessageAttributes);
        var receive = Assert.IsType<ReceiveMessageRequest>(requests[1]);
        Assert.Equal((Url, 3, 20, 60), (receive.QueueUrl, receive.MaxNumberOfMessages, receive.WaitTimeSeconds, receive.VisibilityTimeout));
        Assert.Equal([MessageSystemAttributeName.All], receive.AttributeNames);
        Assert.Equal(["All"], receive.MessageAttributeNames);
        var plain = Assert.IsType<ReceiveMessageRequest>(requests[2]);
        Assert.Equal((10, null, null), (plain.MaxNumberOfMessages, plain.WaitTimeSeconds, plain.VisibilityTimeout));
        Assert.Equal(new DeleteMessageRequest { QueueUrl = Url, ReceiptHandle = "handle" }, requests[3]);
        Assert.Equal(new ChangeMessageVisibilityRequest { QueueUrl = Url, ReceiptHandle = "handle", VisibilityTimeout = 0 }, requests[4]);
        Assert.Equal([QueueAttributeName.All], Assert.IsType<GetQueueAttributesRequest>(requests[5]).AttributeNames);
        Assert.Equal(Url, Assert.IsType<PurgeQueueRequest>(requests[6]).QueueUrl);
    }

    [Theory]
    [InlineData(1500)]
    [InlineData(-1000)]
    public async Task Times_ThatTheServiceCannotExpress_AreRefused(int milliseconds)
    {
        await using var client = new FakeSqs();
        var queue = await SqsQueue.OpenAsync(client, Url, cancellationToken: Token);
        var time = TimeSpan.FromMilliseconds(milliseconds);

        await Assert.ThrowsAsync<SqsValidationException>(async () => await queue.ReceiveAsync(wait: time, cancellationToken: Token));
        await Assert.ThrowsAsync<SqsValidationException>(async () => await queue.ChangeVisibilityAsync(Received, time, Token));

        Assert.Empty(client.Requests);
    }
}
