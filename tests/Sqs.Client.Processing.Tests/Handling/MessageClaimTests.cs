namespace Sqs.Client.Processing.Tests.Handling;

public sealed class MessageClaimTests
{
    private readonly RecordedStore _store = new();
    private int _handled;

    [Fact]
    public async Task Message_ThatIsHandled_IsClaimedBeforeAndRememberedBeforeItIsDeleted()
    {
        await using var stage = await StartAsync();
        var isDeletedBefore = true;
        _store.Before = (step, _) =>
        {
            isDeletedBefore &= step != "complete" || stage.Service.Deleted.Count > 0;
            return Task.CompletedTask;
        };
        _ = await stage.RunAsync(Runner(stage));
        Assert.Equal(["begin m-1", "complete m-1"], _store.Calls);
        Assert.False(isDeletedBefore);
    }

    [Fact]
    public async Task Message_ThatFails_IsNotClaimedAnyMore()
    {
        await using var stage = await StartAsync();
        _ = await stage.RunAsync(stage.Runner(static () => throw new InvalidOperationException()));
        _ = await stage.RunAsync(stage.Runner(static () => throw new MessageRejectedException("x")));
        Assert.Equal(["begin m-1", "abandon m-1", "begin m-2", "abandon m-2"], _store.Calls);
        Assert.Equal(["failed", "dead_lettered"], stage.Outcomes);
    }

    [Fact]
    public async Task Message_ThatIsReleased_IsNotClaimedAnyMore()
    {
        await using var stage = await StartAsync();
        MessageRunner? runner = null;
        runner = stage.Runner((_, token) =>
        {
            runner!.CancelAll();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        _ = await stage.RunAsync(runner);
        Assert.Equal(["begin m-1", "abandon m-1"], _store.Calls);
        Assert.Equal(["released"], stage.Outcomes);
    }

    [Fact]
    public async Task Message_ThatWasHandledBefore_IsDeletedWithoutItsHandler()
    {
        await using var stage = await StartAsync();
        _store.Answer = DeduplicationState.Done;
        var delivery = await stage.RunAsync(Runner(stage));
        Assert.Equal((0, true, "duplicate"), (_handled, stage.IsDeleted(delivery), Assert.Single(stage.Outcomes)));
        Assert.Equal(["begin m-1"], _store.Calls);
    }

    [Fact]
    public async Task Message_ThatIsHandledElsewhere_ComesAgainAfterTheBackOff()
    {
        await using var stage = await StartAsync();
        _store.Answer = DeduplicationState.InProgress;
        var delivery = await stage.RunAsync(Runner(stage));
        Assert.Equal((0, 60, "released"), (_handled, stage.VisibilityOf(delivery), Assert.Single(stage.Outcomes)));
        Assert.Equal(["begin m-1"], _store.Calls);
        Assert.Empty(stage.Failures);
    }

    [Fact]
    public async Task Store_ThatFailsAtTheClaim_IsAFailureWithoutTheHandler()
    {
        await using var stage = await StartAsync();
        _store.Before = static (_, _) => throw new InvalidOperationException(RunnerStage.Marker);
        var delivery = await stage.RunAsync(Runner(stage));
        Assert.Equal((0, 60, "failed"), (_handled, stage.VisibilityOf(delivery), Assert.Single(stage.Outcomes)));
        Assert.Single(stage.Failures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Key_ThatThrowsOrIsNull_IsAFailureWithoutTheHandler(bool isNull)
    {
        await using var stage = await StartAsync();
        stage.Settings = stage.Settings with { DeduplicationKey = _ => isNull ? null! : throw new InvalidOperationException(RunnerStage.Marker) };
        var delivery = await stage.RunAsync(Runner(stage));
        Assert.Equal((0, 60, "failed"), (_handled, stage.VisibilityOf(delivery), Assert.Single(stage.Outcomes)));
        Assert.Empty(_store.Calls);
    }

    [Fact]
    public async Task Store_ThatFailsAfterwards_IsLoggedAndTheMessageIsSettledAllTheSame()
    {
        await using var stage = await StartAsync();
        _store.Before = static (step, _) => step == "begin" ? Task.CompletedTask : throw new InvalidOperationException(RunnerStage.Marker);
        var completed = await stage.RunAsync(Runner(stage));
        var failed = await stage.RunAsync(stage.Runner(static () => throw new InvalidOperationException()));
        Assert.True(stage.IsDeleted(completed));
        Assert.Equal(60, stage.VisibilityOf(failed));
        Assert.Equal(2, stage.Log.Entries.Count(static entry => entry.Text.Contains("the deduplication store failed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("begin", "failed")]
    [InlineData("complete", "completed")]
    public async Task Store_ThatDoesNotAnswer_IsNotWaitedForForEver(string step, string outcome)
    {
        await using var stage = await StartAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.Before = async (now, token) =>
        {
            if (now == step)
            {
                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };
        var run = Runner(stage).RunAsync(stage.Take());
        await RunnerStage.EndAsync(asked.Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await RunnerStage.EndAsync(run);
        Assert.Equal([outcome], stage.Outcomes);
    }

    [Fact]
    public async Task Handler_ThatSettlesItself_TheStoreFollows()
    {
        await using var stage = await StartAsync();
        _ = await stage.RunAsync(stage.Runner(static (delivery, _) => delivery.CompleteAsync()));
        _ = await stage.RunAsync(stage.Runner(static (delivery, _) => delivery.AbandonAsync()));
        _ = await stage.RunAsync(stage.Runner(static async (delivery, _) =>
        {
            await delivery.CompleteAsync();
            throw new InvalidOperationException();
        }));
        Assert.Equal(["begin m-1", "complete m-1", "begin m-2", "abandon m-2", "begin m-3", "complete m-3"], _store.Calls);
    }

    private async Task<RunnerStage> StartAsync()
    {
        var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { Deduplication = _store };
        return stage;
    }

    private MessageRunner Runner(RunnerStage stage) => stage.Runner(() => _handled++);
}
