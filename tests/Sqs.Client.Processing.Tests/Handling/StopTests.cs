namespace Sqs.Client.Processing.Tests.Handling;

public sealed class StopTests
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Timeout_OfAHandlerThatHeedsItsToken_IsAFailure()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { HandlerTimeout = TimeSpan.FromSeconds(10) };
        var delivery = stage.Take();
        var run = stage.Runner(HangAsync).RunAsync(delivery);
        await RunnerStage.EndAsync(_begun.Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Empty(stage.Failures);
        stage.Clock.Advance(TimeSpan.FromTicks(1));
        await RunnerStage.EndAsync(run);

        _ = Assert.IsType<TimeoutException>(Assert.Single(stage.Failures));
        Assert.Equal((60, "failed"), (stage.VisibilityOf(delivery), Assert.Single(stage.Outcomes)));
    }

    [Fact]
    public async Task Timeout_OfAHandlerThatReturnsAllTheSame_IsNoFailure()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { HandlerTimeout = TimeSpan.FromSeconds(10) };
        var run = stage.Runner(HangThenReturnAsync).RunAsync(stage.Take());
        await RunnerStage.EndAsync(_begun.Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await RunnerStage.EndAsync(run);
        Assert.Equal(["completed"], stage.Outcomes);
    }

    [Fact]
    public async Task Causes_OfWhichSeveralCome_TheFirstOneCounts()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { HandlerTimeout = TimeSpan.FromSeconds(10) };
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runner = stage.Runner(async (delivery, token) =>
        {
            await HangThenReturnAsync(delivery, token);
            await gate.Task;
            token.ThrowIfCancellationRequested();
        });
        var run = runner.RunAsync(stage.Take());
        await RunnerStage.EndAsync(_begun.Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        runner.CancelAll();
        gate.SetResult();
        await RunnerStage.EndAsync(run);
        _ = Assert.IsType<TimeoutException>(Assert.Single(stage.Failures));
        Assert.Equal(["failed"], stage.Outcomes);
    }

    [Fact]
    public async Task CancelAll_OfAHandlerThatHeedsItsToken_ReleasesAtOnceAndIsNoFailure()
    {
        await using var stage = await RunnerStage.StartAsync();
        var runner = stage.Runner(HangAsync);
        var delivery = stage.Take();
        var run = runner.RunAsync(delivery);
        await RunnerStage.EndAsync(_begun.Task);
        runner.CancelAll();
        await RunnerStage.EndAsync(run);

        Assert.Equal(LeaseEnd.Released, await delivery.Ended);
        Assert.Equal((0, "released"), (stage.VisibilityOf(delivery), Assert.Single(stage.Outcomes)));
        Assert.Empty(stage.Failures);
    }

    [Fact]
    public async Task CancelAll_OfAHandlerThatReturnsAllTheSame_IsCompleted()
    {
        await using var stage = await RunnerStage.StartAsync();
        var runner = stage.Runner(HangThenReturnAsync);
        var delivery = stage.Take();
        var run = runner.RunAsync(delivery);
        await RunnerStage.EndAsync(_begun.Task);
        runner.CancelAll();
        await RunnerStage.EndAsync(run);
        Assert.True(stage.IsDeleted(delivery));
        Assert.Equal(["completed"], stage.Outcomes);
    }

    [Fact]
    public async Task CancelAll_OfAHandlerThatThrowsSomethingElse_IsAFailure()
    {
        await using var stage = await RunnerStage.StartAsync();
        var runner = stage.Runner(async (_, token) =>
        {
            await HangThenReturnAsync(null!, token);
            throw new InvalidOperationException(RunnerStage.Marker);
        });
        var run = runner.RunAsync(stage.Take());
        await RunnerStage.EndAsync(_begun.Task);
        runner.CancelAll();
        await RunnerStage.EndAsync(run);
        Assert.Equal(["failed"], stage.Outcomes);
    }

    [Fact]
    public async Task CancelAll_BeforeTheHandler_ReleasesWithoutCallingIt()
    {
        await using var stage = await RunnerStage.StartAsync();
        var isCalled = false;
        var runner = stage.Runner(() => isCalled = true);
        runner.CancelAll();
        var delivery = await stage.RunAsync(runner);
        Assert.False(isCalled);
        Assert.Equal(LeaseEnd.Released, await delivery.Ended);
        Assert.Equal(["released"], stage.Outcomes);
    }

    [Fact]
    public async Task Cancellation_ThatNobodyAskedFor_IsAFailure()
    {
        await using var stage = await RunnerStage.StartAsync();
        _ = await stage.RunAsync(stage.Runner(static () => throw new OperationCanceledException(RunnerStage.Marker)));
        Assert.Equal(["failed"], stage.Outcomes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lease_ThatIsLost_StopsTheHandlerAndNothingIsSettled(bool returns)
    {
        await using var stage = await RunnerStage.StartAsync(Visibility);
        var store = new RecordedStore();
        stage.Settings = stage.Settings with { Deduplication = store };
        var delivery = stage.Take();
        var run = stage.Runner(returns ? HangThenReturnAsync : HangAsync).RunAsync(delivery);
        await RunnerStage.EndAsync(_begun.Task);
        stage.Clock.Advance(Visibility);
        await RunnerStage.EndAsync(run);

        Assert.Equal(["lost"], stage.Outcomes);
        Assert.Empty(stage.Service.Actions);
        Assert.Empty(stage.Failures);
        Assert.Equal(["begin m-1", returns ? "complete m-1" : "abandon m-1"], store.Calls);
    }

    [Fact]
    public async Task Lease_ThatIsLostWhileTheHandlerFails_TheFailureIsToldAndNothingIsSettled()
    {
        await using var stage = await RunnerStage.StartAsync(Visibility);
        var run = stage.Runner(async (_, token) =>
        {
            await HangThenReturnAsync(null!, token);
            throw new MessageRejectedException(RunnerStage.Marker, FailureAction.Delete);
        }).RunAsync(stage.Take());
        await RunnerStage.EndAsync(_begun.Task);
        stage.Clock.Advance(Visibility);
        await RunnerStage.EndAsync(run);
        Assert.Equal(["lost"], stage.Outcomes);
        Assert.Empty(stage.Service.Actions);
        Assert.Single(stage.Failures);
    }

    [Fact]
    public async Task Token_WhoseCallbacksThrowOrBlock_StopsTheOtherHandlersAllTheSame()
    {
        await using var stage = await RunnerStage.StartAsync();
        using var gate = new ManualResetEventSlim();
        var begun = new CountdownEvent(3);
        var runner = stage.Runner(async (delivery, token) =>
        {
            // Not disposed: it has to be there when the token is cancelled.
            var registration = token.Register(() =>
            {
                gate.Wait(TimeSpan.FromSeconds(delivery.Message.MessageId == "m-1" ? 60 : 0), CancellationToken.None);
                throw new InvalidOperationException(RunnerStage.Marker);
            });
            _ = begun.Signal();
            await HangAsync(delivery, token);
            await registration.DisposeAsync();
        });
        Task[] runs = [.. Enumerable.Range(0, 3).Select(_ => runner.RunAsync(stage.Take()))];
        await RunnerStage.EndAsync(Task.Run(() => begun.Wait(TimeSpan.FromSeconds(60))));
        runner.CancelAll();
        await RunnerStage.EndAsync(Task.WhenAll(runs[1..]));
        Assert.False(runs[0].IsCompleted);
        gate.Set();
        await RunnerStage.EndAsync(runs[0]);
        Assert.Equal(["released", "released", "released"], stage.Outcomes);
        Assert.Contains("cancellation token threw", stage.Log.Text, StringComparison.Ordinal);
    }

    private async Task HangAsync(Delivery delivery, CancellationToken token)
    {
        _ = _begun.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
    }

    private async Task HangThenReturnAsync(Delivery delivery, CancellationToken token) =>
        await HangAsync(delivery, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
