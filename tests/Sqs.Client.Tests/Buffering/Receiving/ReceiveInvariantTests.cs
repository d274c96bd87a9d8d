using Sqs.Client.Buffering;
using static Sqs.Client.Tests.Buffering.Receiving.ReceivingStage;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>The rules that hold for buffered receives, each by the number that it has in the specification.</summary>
public sealed class ReceiveInvariantTests
{
    [Fact]
    public async Task Invariant09_EveryMessage_GoesToOneCallerOrBack()
    {
        var stage = new ReceivingStage();
        var first = await stage.CallAsync(max: 2, wait: 20);
        var second = await stage.CallAsync(max: 3, wait: 20);
        var messages = await stage.AnswerAsync(7);

        Assert.Equal(Ids(messages[..2]), await IdsAsync(first));
        Assert.Equal(Ids(messages[2..5]), await IdsAsync(second));
        Assert.Equal(2, stage.Received.BufferedMessages);
        await stage.Received.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Ids(messages[5..]), stage.Queue.Released);
    }

    [Fact]
    public async Task Invariant09_MessagesForACallerWhoLeft_GoBackToTheHead()
    {
        var stage = new ReceivingStage();
        using var leaving = new CancellationTokenSource();
        var gone = await stage.CallAsync(max: 2, wait: 20, leaving.Token);
        var staying = await stage.CallAsync(max: 5, wait: 20, TestContext.Current.CancellationToken);

        await leaving.CancelAsync();
        var messages = await stage.AnswerAsync(3);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal(Ids(messages), await IdsAsync(staying));
    }

    [Fact]
    public async Task Invariant09_ACallerWhoLeavesDuringTheHandOver_IsGivenNothing()
    {
        var stage = new ReceivingStage();
        var loop = new ReceiveLoop(stage.Queue, stage.Facts, Url, stage.Settings, new ReceivingReports(stage.Settings.LoggerFactory));
        WaitingCaller[] callers = [.. Enumerable.Range(0, 3).Select(_ => new WaitingCaller(2, 20, MessageBodyFormat.Text, stage.Time.GetTimestamp()))];
        Array.ForEach(callers, caller => loop.TryPost(new ReceiveEvent.Called(caller)));
        _ = await loop.ProgressAsync();

        // Cancelled, but the loop has not heard of it yet.
        Assert.True(callers[0].TryCancel(new CancellationToken(canceled: true)));
        var messages = stage.Queue.Messages(3);
        stage.Poll.Answer(messages);
        _ = await loop.ProgressAsync();

        Assert.Equal(Ids(messages[..2]), Ids((await callers[1].Answer)!.Messages));
        Assert.Equal(Ids(messages[2..]), Ids((await callers[2].Answer)!.Messages));
        Assert.Equal(0, loop.Buffered);
        Assert.True(loop.TryPost(new ReceiveEvent.Stopping()));
        await loop.Completion;
    }

    [Fact]
    public async Task Invariant13_FifoMessages_AreHandedOverInReceivedOrder()
    {
        var stage = new ReceivingStage(options => options.PrefetchFifo = true);
        var calls = new List<Task<ReceiveMessageResponse>>();
        foreach (var max in new[] { 3, 1, 4, 2 })
        {
            calls.Add(await stage.CallAsync(max, wait: 20, url: Fifo));
        }

        var messages = await stage.AnswerAsync(10);

        var seen = new List<string>();
        foreach (var call in calls)
        {
            seen.AddRange(await IdsAsync(call));
        }

        Assert.Equal(Ids(messages), seen);
    }

    [Fact]
    public async Task Invariant20_AMessageOlderThanTheLimit_IsReleasedAndNotHandedOver()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 20);
        var messages = await stage.AnswerAsync(2);
        await stage.AdvanceAsync(14.9); // half of 30 s
        var inTime = await stage.CallAsync(max: 1, wait: 0);
        Assert.Equal(Ids(messages[1..]), await IdsAsync(inTime));

        _ = await stage.CallAsync(max: 1, wait: 20);
        var late = await stage.AnswerAsync(2);
        await stage.AdvanceAsync(15.1);
        var tooLate = await stage.CallAsync(max: 1, wait: 0);
        Assert.False(tooLate.IsCompleted);
        Assert.Equal(Ids(late[1..]), stage.Queue.Released);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Invariant20_AVisibilityBelowTheLongPoll_DoesNotDiscardWhatArrives(int visibility)
    {
        var stage = new ReceivingStage(options => options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(visibility));
        var first = await stage.CallAsync(max: 1, wait: 20);
        await stage.AdvanceAsync(19);
        var messages = await stage.AnswerAsync(2);
        var second = await stage.CallAsync(max: 1, wait: 20);

        Assert.Equal(Ids(messages[..1]), await IdsAsync(first));
        Assert.Equal(Ids(messages[1..]), await IdsAsync(second));
    }

    [Fact]
    public async Task Invariant21_AnEmptyPoll_EndsNoWait()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(max: 1, wait: 20);
        await stage.AdvanceAsync(5);
        _ = await stage.AnswerAsync(0);
        Assert.False(call.IsCompleted);
        Assert.Equal(15, stage.Poll.Request.WaitTimeSeconds);
        await stage.AdvanceAsync(14.9);
        Assert.False(call.IsCompleted);
        await stage.AdvanceAsync(0.1);
        Assert.Empty((await call).Messages);
        Assert.Equal("poll of ", (await call).Metadata.RequestId);
    }

    [Fact]
    public async Task Invariant21_AFailedPoll_FailsTheOldestCallerAlone()
    {
        var stage = new ReceivingStage();
        var oldest = await stage.CallAsync(max: 1, wait: 20);
        var other = await stage.CallAsync(max: 1, wait: 20);
        var error = new SqsConnectionException("broken");
        await stage.FailAsync(error);

        Assert.Same(error, await Assert.ThrowsAsync<SqsConnectionException>(() => oldest));
        Assert.False(other.IsCompleted);
        var messages = await stage.AnswerAsync(1);
        Assert.Equal(Ids(messages), await IdsAsync(other));
    }

    [Fact]
    public async Task Invariant21_ACallerWithoutAWait_GetsTheAnswerOfItsOwnPoll()
    {
        var stage = new ReceivingStage();
        var patient = await stage.CallAsync(max: 1, wait: 20);
        var hasty = await stage.CallAsync(max: 1, wait: 0);
        Assert.Equal([20, 0], stage.Queue.Running.Select(poll => poll.Request.WaitTimeSeconds));
        stage.Queue.Running[1].Answer();
        await stage.SettleAsync();
        Assert.Empty((await hasty).Messages);
        Assert.False(patient.IsCompleted);
    }

    [Fact]
    public async Task Invariant22_WithoutCallers_NothingIsPolled()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(max: 1, wait: 3);
        Assert.Equal(3, stage.Poll.Request.WaitTimeSeconds);
        await stage.AdvanceAsync(3);
        Assert.Empty((await call).Messages);
        _ = await stage.AnswerAsync(0);
        await stage.AdvanceAsync(60);
        _ = Assert.Single(stage.Queue.Polls);
    }

    [Fact]
    public async Task Invariant22_APollAfterAnEmptyOne_WaitsNoLongerThanTheCallers()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 10);
        await stage.AdvanceAsync(4);
        _ = await stage.CallAsync(max: 1, wait: 2);
        _ = await stage.AnswerAsync(0);
        Assert.Equal(6, stage.Poll.Request.WaitTimeSeconds);
    }

    [Fact]
    public async Task Invariant23_Stopping_WaitsForPollsNoLongerThanTheDrainTime()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(max: 1, wait: 20);
        var stopping = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        await stage.AdvanceAsync(0.9);
        Assert.False(stopping.IsCompleted);
        Assert.False(stage.Queue.Polls[0].WasCancelled);
        await stage.AdvanceAsync(0.1);
        await stopping;
        Assert.True(stage.Queue.Polls[0].WasCancelled);
    }

    [Fact]
    public async Task Invariant23_Stopping_ReleasesWhatArrivesLateInOneRound()
    {
        var stage = new ReceivingStage(options => options.MaxInflightReceiveBatches = 3);
        for (var index = 0; index < 3; index++)
        {
            _ = await stage.CallAsync(max: 10, wait: 20);
        }

        stage.Queue.HoldReleases = new TaskCompletionSource();
        var stopping = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        var messages = stage.Queue.Messages(30);
        for (var index = 0; index < 3; index++)
        {
            Assert.Equal(0, stage.Queue.ReleaseCalls); // a running poll would be given again what is released
            stage.Queue.Polls[index].Answer(messages[(index * 10)..((index + 1) * 10)]);
            await stage.SettleAsync();
        }

        Assert.Equal(3, stage.Queue.ReleaseCalls);
        stage.Queue.HoldReleases.SetResult();
        await stopping;
        Assert.Equal(Ids(messages), stage.Queue.Released);
    }

    [Fact]
    public async Task Invariant24_ExpiredMessages_AreNeverReleased()
    {
        var stage = new ReceivingStage(options => options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(10));
        _ = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(5);

        // The clock jumps, as it does for a process that was frozen.
        stage.Clock.Advance(TimeSpan.FromSeconds(11));
        await stage.SettleAsync();

        Assert.Equal(0, stage.Received.BufferedMessages);
        await stage.Received.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(stage.Queue.Released);
    }

    [Fact]
    public async Task Invariant24_MessagesThatExpireWhileTheyWaitForTheirBatch_AreNotReleased()
    {
        var stage = new ReceivingStage(options => (options.PrefetchFifo, options.ReceiveVisibilityTimeout) = (true, TimeSpan.FromSeconds(10)));
        _ = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        var messages = await stage.AnswerAsync(16);
        stage.Queue.HoldReleases = new TaskCompletionSource();
        var stopping = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        Assert.Equal(Ids(messages[6..].Reverse()), stage.Queue.Released);
        stage.Clock.Advance(TimeSpan.FromSeconds(11));
        stage.Queue.HoldReleases.SetResult();
        await stopping;
        Assert.Equal(10, stage.Queue.Released.Count);
    }

    [Fact]
    public async Task Invariant25_AnIdleQueue_HasNoTimerAndNoPoll()
    {
        var stage = new ReceivingStage();
        Assert.Equal(0, stage.Time.Armed);
        var call = await stage.CallAsync(max: 1, wait: 20);
        Assert.Equal(1, stage.Time.Armed);
        _ = await stage.AnswerAsync(1);
        _ = await call;
        Assert.Equal(0, stage.Time.Armed);
        Assert.Empty(stage.Queue.Running);
    }

    [Fact]
    public async Task Invariant26_ManyWaitingCallers_WaitForNoThread()
    {
        var stage = new ReceivingStage();
        var calls = Enumerable.Range(0, 20_000).Select(_ => stage.Received.ReceiveAsync(Request(1, 20), TestContext.Current.CancellationToken)).ToArray();
        await stage.SettleAsync();
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        Assert.Equal(1, stage.Time.Armed);
        Assert.Equal(10, stage.Queue.Running.Count);
        await stage.AdvanceAsync(20);
        Assert.All(await Task.WhenAll(calls), response => Assert.Empty(response.Messages));
    }

    [Fact]
    public async Task Invariant27_QueuesNoLongerInUse_AreLetGo()
    {
        var stage = new ReceivingStage();
        for (var index = 0; index < 500; index++)
        {
            var call = await stage.CallAsync(max: 1, wait: 0, url: $"{Url}-{index}");
            stage.Poll.Answer();
            Assert.Empty((await call).Messages);
            await stage.SettleAsync();
            await stage.AdvanceAsync(index % 100 == 99 ? 301 : 0);
        }

        _ = await stage.CallAsync(max: 1, wait: 0);
        Assert.Equal(1, stage.Received.Queues);
        Assert.Equal(0, stage.Time.Armed);
    }

    [Fact]
    public async Task Invariant27_AQueueWithWork_IsNeverLetGo()
    {
        var stage = new ReceivingStage(options => options.QueueIdleTimeout = TimeSpan.FromSeconds(1));
        var waiting = await stage.CallAsync(max: 1, wait: 20, url: Url + "-waiting");
        _ = await stage.CallAsync(max: 1, wait: 20, url: Url + "-buffering");
        var messages = stage.Queue.Messages(2);
        stage.Queue.Running[1].Answer(messages);
        await stage.SettleAsync();
        await stage.AdvanceAsync(5);
        _ = await stage.CallAsync(max: 1, wait: 20, url: Url + "-new");

        Assert.Equal(3, stage.Received.Queues);
        Assert.Equal(Ids(messages[1..]), await IdsAsync(await stage.CallAsync(max: 1, wait: 0, url: Url + "-buffering")));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Invariant28_WhatACallerDoesAfterItsAnswer_HoldsNobodyUp()
    {
        var stage = new ReceivingStage();
        using var release = new ManualResetEventSlim();
        var first = await stage.CallAsync(max: 1, wait: 20);
        var blocked = first.ContinueWith(_ => release.Wait(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var messages = await stage.AnswerAsync(2);
        var second = await stage.CallAsync(max: 1, wait: 20);
        Assert.Equal(Ids(messages[1..]), await IdsAsync(second));
        release.Set();
        await blocked;
    }

    [Fact]
    public async Task Invariant28_ALoggerAndAChanceThatThrow_StopNothing()
    {
        var stage = new ReceivingStage(options =>
        {
            options.LoggerFactory = new ThrowingLoggers();
            options.Random = () => throw new InvalidOperationException("no chance");
            options.LongPollWaitTime = TimeSpan.Zero;
        });
        var call = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(0);
        var told = await Assert.ThrowsAsync<SqsException>(() => call);
        _ = Assert.IsType<InvalidOperationException>(told.InnerException);

        var next = await stage.CallAsync(max: 1, wait: 20);
        var messages = await stage.AnswerAsync(1);
        Assert.Equal(Ids(messages), await IdsAsync(next));
    }
}
