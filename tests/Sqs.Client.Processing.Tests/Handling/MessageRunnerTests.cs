using System.Text.Json;

namespace Sqs.Client.Processing.Tests.Handling;

public sealed class MessageRunnerTests
{
    private static readonly InvalidOperationException Failure = new(RunnerStage.Marker);

    [Fact]
    public async Task Handler_ThatReturns_TheMessageIsDeleted()
    {
        await using var stage = await RunnerStage.StartAsync();
        var delivery = await stage.RunAsync(stage.Runner(static () => { }));

        Assert.True(stage.IsDeleted(delivery));
        Assert.Equal(["completed"], stage.Outcomes);
        Assert.Empty(stage.Failures);
    }

    [Fact]
    public async Task Handler_ThatThrows_TheMessageComesAgainAfterTheBackOffOfItsReceive()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { Retry = VisibilityBackoff.Exponential(TimeSpan.FromSeconds(8), TimeSpan.FromHours(1)) };
        var delivery = await stage.RunAsync(stage.Runner(static () => throw Failure), static message => message with
        {
            Attributes = new Dictionary<MessageSystemAttributeName, string> { [MessageSystemAttributeName.ApproximateReceiveCount] = "3" },
        });

        // 8 s twice doubled, and three quarters of that: the random number of the stage is one half.
        Assert.Equal(24, stage.VisibilityOf(delivery));
        Assert.False(stage.IsDeleted(delivery));
        Assert.Equal(["failed"], stage.Outcomes);
        Assert.Equal([Failure], stage.Failures);
        Assert.Contains("(InvalidOperationException)", stage.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_ThatThrowsBeforeItsTaskOrAnswersNone_Failed(bool isNull)
    {
        Task noTask = null!;
        await using var stage = await RunnerStage.StartAsync();
        var delivery = await stage.RunAsync(stage.Runner((_, _) => isNull ? noTask : throw Failure));
        Assert.Equal((60, "failed"), (stage.VisibilityOf(delivery), Assert.Single(stage.Outcomes)));
    }

    [Fact]
    public async Task Handler_ThatRejectsForDeletion_TheMessageIsDiscarded()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { Failures = [static _ => FailureAction.Retry] };
        var delivery = await stage.RunAsync(stage.Runner(static () => throw new MessageRejectedException(RunnerStage.Marker, FailureAction.Delete)));
        Assert.True(stage.IsDeleted(delivery));
        Assert.Equal(["discarded"], stage.Outcomes);
    }

