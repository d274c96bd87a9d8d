namespace Sqs.Client.EndToEnd.Time;

public abstract class TimeTests(SqsProtocol protocol)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Delay_OfMessageAndQueue_TheMessagesOwnWins()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.DelaySeconds, "900"));
        _ = await queue.SendAsync("by the queue");
        _ = await queue.SendAsync(new OutgoingMessage { Body = "by itself", DelaySeconds = 10 });
        _ = await queue.SendAsync(new OutgoingMessage { Body = "at once", DelaySeconds = 0 });

        Assert.Equal(["at once"], await BodiesAsync(queue));
        stage.Clock.Advance(TimeSpan.FromSeconds(10) - Tick);
        Assert.Empty(await BodiesAsync(queue));
        stage.Clock.Advance(Tick);
        Assert.Equal(["by itself"], await BodiesAsync(queue));
        stage.Clock.Advance(TimeSpan.FromSeconds(890) - Tick);
        Assert.Empty(await BodiesAsync(queue));
        stage.Clock.Advance(Tick);
        Assert.Equal(["by the queue"], await BodiesAsync(queue));
    }

    [Fact]
    public async Task Visibility_WhenItEnds_TheMessageComesAgain()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.VisibilityTimeout, "45"));
        _ = await queue.SendAsync("x");
        using var first = await queue.ReceiveAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(45) - Tick);
        using var early = await queue.ReceiveAsync();
        stage.Clock.Advance(Tick);
        using var second = await queue.ReceiveAsync(visibilityTimeout: TimeSpan.FromHours(12));

        Assert.Empty(early.Messages);
        Assert.Equal(2, Assert.Single(second.Messages).ApproximateReceiveCount);
        Assert.Equal(first.Messages[0].ApproximateFirstReceiveTimestamp, second.Messages[0].ApproximateFirstReceiveTimestamp);
        stage.Clock.Advance(TimeSpan.FromHours(12) - Tick);
        using var third = await queue.ReceiveAsync();
        Assert.Empty(third.Messages);
    }

    [Fact]
    public async Task LongPoll_WhenAMessageIsSent_EndsWithItThoughNoTimePasses()
    {
        var time = new WatchedTime();
        await using var stage = await Stage.StartAsync(protocol, options => options.TimeProvider = time);
        var queue = await stage.OpenAsync("q");
        var poll = queue.ReceiveAsync(wait: TimeSpan.FromSeconds(20));
        await time.UntilTimerAsync(TimeSpan.FromSeconds(20));
        Assert.False(poll.IsCompleted);

        _ = await queue.SendAsync("woken");
        using var received = await poll.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("woken", Assert.Single(received.Messages).Body);
        Assert.Equal(time.GetUtcNow(), received.Messages[0].SentTimestamp);
        Assert.Equal(1, received.Metadata.Attempts);
    }

    [Fact]
    public async Task LongPoll_WhenNothingComes_EndsEmptyAfterItsWait()
    {
        var time = new WatchedTime();
        await using var stage = await Stage.StartAsync(protocol, options => options.TimeProvider = time);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.ReceiveMessageWaitTimeSeconds, "7"));
        var poll = queue.ReceiveAsync();
        await time.UntilTimerAsync(TimeSpan.FromSeconds(7));
        time.Clock.Advance(TimeSpan.FromSeconds(7) - Tick);
        Assert.False(poll.IsCompleted);
        time.Clock.Advance(Tick);
        using var received = await poll.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(received.Messages);
        Assert.Equal(1, received.Metadata.Attempts);
    }

    [Fact]
    public async Task Retention_OfFourteenDays_EndsToTheSecond()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.MessageRetentionPeriod, "1209600"));
        _ = await queue.SendAsync("x");
        stage.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.Equal(("1", "0", "0"), await stage.CountAsync(queue.Url));
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(queue.Url));
        Assert.Empty(await BodiesAsync(queue));
    }

    [Fact]
    public async Task DeadLetter_AfterMaxReceiveCount_LiesInTheOtherQueueWithItsSource()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var (work, dead) = await stage.OpenWithDeadLettersAsync(maxReceiveCount: 3);
        var sent = await work.SendAsync(new OutgoingMessage { Body = "poison", MessageAttributes = Samples.TenAttributes() });
        for (var receive = 1; receive <= 3; receive++)
        {
            using var received = await work.ReceiveAsync(visibilityTimeout: TimeSpan.FromSeconds(5));
            Assert.Equal(receive, Assert.Single(received.Messages).ApproximateReceiveCount);
            stage.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Empty(await BodiesAsync(work));
        using var found = await dead.ReceiveAsync();
        var message = Assert.Single(found.Messages);
        Assert.Equal("poison", message.Body);
        Assert.Equal(sent.MessageId, message.MessageId);
        Assert.Equal(sent.MD5OfMessageAttributes, message.MD5OfMessageAttributes);
        Assert.Equal(stage.ArnOf("work"), message.Attributes[MessageSystemAttributeName.DeadLetterQueueSourceArn]);
        Assert.Equal(4, message.ApproximateReceiveCount);
    }

    [Fact]
    public async Task Attempt_WhoseDeadlinePasses_IsATimeoutWithUnknownOutcome()
    {
        var time = new WatchedTime();
        await using var stage = await Stage.StartAsync(protocol, options => options.Latency = TimeSpan.FromMinutes(5));
        var client = stage.NewClient(options =>
        {
            options.TimeProvider = time;
            options.AttemptTimeout = TimeSpan.FromSeconds(13);
            options.MaxAttempts = 1;
        });
        var call = client.SendMessageAsync(new SendMessageRequest { QueueUrl = stage.UrlOf("q"), MessageBody = "x" });
        await time.UntilTimerAsync(TimeSpan.FromSeconds(13));
        time.Clock.Advance(TimeSpan.FromSeconds(13));
        var error = await Assert.ThrowsAsync<SqsTimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, error.Attempts);
    }

    private static async Task<IReadOnlyList<string>> BodiesAsync(SqsQueue queue)
    {
        using var received = await queue.ReceiveAsync(visibilityTimeout: TimeSpan.FromHours(1));
        return [.. received.Messages.Select(message => message.Body)];
    }

    public sealed class InQuery() : TimeTests(SqsProtocol.Query);

    public sealed class InJson() : TimeTests(SqsProtocol.Json);
}
