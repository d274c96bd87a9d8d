namespace Sqs.Client.EndToEnd.Actions;

public abstract class TypedAttributeTests(SqsProtocol protocol)
{
    [Fact]
    public async Task Queue_CreatedWithTypedAttributes_HasThemAll()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var dead = Arn.Parse(stage.ArnOf("dead"));
        var orders = Arn.Parse(stage.ArnOf("orders"));
        _ = await stage.CreateAsync("dead");
        var settings = new QueueAttributes
        {
            VisibilityTimeout = TimeSpan.FromSeconds(45),
            Delay = TimeSpan.FromSeconds(5),
            MessageRetentionPeriod = TimeSpan.FromHours(1),
            ReceiveMessageWaitTime = TimeSpan.FromSeconds(3),
            MaximumMessageSize = 2048,
            Policy = AccessPolicy.Empty.With(QueueAccess.RequireTls(orders)),
            RedrivePolicy = new RedrivePolicy(dead, 7),
            RedriveAllowPolicy = RedriveAllowPolicy.ByQueue(dead),
            KmsMasterKeyId = "alias/my-key",
            KmsDataKeyReusePeriod = TimeSpan.FromMinutes(10),
        };

        var created = await stage.Client.CreateQueueAsync("orders", settings);
        var queue = await SqsQueue.OpenAsync(stage.Client, created.QueueUrl);
        var read = await queue.GetTypedAttributesAsync();

        var now = stage.Clock.GetUtcNow();
        Assert.Equal(settings with { SqsManagedSseEnabled = false }, QueueAttributes.Read(read.ToSettings()));
        Assert.Equal((orders, now, now), (read.QueueArn, read.CreatedTimestamp, read.LastModifiedTimestamp));
        Assert.Equal((0, 0, 0), (read.ApproximateNumberOfMessages, read.ApproximateNumberOfMessagesNotVisible, read.ApproximateNumberOfMessagesDelayed));
        Assert.Empty(read.Others);
        Assert.Equal(settings.Policy, read.Policy);
    }

    [Fact]
    public async Task Attributes_ReadAndChanged_CanBeSetAgain()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("orders");
        _ = await stage.CreateAsync("dead");
        await queue.SendAsync("counted");
        var before = await queue.GetTypedAttributesAsync();

        await queue.SetAttributesAsync(before with { VisibilityTimeout = TimeSpan.FromMinutes(2), RedrivePolicy = new RedrivePolicy(Arn.Parse(stage.ArnOf("dead")), 1) });
        var after = await queue.GetTypedAttributesAsync();
        await queue.SetAttributesAsync(new QueueAttributes { RemoveRedrivePolicy = true });
        var removed = await queue.GetTypedAttributesAsync();

        Assert.Equal((1, TimeSpan.FromMinutes(2), 1), (after.ApproximateNumberOfMessages, after.VisibilityTimeout, after.RedrivePolicy!.MaxReceiveCount));
        Assert.Null(removed.RedrivePolicy);
        Assert.Equal(after with { RedrivePolicy = null }, removed);
    }

    [Fact]
    public async Task FifoQueue_FollowsFromItsName()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var settings = new QueueAttributes { ContentBasedDeduplication = true, DeduplicationScope = DeduplicationScope.MessageGroup, FifoThroughputLimit = FifoThroughputLimit.PerMessageGroupId };
        var created = await stage.Client.CreateQueueAsync("orders.fifo", settings);
        var queue = await SqsQueue.OpenAsync(stage.Client, created.QueueUrl);

        var read = await queue.GetTypedAttributesAsync();
        await queue.SetAttributesAsync(read with { ContentBasedDeduplication = false });

        Assert.Equal((true, true, DeduplicationScope.MessageGroup, FifoThroughputLimit.PerMessageGroupId), (read.FifoQueue, read.ContentBasedDeduplication, read.DeduplicationScope, read.FifoThroughputLimit));
        Assert.Equal(read with { ContentBasedDeduplication = false }, await queue.GetTypedAttributesAsync());
        Assert.Equal("FifoQueue", (await Assert.ThrowsAsync<SqsValidationException>(() => queue.SetAttributesAsync(new QueueAttributes { FifoQueue = false }))).Member);
        Assert.Equal("FifoQueue", (await Assert.ThrowsAsync<SqsValidationException>(() => stage.Client.CreateQueueAsync("other.fifo", new QueueAttributes { FifoQueue = false }))).Member);
        Assert.Equal("QueueName", (await Assert.ThrowsAsync<SqsValidationException>(() => stage.Client.CreateQueueAsync("other", new QueueAttributes { FifoQueue = true }))).Member);
    }

    public sealed class InQuery() : TypedAttributeTests(SqsProtocol.Query);

    public sealed class InJson() : TypedAttributeTests(SqsProtocol.Json);
}
