namespace Sqs.Client.Processing.Tests.Leases;

public sealed class SettlementTests
{
    private const string Deletes = "DeleteMessageBatch";
    private const string Changes = "ChangeMessageVisibilityBatch";

    [Fact]
    public async Task Complete_OfMany_SharesBatches()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(200);
        stage.Service.HeldAction = Deletes;
        var deletes = taken.Select(delivery => delivery.CompleteAsync()).ToArray();

        // The first goes out alone; what comes while batches are on the wire is gathered.
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Deletes) == 10);
        stage.Service.Gate.SetResult();
        await Task.WhenAll(deletes);
        Assert.InRange(stage.Service.CallsOf(Deletes), 20, 25);
        Assert.Equal(0, stage.Keeper.Held);
        Assert.Equal(200, stage.CountOf("completed"));
    }

    [Fact]
    public async Task Complete_WithoutMuchTimeLeft_GoesOutByItself()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 10, maxVisibility: 10);
        var taken = stage.Take(2);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(7));
        await taken[0].CompleteAsync();
        Assert.Equal(0, stage.Service.CallsOf("DeleteMessage"));
        await stage.AdvanceAsync(TimeSpan.FromSeconds(0.6));
        await taken[1].CompleteAsync();
        Assert.Equal(1, stage.Service.CallsOf("DeleteMessage"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_ThatFailsForTenSeconds_IsTriedAgainWhileTheMessageIsHeld(bool failsAsCall)
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 4);
        var delivery = stage.Take(1)[0];
        stage.Service.CallFate = action => failsAsCall && action == Deletes ? new SqsThrottledException("slow down") : null;
        stage.Service.EntryFate = (action, _) => action == Deletes ? ("InternalError", false) : null;
        var delete = delivery.CompleteAsync();
        await stage.AdvanceSettlingAsync(delete, TimeSpan.FromSeconds(10));
        Assert.False(delete.IsCompleted);
        stage.Service.CallFate = static _ => null;
        stage.Service.EntryFate = static (_, _) => null;
        await stage.AdvanceSettlingAsync(delete, TimeSpan.FromMinutes(2));
        await delete;
        Assert.Equal(LeaseEnd.Completed, await delivery.Ended);
        Assert.True(stage.Service.IsDeleted(delivery.Message.ReceiptHandle));
        Assert.True(stage.Service.CallsOf(Changes) >= 4);
    }

    [Fact]
    public async Task Complete_ThatKeepsFailing_FailsAfterItsTimeAsDeleteLost()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 4);
        var delivery = stage.Take(1)[0];
        stage.Service.CallFate = static action => action == Deletes ? new SqsConnectionException("down") : null;
        var delete = delivery.CompleteAsync();
        await stage.AdvanceSettlingAsync(delete, TimeSpan.FromMinutes(2));
        _ = await Assert.ThrowsAsync<SqsConnectionException>(() => delete);
        Assert.Equal(LeaseEnd.DeleteLost, await delivery.Ended);
        Assert.Same(delete, await Task.WhenAny(delivery.Lease.CompleteAsync(), delete));
        Assert.Equal(1, stage.CountOf("delete_lost"));
        Assert.True(stage.Now > TimeSpan.FromSeconds(55), $"{stage.Now}");
        Assert.False(delivery.LeaseLost.IsCancellationRequested);
    }

    [Fact]
    public async Task Complete_ThatKeepsFailingWithoutExtensions_FailsWhenTheMessageIsNotHeldAnyMore()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 10, maxVisibility: 10);
        var start = stage.Clock.GetUtcNow();
        var delivery = stage.Take(1)[0];
        stage.Service.CallFate = static _ => new SqsConnectionException("down");
        var delete = delivery.CompleteAsync();
        await stage.AdvanceSettlingAsync(delete, TimeSpan.FromMinutes(2));
        _ = await Assert.ThrowsAsync<SqsConnectionException>(() => delete);
        Assert.Equal(LeaseEnd.DeleteLost, await delivery.Ended);
        Assert.All(stage.Service.Calls, call => Assert.True(call.At < start + TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Complete_ThatIsRefused_FailsAtOnce()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(2);
        stage.Service.EntryFate = (_, handle) => handle == taken[0].Message.ReceiptHandle ? ("AccessDenied", true) : ("ReceiptHandleIsInvalid", true);
        var denied = await Assert.ThrowsAsync<SqsException>(() => taken[0].CompleteAsync());
        Assert.Equal(SqsErrorCode.AccessDenied, denied.ErrorCode);
        Assert.Equal(LeaseEnd.DeleteLost, await taken[0].Ended);
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => taken[1].CompleteAsync());
        Assert.Equal(LeaseEnd.Lost, await taken[1].Ended);
        Assert.True(taken[1].LeaseLost.IsCancellationRequested);
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => taken[1].CompleteAsync());
    }

    [Fact]
    public async Task Complete_WhileAnExtensionIsRefused_IsDecidedByTheDelete()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        stage.Service.HeldAction = Deletes;
        stage.Service.EntryFate = static (action, _) => action == Changes ? ("InvalidParameterValue", true) : null;
        var delete = delivery.CompleteAsync();
        await LeaseStage.UntilAsync(() => stage.Service.CallsHeld(Deletes) == 1);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, stage.Service.CallsOf(Changes));
        Assert.False(delivery.Ended.IsCompleted);
        stage.Service.Gate.SetResult();
        await delete;
        Assert.Equal(LeaseEnd.Completed, await delivery.Ended);
    }

    [Fact]
    public async Task Abandon_WhileAnExtensionIsOnTheWire_ComesAfterIt()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(2);
        stage.Service.HeldAction = Changes;
        await stage.AdvanceAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(1, stage.Service.CallsHeld(Changes));
        var abandoned = taken[0].AbandonAsync(TimeSpan.FromSeconds(3));
        var released = stage.Keeper.ReleaseAsync([taken[1]], "test", default);
        await stage.QuietAsync();
        Assert.Equal(1, stage.Service.CallsOf(Changes));
        stage.Service.Gate.SetResult();
        await Task.WhenAll(abandoned, released);
        Assert.Equal(stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(3), stage.Service.HiddenUntil(taken[0].Message.ReceiptHandle));
        Assert.Equal(stage.Clock.GetUtcNow(), stage.Service.HiddenUntil(taken[1].Message.ReceiptHandle));
        Assert.Equal([LeaseEnd.Abandoned, LeaseEnd.Released], [await taken[0].Ended, await taken[1].Ended]);
    }

    [Fact]
    public async Task Abandon_ThatCannotBeDone_IsNoFailure()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 10);
        var taken = stage.Take(2);
        stage.Service.CallFate = static action => action == Changes ? new SqsConnectionException("down") : null;
        var abandoned = taken[0].AbandonAsync(TimeSpan.FromSeconds(1));
        await stage.AdvanceSettlingAsync(abandoned, TimeSpan.FromMinutes(2));
        await abandoned;
        Assert.Equal(LeaseEnd.Abandoned, await taken[0].Ended);

        stage.Service.CallFate = static _ => null;
        stage.Service.EntryFate = static (_, _) => ("AccessDenied", true);
        var third = stage.Take(1)[0];
        await third.Lease.AbandonAsync(TimeSpan.Zero, LeaseEnd.Released);
        Assert.Equal(LeaseEnd.Released, await third.Ended);
        Assert.Equal(1, stage.CountOf("released"));
    }

    [Fact]
    public async Task Abandon_ForTheLongestTime_IsCutOffAtTheLimit()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        await stage.AdvanceAsync(TimeSpan.FromSeconds(10));
        await delivery.AbandonAsync(TimeSpan.FromHours(12));
        Assert.Equal(stage.Clock.GetUtcNow() + TimeSpan.FromHours(12) - TimeSpan.FromSeconds(11), stage.Service.HiddenUntil(delivery.Message.ReceiptHandle));
    }
}
