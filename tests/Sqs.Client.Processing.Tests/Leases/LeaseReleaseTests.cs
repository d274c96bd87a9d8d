namespace Sqs.Client.Processing.Tests.Leases;

public sealed class LeaseReleaseTests
{
    private const string Batch = "ChangeMessageVisibilityBatch";

    [Fact]
    public async Task Release_OnAFifoQueue_IsTheLastFirstAndBatchAfterBatch()
    {
        await using var stage = await LeaseStage.StartAsync(isFifo: true);
        var taken = stage.Take(25);
        await taken[7].CompleteAsync();
        stage.Service.HeldAction = Batch;
        var released = stage.Keeper.ReleaseAsync(taken, "test", default);
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Batch) == 1);
        await stage.QuietAsync();
        Assert.Equal(1, stage.Service.CallsOf(Batch));
        stage.Service.Gate.SetResult();
        await released;
        Assert.Equal(
            taken.Where((_, place) => place != 7).Reverse().Select(delivery => delivery.Message.ReceiptHandle),
            stage.Service.Calls.Where(call => call.Action == Batch).SelectMany(call => call.Entries).Select(entry => entry.Handle));
        Assert.Equal([10, 10, 4], stage.Service.Calls.Where(call => call.Action == Batch).Select(call => call.Entries.Count));
        Assert.Equal(24, stage.CountOf("released"));
        Assert.Equal(0, stage.Keeper.Held);
    }

    [Fact]
    public async Task Release_OnAStandardQueue_IsAllBatchesAtOnce()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(25);
        stage.Service.HeldAction = Batch;
        var released = stage.Keeper.ReleaseAsync(taken, "test", default);
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Batch) == 3);
        stage.Service.Gate.SetResult();
        await released;
        Assert.All(stage.Service.Calls, call => Assert.All(call.Entries, entry => Assert.Equal(0, entry.Seconds)));
    }

    [Fact]
    public async Task Release_OfEntriesThatFail_IsTriedOnceMore()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(10);
        var failing = taken[4].Message.ReceiptHandle;
        var hopeless = taken[5].Message.ReceiptHandle;
        stage.Service.EntryFate = (_, handle) =>
            handle == hopeless || (handle == failing && stage.Service.AttemptsOn(Batch, failing) == 1) ? ("InternalError", false) : null;
        await stage.Keeper.ReleaseAsync(taken, "test", default);
        Assert.Equal([10, 2], stage.Service.Calls.Select(call => call.Entries.Count));
        Assert.All(await Task.WhenAll(taken.Select(delivery => delivery.Ended)), end => Assert.Equal(LeaseEnd.Released, end));
    }

    [Fact]
    public async Task Release_WhateverHappens_DoesNotFail()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 10, maxVisibility: 10);
        var late = stage.Take(3);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(9));
        var taken = stage.Take(3);
        stage.Service.CallFate = static _ => new InvalidOperationException("a decorator's own");
        await stage.Keeper.ReleaseAsync([taken[0]], "test", default);
        stage.Service.CallFate = static _ => null;
        await stage.Keeper.ReleaseAsync([taken[1]], "test", new CancellationToken(canceled: true));
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Keeper.ReleaseAsync([.. late, taken[2]], "test", default);
        Assert.All(await Task.WhenAll(late.Select(delivery => delivery.Ended)), end => Assert.Equal(LeaseEnd.Lost, end));
        Assert.All(await Task.WhenAll(taken.Select(delivery => delivery.Ended)), end => Assert.Equal(LeaseEnd.Released, end));
        Assert.DoesNotContain(stage.Service.Calls, call => call.Entries.Any(entry => late.Any(delivery => delivery.Message.ReceiptHandle == entry.Handle)));
    }
}
