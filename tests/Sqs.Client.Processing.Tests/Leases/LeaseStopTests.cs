namespace Sqs.Client.Processing.Tests.Leases;

public sealed class LeaseStopTests
{
    private const string Deletes = "DeleteMessageBatch";

    [Fact]
    public async Task Stop_WithADeleteUnderWay_WaitsForItAndLosesTheRest()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(3);
        stage.Service.HeldAction = Deletes;
        var delete = taken[0].CompleteAsync();
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Deletes) == 1);
        var stopped = stage.Keeper.StopAsync(default);
        await stage.QuietAsync();
        Assert.False(stopped.IsCompleted);
        Assert.False(taken[1].Ended.IsCompleted);
        stage.Service.Gate.SetResult();
        await stopped;
        await delete;
        Assert.Equal([LeaseEnd.Completed, LeaseEnd.Lost, LeaseEnd.Lost], await Task.WhenAll(taken.Select(delivery => delivery.Ended)));
        Assert.True(taken[1].LeaseLost.IsCancellationRequested);
        Assert.Equal(0, stage.Keeper.Held);
    }

    [Fact]
    public async Task Stop_ThatIsAborted_GivesUpWhatIsUnderWay()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(4);
        stage.Service.HeldAction = Deletes;
        stage.Service.CallFate = static action => action == "ChangeMessageVisibilityBatch" ? new SqsConnectionException("down") : null;
        var delete = taken[0].CompleteAsync();
        var abandoned = taken[1].AbandonAsync();
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Deletes) == 1 && stage.Service.CallsOf("ChangeMessageVisibilityBatch") == 1);
        using var abort = new CancellationTokenSource();
        var stopped = stage.Keeper.StopAsync(abort.Token);
        await stage.QuietAsync();
        Assert.False(stopped.IsCompleted);
        await abort.CancelAsync();
        await stopped;
        var error = await Assert.ThrowsAsync<SqsException>(() => delete);
        Assert.True(error.OutcomeUnknown);
        await abandoned;
        Assert.Equal([LeaseEnd.DeleteLost, LeaseEnd.Abandoned, LeaseEnd.Lost, LeaseEnd.Lost], await Task.WhenAll(taken.Select(delivery => delivery.Ended)));
    }

    [Fact]
    public async Task Dispose_DuringAStop_CutsItShort()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        stage.Service.HeldAction = Deletes;
        var delete = delivery.CompleteAsync();
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Deletes) == 1);
        var stopped = stage.Keeper.StopAsync(default);
        await stage.Keeper.DisposeAsync();
        await stopped;
        _ = await Assert.ThrowsAsync<SqsException>(() => delete);
        Assert.Equal(LeaseEnd.DeleteLost, await delivery.Ended);
    }

    [Fact]
    public async Task Take_AfterTheStop_IsLostAtOnce()
    {
        await using var stage = await LeaseStage.StartAsync();
        await stage.Keeper.StopAsync(default);
        var delivery = stage.Take(1)[0];
        Assert.Equal(LeaseEnd.Lost, await delivery.Ended);
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => delivery.CompleteAsync());
        Assert.Equal(0, stage.Keeper.Held);
        Assert.Empty(stage.Service.Calls);
    }

    [Fact]
    public async Task Stop_OfTheKeeper_ExtendsNothingMore()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(20);
        stage.Service.HeldAction = Deletes;
        var delete = taken[0].CompleteAsync();
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Deletes) == 1);
        var stopped = stage.Keeper.StopAsync(default);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(0, stage.Service.CallsOf("ChangeMessageVisibilityBatch"));
        Assert.Equal(19, taken.Count(delivery => delivery.Ended.IsCompleted));
        stage.Service.Gate.SetResult();
        await stopped;
        await delete;
    }

    [Fact]
    public async Task Listeners_ThatThrow_StopNothing()
    {
        using var broken = new ThrowingLoggers();
        using var loggers = GuardedLoggers.Over(broken);
        await using var stage = await LeaseStage.StartAsync(loggers: loggers, random: Chance.Of(static () => throw new InvalidOperationException("chance is broken")));
        using var meter = new QueueMeter(stage.Queue.Name, static (_, _, _) => throw new InvalidOperationException("the meter is broken"));
        var taken = stage.Take(5);
        using var registration = taken[3].LeaseLost.Register(static () => throw new InvalidOperationException("the handler is broken"));
        stage.Service.CallFate = static _ => new SqsConnectionException("down");
        await stage.AdvanceAsync(TimeSpan.FromSeconds(20));
        stage.Service.CallFate = static _ => null;
        stage.Service.EntryFate = (_, handle) => handle == taken[3].Message.ReceiptHandle ? ("ReceiptHandleIsInvalid", true) : null;
        await stage.AdvanceAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(LeaseEnd.Lost, await taken[3].Ended);
        await taken[0].CompleteAsync();
        await taken[1].AbandonAsync();
        await stage.Keeper.ReleaseAsync([taken[2]], "test", default);
        Assert.Equal(1, stage.Keeper.Held);
        await stage.Keeper.StopAsync(default);
        Assert.Equal(LeaseEnd.Lost, await taken[4].Ended);
    }

    [Fact]
    public async Task Client_ThatIsBufferedAlready_IsUsedAsItIsAndLeftOpen()
    {
        await using var stage = await LeaseStage.StartAsync();
        await using var buffered = new BufferedSqsClient(stage.Service, new QueueBufferOptions { TimeProvider = stage.Clock });
        var keeper = new LeaseKeeper(buffered, stage.Queue, stage.Settings, loggers: null);
        var taken = keeper.Take(stage.Service.Receive(3, TimeSpan.FromSeconds(30)), stage.Now, stage.Now);
        await taken[0].CompleteAsync();
        await taken[1].ExtendAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([Deletes, "ChangeMessageVisibility"], stage.Service.Calls.Select(call => call.Action));
        await keeper.StopAsync(default);
        await keeper.DisposeAsync();
        _ = await buffered.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = stage.Queue.Url, ReceiptHandle = taken[2].Message.ReceiptHandle });
    }
}
