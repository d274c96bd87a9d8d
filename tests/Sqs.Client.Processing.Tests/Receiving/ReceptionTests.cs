using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Receiving;

public sealed class ReceptionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_OfAQueue_AsksAsTheSettingsSay()
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo", places: 4, configure: static settings => settings with { BodyFormat = MessageBodyFormat.Utf8 }));
        var request = stage.Poll.Request;
        Assert.Equal((stage.Url, 4, 20, 30), (request.QueueUrl, request.MaxNumberOfMessages, request.WaitTimeSeconds, request.VisibilityTimeout));
        Assert.Equal([MessageSystemAttributeName.All], request.AttributeNames);
        Assert.Equal(["All"], request.MessageAttributeNames);
        Assert.Equal(MessageBodyFormat.Utf8, request.BodyFormat);
        Assert.NotNull(request.ReceiveRequestAttemptId);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Places_FreedDuringAPoll_GatherForTheNext()
    {
        var stage = await StartAsync(new ReceptionStage(places: 12));
        await stage.AnswerAsync(stage.NewMessages(10));
        Assert.Equal(10, stage.Works.Count);
        Assert.Equal(2, stage.Poll.Asked);
        await stage.CompleteAsync("m1");
        await stage.CompleteAsync("m2");
        stage.Clock.Advance(TimeSpan.FromSeconds(20));
        await stage.AnswerAsync();
        Assert.Equal(4, stage.Poll.Asked);
        await stage.AnswerAsync(stage.NewMessages(4));
        Assert.Empty(stage.Queue.Running);
        Assert.True(stage.Reception.Status.IsSaturated);
        await stage.CompleteAsync("m3");
        Assert.Equal(1, stage.Poll.Asked);
        Assert.False(stage.Reception.Status.IsSaturated);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Polls_ThatComeFull_BecomeMoreUntilOneIsEmpty()
    {
        var stage = await StartAsync(new ReceptionStage(places: 100, bytes: 100 * SharedCapacity.LargestMessage, configure: static settings => settings with { MaxPolls = 3, Wait = TimeSpan.Zero }));
        await stage.AnswerAsync(stage.NewMessages(10));
        Assert.Equal(2, stage.Queue.Running.Count);
        stage.Queue.Running[0].Answer(stage.NewMessages(10));
        await stage.SettleAsync();
        stage.Queue.Running[0].Answer(stage.NewMessages(10));
        await stage.SettleAsync();
        Assert.Equal([10, 10, 10], stage.Queue.Running.Select(poll => poll.Asked));
        stage.Queue.Running[0].Answer([]);
        stage.Queue.Running[0].Answer(stage.NewMessages(1));
        await stage.SettleAsync();
        Assert.Single(stage.Queue.Running);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Bytes_OfPollsAndMessages_AreBounded()
    {
        var stage = await StartAsync(new ReceptionStage(places: 10, bytes: 3 * SharedCapacity.LargestMessage));
        Assert.Equal(3, stage.Poll.Asked);
        await stage.AnswerAsync(stage.NewMessage(bytes: 1_000_000), stage.NewMessage(bytes: 500_000));
        Assert.Equal(1, stage.Poll.Asked);
        await EndAsync(stage);
        Assert.Equal((0, 0L), stage.Capacity.Taken);
    }

    [Fact]
    public async Task Prefetched_WaitHeldForAPlace_OldestFirst()
    {
        var stage = await StartAsync(new ReceptionStage(places: 2, configure: static settings => settings with { Prefetch = 3 }));
        Assert.Equal(5, stage.Poll.Asked);
        await stage.AnswerAsync(stage.NewMessages(4));
        Assert.Equal(["m1", "m2"], stage.Started.Order());
        Assert.Equal(1, stage.Poll.Asked);
        await stage.CompleteAsync("m2");
        Assert.Equal("m3", stage.Started[^1]);
        await stage.AnswerAsync(stage.NewMessages(1));
        Assert.Equal(2, stage.Reception.Status.Waiting);
        await stage.CompleteAsync("m1");
        Assert.Equal("m4", stage.Started[^1]);

        // One that is lost while it waits is never started.
        await stage.LoseAllAsync();
        Array.ForEach([.. stage.Active], work => work.End());
        await stage.SettleAsync();
        Assert.Equal(4, stage.Started.Length);
        await EndAsync(stage);
        Assert.Equal((0, 0L), stage.Capacity.Taken);
    }

    [Fact]
    public async Task Place_LentByAPoll_IsWaitedForNoLonger()
    {
        var stage = await StartAsync(new ReceptionStage(places: 5, configure: static settings => settings with { Prefetch = 8, MaxPolls = 2 }));
        await stage.AnswerAsync(stage.NewMessages(10));
        var ahead = stage.Poll;
        foreach (var number in Enumerable.Range(1, 10))
        {
            await stage.CompleteAsync($"m{number}");
        }

        // All places are with the second poll now, so the message of the first has one lent.
        Assert.Equal([3, 10], stage.Queue.Running.Select(poll => poll.Asked).Order());
        Assert.True(ahead.Answer(stage.NewMessages(1)));
        await stage.SettleAsync();
        Assert.Equal("m11", stage.Started[^1]);

        // The place that it leaves is nobody's: the loop comes to rest.
        await stage.CompleteAsync("m11");
        await EndAsync(stage);
    }

    [Fact]
    public async Task EmptyAnswers_ThatComeAtOnce_AreFollowedByAPause()
    {
        var stage = await StartAsync(new ReceptionStage());
        await stage.AnswerAsync();
        Assert.Empty(stage.Queue.Running);
        await stage.AdvanceAsync(0.074);
        Assert.Empty(stage.Queue.Running);
        await stage.AdvanceAsync(0.001);
        await stage.AdvanceAsync(20);
        await stage.AnswerAsync();
        Assert.Single(stage.Queue.Running);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Failures_OfAnyKind_ArePausedAfterAndToldAtPowersOfTwo()
    {
        var log = new ListLoggers();
        var stage = await StartAsync(new ReceptionStage(loggers: log));
        for (var count = 0; count < 5; count++)
        {
            await stage.FailAsync(new QueueDoesNotExistException("gone") { ErrorCode = SqsErrorCode.QueueDoesNotExist });
            Assert.Empty(stage.Queue.Running);
            Assert.Equal((count + 1, "QueueDoesNotExist"), (stage.Reception.Status.PollFailures, stage.Reception.Status.LastPollError));
            await stage.AdvanceAsync(30);
        }

        await stage.AnswerAsync(stage.NewMessages(1));
        Assert.Equal((0, null), (stage.Reception.Status.PollFailures, stage.Reception.Status.LastPollError));
        Assert.Equal(stage.Clock.GetUtcNow(), stage.Reception.Status.LastGoodPoll);
        Assert.Equal([2050, 2050, 2050, 2051], log.Ids);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Attempt_AnswerLost_IsMadeAgainWithItsIdAndNumber()
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo", places: 10));
        await stage.AnswerAsync(stage.NewMessages(4, "a"));
        var lost = stage.Poll.Request;
        Assert.Equal(9, lost.MaxNumberOfMessages);
        await stage.FailAsync(new SqsConnectionException("broken"));
        await stage.CompleteAsync("m1");
        await stage.AdvanceAsync(1);
        Assert.Equal((lost.ReceiveRequestAttemptId, 9), (stage.Poll.Request.ReceiveRequestAttemptId, stage.Poll.Asked));
        await stage.FailAsync(new SqsThrottledException("slow down"));
        await stage.AdvanceAsync(2);
        Assert.NotEqual(lost.ReceiveRequestAttemptId, stage.Poll.Request.ReceiveRequestAttemptId);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Group_OneAfterTheOther_InReceivedOrder()
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo", places: 3));
        await stage.AnswerAsync([.. stage.NewMessages(2, "a"), stage.NewMessage("b")]);
        Assert.Equal(["m1", "m3"], stage.Started.Order());
        Assert.Equal(1, stage.Poll.Asked);
        await stage.CompleteAsync("m1");
        Assert.Equal("m2", stage.Started[^1]);
        await EndAsync(stage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Group_HeadFails_OthersAreReleasedLastFirst(bool throws)
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo", places: 2));
        await stage.AnswerAsync([.. stage.NewMessages(3, "a")]);
        if (throws)
        {
            stage.Active[0].Fail(new InvalidOperationException("broken"));
        }
        else
        {
            await stage.AbandonAsync("m1");
        }

        await ReceptionStage.UntilAsync(() => stage.Keeper.Held == 0);
        await stage.SettleAsync();
        Assert.Equal(["r-m3", "r-m2"], stage.Queue.MadeVisible.Where(handle => handle != "r-m1"));
        Assert.Equal(throws, stage.Queue.MadeVisible.Contains("r-m1"));
        Assert.Equal(["m1"], stage.Started);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Group_HeadLostWhileItsHandlerRuns_NewOnesWaitBehindIt()
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo", places: 10));
        await stage.AnswerAsync([.. stage.NewMessages(2, "a")]);
        await stage.LoseAllAsync();
        await stage.AnswerAsync(stage.NewMessages(2, "a"));
        Assert.Equal(["m1"], stage.Started);
        stage.Active[0].End();
        await stage.SettleAsync();
        Assert.Equal(["m1", "m3"], stage.Started);
        await stage.CompleteAsync("m3");
        Assert.Equal(["m1", "m3", "m4"], stage.Started);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Damaged_InAGroup_IsReleasedWithWhatIsBehindIt()
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo", places: 5));
        var messages = stage.NewMessages(4, "a");
        stage.Poll.Answer([messages[0], messages[1], messages[3]], [messages[2]]);
        await stage.SettleAsync();
        Assert.Equal(["r-m4", "r-m3"], stage.Queue.MadeVisible);
        await stage.CompleteAsync("m1");
        await stage.CompleteAsync("m2");
        Assert.Equal(["m1", "m2"], stage.Started);
        await EndAsync(stage);
        Assert.Equal((0, 0L), stage.Capacity.Taken);
    }

    [Fact]
    public async Task Start_ThatThrows_GivesMessageAndPlaceBack()
    {
        var log = new ListLoggers();
        var stage = await StartAsync(new ReceptionStage(places: 1, loggers: log));
        stage.OnStart = static _ => throw new InvalidOperationException("broken");
        await stage.AnswerAsync(stage.NewMessages(1));
        await ReceptionStage.UntilAsync(() => stage.Keeper.Held == 0 && stage.Queue.Running.Count == 1);
        Assert.Equal(["r-m1"], stage.Queue.MadeVisible);
        Assert.Equal([2055], log.Ids);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Pause_WithAPollUnderWay_GivesItTimeAndReleasesWhatItBrings()
    {
        var stage = await StartAsync(new ReceptionStage(places: 2, configure: static settings => settings with { Prefetch = 2, MaxPolls = 2 }));
        await stage.AnswerAsync(stage.NewMessages(3));
        var paused = stage.Reception.PauseAsync(Ct);
        await stage.SettleAsync();
        Assert.Empty(stage.Queue.MadeVisible);
        Assert.True(stage.Poll.Answer(stage.NewMessages(1)));
        await paused;
        Assert.Equal(["r-m3", "r-m4"], stage.Queue.MadeVisible);
        await stage.CompleteAsync("m1");
        Assert.Empty(stage.Queue.Running);
        await stage.Reception.ResumeAsync(Ct);
        await stage.SettleAsync();
        Assert.Equal(3, stage.Poll.Asked);
        var again = stage.Reception.PauseAsync(Ct);
        await stage.SettleAsync();
        await stage.AdvanceAsync(0.999);
        Assert.False(stage.Poll.WasCancelled);
        await stage.AdvanceAsync(0.001);
        await again;
        Assert.Empty(stage.Queue.Running);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Stop_Aborted_WaitsForNoPoll()
    {
        var stage = await StartAsync(new ReceptionStage());
        stage.Queue.IgnoresCancellation = true;
        var stopped = stage.Reception.StopAsync(new CancellationToken(canceled: true));
        await ReceptionStage.UntilAsync(() => stage.Poll.WasCancelled);
        Assert.False(stopped.IsCompleted);
        await stage.SettleAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(5));
        await stopped;

        // What it brings after all is given back.
        stage.Poll.Answer(stage.NewMessages(2));
        await ReceptionStage.UntilAsync(() => stage.Keeper.Held == 0);
        Assert.Equal(["r-m1", "r-m2"], stage.Queue.MadeVisible);
        Assert.Empty(stage.Works);
        Assert.Equal((0, 0L), stage.Capacity.Taken);
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Reception.ResumeAsync(Ct));
        await stage.Reception.PauseAsync(Ct);
    }

    [Fact]
    public async Task Stop_NeverStarted_LeavesTheCapacity()
    {
        var stage = new ReceptionStage(places: 1);
        await stage.Reception.StopAsync(Ct);
        Assert.NotNull(stage.Capacity.Join(1));
        _ = Assert.Throws<InvalidOperationException>(stage.Reception.Start);
    }

    [Fact]
    public async Task Loop_ThatFails_IsStartedAnewAndReleasesWhatWaited()
    {
        var log = new ListLoggers();
        var stage = await StartAsync(new ReceptionStage(places: 1, loggers: log, configure: static settings => settings with { Prefetch = 3, MaxPolls = 2 }));
        await stage.AnswerAsync(stage.NewMessages(2));
        stage.BreakChanceOnce();
        stage.Poll.Fail(new SqsConnectionException("broken"));
        await ReceptionStage.UntilAsync(() => stage.Queue.MadeVisible.Count == 1);
        await stage.SettleAsync();
        Assert.Equal((1, 1, 0), (stage.Reception.Status.Restarts, stage.Reception.Status.Running, stage.Reception.Status.Waiting));
        Assert.Empty(stage.Queue.Running);
        await stage.AdvanceAsync(0.75);
        Assert.Equal(3, stage.Poll.Asked);
        await stage.CompleteAsync("m1");
        Assert.Contains(2056, log.Ids);
        await EndAsync(stage);
        Assert.Equal((0, 0L), stage.Capacity.Taken);
    }

    [Fact]
    public async Task Loop_ThatFailsOnAFifoQueue_KeepsGroupsBusyWhoseWorkGoesOn()
    {
        var stage = await StartAsync(new ReceptionStage("orders.fifo"));
        await stage.AnswerAsync(stage.NewMessages(2, "a"));
        stage.BreakChanceOnce();
        stage.Poll.Fail(new QueueDoesNotExistException("gone"));
        await ReceptionStage.UntilAsync(() => stage.Queue.MadeVisible.Count == 1);
        await stage.SettleAsync();
        await stage.AdvanceAsync(0.75);
        await stage.AnswerAsync(stage.NewMessages(1, "a"));
        Assert.Equal(["m1"], stage.Started);
        await stage.CompleteAsync("m1");
        Assert.Equal(["m1", "m3"], stage.Started);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Loop_StoppedWhileItBacksOff_EndsAtOnce()
    {
        var stage = await StartAsync(new ReceptionStage());
        stage.BreakChanceOnce();
        stage.Poll.Fail(new QueueDoesNotExistException("gone"));
        await ReceptionStage.UntilAsync(() => stage.Reception.Status.Restarts == 1);
        await stage.Reception.PauseAsync(Ct);
        await stage.Reception.StopAsync(Ct);
        Assert.Equal((0, 0L), stage.Capacity.Taken);
    }

    [Fact]
    public async Task Loggers_ThatThrow_ChangeNothing()
    {
        var stage = await StartAsync(new ReceptionStage(loggers: new ThrowingLoggers()));
        await stage.FailAsync(new SqsThrottledException("slow down"));
        await stage.AdvanceAsync(1);
        await stage.AnswerAsync(stage.NewMessages(1));
        Assert.Equal(["m1"], stage.Started);
        Assert.Equal(0, stage.Reception.Status.Restarts);
        await EndAsync(stage);
    }

    [Fact]
    public async Task Processors_ThatShare_StartWithOnePlaceEach()
    {
        var (capacity, clock) = (new SharedCapacity(10), new VirtualClock());
        var (one, other) = (new ReceptionStage("one", capacity: capacity, clock: clock), new ReceptionStage("other", capacity: capacity, clock: clock));
        _ = await StartAsync(one);
        _ = await StartAsync(other);
        Assert.Equal((1, 1), (one.Poll.Asked, other.Poll.Asked));
        await one.AnswerAsync(one.NewMessages(1));
        await one.AnswerAsync(one.NewMessages(8));
        Assert.Empty(one.Queue.Running);

        // The place that the idle one gives back is its own again before the busy one has it.
        clock.Advance(TimeSpan.FromSeconds(20));
        await other.AnswerAsync(other.NewMessages(1));
        await other.SettleAsync();
        Assert.Empty(other.Queue.Running);
        await one.CompleteAsync("m1");
        await other.SettleAsync();
        Assert.Equal(1, other.Poll.Asked);
        await EndAsync(one);
        await EndAsync(other);
        Assert.Equal((0, 0L), capacity.Taken);
    }

    [Fact]
    public async Task Poll_OverABufferedClient_GoesStraightThrough()
    {
        var queue = new ScriptedQueue();
        await using var client = new BufferedSqsClient(queue, new QueueBufferOptions { LeaveInnerClientOpen = true });
        var clock = new ProcessingClock(new VirtualClock());
        var settings = new ReceptionSettings(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), 1, 0, TimeSpan.Zero, MessageBodyFormat.Text, clock, static () => 0.5);
        var opened = await SqsQueue.OpenAsync(client, "https://sqs.us-east-1.amazonaws.com/123456789012/orders", cancellationToken: Ct);
        await using var keeper = new LeaseKeeper(client, opened, new LeaseSettings(settings.Visibility, settings.Visibility, TimeSpan.Zero, clock, static () => 0.5), null);
        var reception = new Reception(client, opened, settings, keeper, new SharedCapacity(3).Join(1), static delivery => delivery.Ended, null);
        reception.Start();
        await ReceptionStage.UntilAsync(() => queue.Running.Count == 1);
        Assert.Equal(3, queue.Running[0].Asked);
        Assert.NotNull(queue.Running[0].Request.CallOptions);
        await reception.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(0, client.BufferedMessages);
    }

    private static async Task<ReceptionStage> StartAsync(ReceptionStage stage)
    {
        stage.Reception.Start();
        await stage.SettleAsync();
        return stage;
    }

    private static async Task EndAsync(ReceptionStage stage)
    {
        await stage.Reception.StopAsync(new CancellationToken(canceled: true));
        Assert.Empty(stage.Queue.Running);
        foreach (var work in stage.Active)
        {
            await work.Delivery.AbandonAsync(cancellationToken: Ct).ContinueWith(static _ => { }, TaskScheduler.Default);
            work.End();
        }

        await stage.Reception.WhenIdleAsync();
        await stage.Keeper.StopAsync(Ct);
    }
}