    [Fact]
    public async Task Rules_TheFirstThatAnswers_Decides_AndOneThatThrowsDoesNot()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with
        {
            Failures =
            [
                static _ => null, static _ => throw Failure,
                static error => error is InvalidOperationException ? FailureAction.Delete : null, static _ => FailureAction.DeadLetter,
            ],
        };
        _ = await stage.RunAsync(stage.Runner(static () => throw Failure));
        _ = await stage.RunAsync(stage.Runner(static () => throw new ArgumentException("x")));
        Assert.Equal(["discarded", "dead_lettered"], stage.Outcomes);
        Assert.Contains("a rule for failures threw", stage.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureAction.Retry, "failed")]
    [InlineData(FailureAction.Delete, "discarded")]
    [InlineData(FailureAction.DeadLetter, "dead_lettered")]
    public async Task Body_ThatCannotBeRead_GoesWhereTheSettingsSay_UnlessARuleKnowsIt(FailureAction action, string outcome)
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { Undeserializable = action };
        _ = await stage.RunAsync(stage.Runner(Unreadable));
        stage.Settings = stage.Settings with { Failures = [static error => error is UndeserializableMessageException ? FailureAction.Retry : null] };
        _ = await stage.RunAsync(stage.Runner(Unreadable));
        Assert.Equal([outcome, "failed"], stage.Outcomes);

        static Task Unreadable(Delivery delivery, CancellationToken token) =>
            throw UndeserializableMessageException.Of(delivery.Message, typeof(int), new JsonException(RunnerStage.Marker));
    }

    [Fact]
    public async Task BackOff_ThatThrows_TheMessageComesAgainAfterHalfAMinute()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { Retry = VisibilityBackoff.By(static _ => throw Failure) };
        var delivery = await stage.RunAsync(stage.Runner(static () => throw Failure));
        Assert.Equal(30, stage.VisibilityOf(delivery));
    }

    [Fact]
    public async Task OnFailure_ThatThrows_IsIgnored()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Settings = stage.Settings with { OnFailure = static (_, _) => throw Failure };
        var delivery = await stage.RunAsync(stage.Runner(static () => throw new ArgumentException("x")));
        Assert.Equal(60, stage.VisibilityOf(delivery));
        Assert.Contains("OnFailure threw", stage.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_ThatSettlesItself_NothingMoreIsSettled(bool isAwaited)
    {
        await using var stage = await RunnerStage.StartAsync();
        var completed = await stage.RunAsync(stage.Runner((delivery, _) => isAwaited ? delivery.CompleteAsync() : Begin(delivery.CompleteAsync())));
        var abandoned = await stage.RunAsync(stage.Runner((delivery, _) =>
            isAwaited ? delivery.AbandonAsync(TimeSpan.FromSeconds(5)) : Begin(delivery.AbandonAsync(TimeSpan.FromSeconds(5)))));
        var failed = await stage.RunAsync(stage.Runner(async (delivery, _) =>
        {
            await (isAwaited ? delivery.CompleteAsync() : Begin(delivery.CompleteAsync()));
            throw Failure;
        }));

        Assert.Equal([true, false, true], new[] { completed, abandoned, failed }.Select(stage.IsDeleted));
        Assert.Equal([null, 5, null], new[] { completed, abandoned, failed }.Select(stage.VisibilityOf));
        Assert.Equal(["completed", "failed", "completed"], stage.Outcomes);
        Assert.Equal([Failure], stage.Failures);

        // The settlement goes on while the handler returns.
        static Task Begin(Task settlement)
        {
            Assert.NotNull(settlement);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Delete_ThatTheServiceDoesNotAcknowledge_IsToldAsLost()
    {
        await using var stage = await RunnerStage.StartAsync();
        stage.Service.Fault = static (action, _) => Task.FromResult<Exception?>(action.StartsWith("Delete", StringComparison.Ordinal) ? new SqsException("No.") : null);
        var delivery = stage.Take();
        var run = stage.Runner(static () => { }).RunAsync(delivery);
        await RunnerStage.UntilAsync(() => delivery.Lease.Phase == LeasePhase.Completing);
        await stage.PumpAsync(run);
        Assert.Equal(["delete_lost"], stage.Outcomes);
    }

    [Fact]
    public async Task Handler_ThatBlocks_DoesNotBlockTheCaller()
    {
        await using var stage = await RunnerStage.StartAsync();
        using var gate = new ManualResetEventSlim();
        var run = stage.Runner(() => Assert.True(gate.Wait(TimeSpan.FromSeconds(20)))).RunAsync(stage.Take());
        Assert.False(run.IsCompleted);
        gate.Set();
        await RunnerStage.EndAsync(run);
        Assert.Equal(["completed"], stage.Outcomes);
    }

    [Fact]
    public async Task Runs_AreCounted_AndTheOldestIsTimed()
    {
        await using var stage = await RunnerStage.StartAsync();
        TaskCompletionSource[] gates = [new(), new()];
        TaskCompletionSource[] begun = [new(), new()];
        var started = -1;
        var runner = stage.Runner((_, _) =>
        {
            var number = Interlocked.Increment(ref started);
            begun[number].SetResult();
            return gates[number].Task;
        });
        Assert.Equal((0, null), (runner.Running, runner.OldestRun));
        var first = runner.RunAsync(stage.Take());
        await RunnerStage.EndAsync(begun[0].Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(3));
        var second = runner.RunAsync(stage.Take());
        await RunnerStage.EndAsync(begun[1].Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((2, TimeSpan.FromSeconds(7)), (runner.Running, runner.OldestRun));

        gates[0].SetResult();
        await RunnerStage.EndAsync(first);
        Assert.Equal((1, TimeSpan.FromSeconds(4)), (runner.Running, runner.OldestRun));
        gates[1].SetResult();
        await RunnerStage.EndAsync(second);
        Assert.Equal((0, null), (runner.Running, runner.OldestRun));
    }
}
