using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Root;

public sealed class SqsProcessorTests
{
    [Fact]
    public async Task Messages_AreHandledAndDeleted()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", Enumerable.Range(0, 25).Select(number => $"{number}"));
        var processor = stage.NewProcessor("q");
        await processor.StartAsync();
        await stage.UntilAsync(() => stage.Server.GetQueue("q").GetMessages().Count == 0);
        Assert.Equal(Enumerable.Range(0, 25), stage.Handled.Select(int.Parse).Order());
        await stage.UntilAsync(processor.StopAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Queue_ThatIsNotThere_IsLookedForUntilItIs_EvenWithABrokenLogAndChance(bool isBroken)
    {
        using var loggers = new ThrowingLoggers();
        await using var stage = await ProcessorStage.StartAsync();
        var processor = stage.NewProcessor("late", configure: options =>
        {
            options.LoggerFactory = isBroken ? loggers : null;
            options.Random = isBroken ? static () => throw new InvalidOperationException("chance is broken") : static () => 0.5;
        });
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status.Failures == 3);
        Assert.Equal((ProcessorState.Opening, "AWS.SimpleQueueService.NonExistentQueue"), (processor.Status.State, processor.Status.LastError));

        _ = stage.Server.CreateQueue("late");
        await stage.SendAsync("late", "at last");
        await stage.UntilAsync(() => !stage.Handled.IsEmpty);
        Assert.Equal(ProcessorState.Running, processor.Status.State);
        await stage.UntilAsync(processor.StopAsync());
    }

    [Fact]
    public async Task Stop_WhileTheQueueIsLookedFor_Ends()
    {
        await using var stage = await ProcessorStage.StartAsync();
        var processor = stage.NewProcessor("never");
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status.Failures == 2);
        Assert.InRange(await stage.UntilAsync(processor.StopAsync()), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(ProcessorState.Stopped, processor.Status.State);
    }

    [Fact]
    public async Task Stop_DuringALongPollOfAnEmptyQueue_TakesUnderTwoSeconds()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        var processor = stage.NewProcessor("q");
        await processor.StartAsync();
        await stage.UntilAsync(() => stage.Server.GetQueue("q").WaitingReceives > 0);
        await stage.PassAsync(TimeSpan.FromSeconds(5)); // 15 s of the wait are left
        Assert.InRange(await stage.UntilAsync(processor.StopAsync()), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Stop_WithPrefetchedMessages_MakesAllVisibleAtOnce()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", Enumerable.Range(0, 20).Select(number => $"{number}"));
        var processor = stage.NewProcessor("q", HangAsync, options => (options.MaxConcurrentHandlers, options.PrefetchMessages, options.ShutdownTimeout) = (2, 10, TimeSpan.Zero));
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status is { RunningHandlers: 2, WaitingMessages: 10 });
        Assert.InRange(await stage.UntilAsync(processor.StopAsync()), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.All(stage.Server.GetQueue("q").GetMessages(), message => Assert.Equal(LocalMessageState.Visible, message.State));
        Assert.Equal(20, stage.Server.GetQueue("q").GetMessages().Count);
    }

    [Fact]
    public async Task Stop_GivesHandlersTheirTime_AndDeletesWhatTheyHandled()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", "slow");
        var processor = stage.NewProcessor("q", (_, token) => Task.Delay(TimeSpan.FromSeconds(20), stage.Clock, token));
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status.RunningHandlers == 1);
        Assert.InRange(await stage.UntilAsync(processor.StopAsync(), 50), TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(22));
        Assert.Empty(stage.Server.GetQueue("q").GetMessages());
    }

    [Fact]
    public async Task Stop_WhenTheirTimeIsUp_CancelsHandlersAndDeletesNothing()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", "endless");
        var processor = stage.NewProcessor("q", HangAsync, options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status.RunningHandlers == 1);
        Assert.InRange(await stage.UntilAsync(processor.StopAsync(), 50), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(12));
        Assert.Equal(LocalMessageState.Visible, Assert.Single(stage.Server.GetQueue("q").GetMessages()).State);
    }

    [Fact]
    public async Task Stop_WithAHandlerThatIgnoresItsToken_EndsAllTheSame()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", "deaf");
        var free = new TaskCompletionSource();
        var processor = stage.NewProcessor("q", (_, _) => free.Task, options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status.RunningHandlers == 1);
        Assert.InRange(await stage.UntilAsync(processor.StopAsync()), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));
        free.SetResult();
        await ProcessorStage.BreatheAsync();

        // Nobody knows what it does: the message comes again at its visibility timeout, and nothing deletes it.
        Assert.Equal(LocalMessageState.InFlight, Assert.Single(stage.Server.GetQueue("q").GetMessages()).State);
        await stage.PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(LocalMessageState.Visible, Assert.Single(stage.Server.GetQueue("q").GetMessages()).State);
    }

    [Fact]
    public async Task Stop_ThatIsCutShort_WaitsForNoHandler()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", "endless");
        var processor = stage.NewProcessor("q", HangAsync);
        await processor.StartAsync();
        await stage.UntilAsync(() => processor.Status.RunningHandlers == 1);
        Assert.InRange(await stage.UntilAsync(processor.StopAsync(new CancellationToken(canceled: true))), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Pause_StopsPolls_AndResumeGoesOn()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        var processor = stage.NewProcessor("q");
        await processor.StartAsync();
        await stage.UntilAsync(() => stage.Server.GetQueue("q").WaitingReceives > 0);
        Assert.InRange(await stage.UntilAsync(processor.PauseAsync()), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(ProcessorState.Paused, processor.Status.State);

        await stage.SendAsync("q", "later");
        await stage.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), (stage.Handled.Count, stage.Server.GetQueue("q").WaitingReceives));

        await stage.UntilAsync(processor.ResumeAsync());
        await stage.UntilAsync(() => stage.Handled.Count == 1);
        await stage.UntilAsync(processor.StopAsync());
    }

    [Fact]
    public async Task Pause_BeforeTheQueueIsFound_Holds()
    {
        await using var stage = await ProcessorStage.StartAsync();
        var processor = stage.NewProcessor("late");
        await processor.StartAsync();
        await processor.PauseAsync();
        _ = stage.Server.CreateQueue("late");
        await stage.SendAsync("late", "waiting");
        await stage.UntilAsync(() => processor.Status.State == ProcessorState.Paused);
        await stage.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(stage.Handled);
        await stage.UntilAsync(processor.ResumeAsync());
        await stage.UntilAsync(() => stage.Handled.Count == 1);
        await stage.UntilAsync(processor.StopAsync());
    }

    [Fact]
    public async Task SlowHandlers_KeepTheirMessages_BeyondTheVisibilityTimeout()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", "slow");
        var processor = stage.NewProcessor("q", (_, token) => Task.Delay(TimeSpan.FromSeconds(50), stage.Clock, token), options => options.VisibilityTimeout = TimeSpan.FromSeconds(5));
        await processor.StartAsync();
        await stage.UntilAsync(() => stage.Server.GetQueue("q").GetMessages().Count == 0);
        Assert.Single(stage.Handled);
        await stage.UntilAsync(processor.StopAsync());
    }

    [Fact]
    public async Task FailedMessages_ComeAgainAfterTheirBackOff()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        await stage.SendAsync("q", "twice");
        List<(int Count, DateTimeOffset At)> runs = [];
        var processor = stage.NewProcessor(
            "q",
            (delivery, _) =>
            {
                runs.Add((delivery.ReceiveCount, stage.Clock.GetUtcNow()));
                return delivery.ReceiveCount == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
            },
            options => options.RetryDelay = VisibilityBackoff.Fixed(TimeSpan.FromSeconds(40)));
        await processor.StartAsync();
        await stage.UntilAsync(() => stage.Server.GetQueue("q").GetMessages().Count == 0);
        Assert.Equal([1, 2], runs.Select(run => run.Count));
        Assert.InRange(runs[1].At - runs[0].At, TimeSpan.FromSeconds(39), TimeSpan.FromSeconds(42));
        await stage.UntilAsync(processor.StopAsync());
    }

    [Fact]
    public async Task SharedCapacity_IsNeverExceeded_AndEveryQueueIsServed()
    {
        await using var stage = await ProcessorStage.StartAsync("a", "b");
        await stage.SendAsync("a", Enumerable.Range(0, 60).Select(number => $"a{number}"));
        await stage.SendAsync("b", Enumerable.Range(0, 60).Select(number => $"b{number}"));
        var capacity = new SharedCapacity(6);
        var (running, most) = (0, 0);
        Func<Delivery, CancellationToken, Task> handler = async (delivery, token) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            await Task.Delay(TimeSpan.FromSeconds(1), stage.Clock, token);
            _ = Interlocked.Decrement(ref running);
        };
        var first = stage.NewProcessor("a", handler, options => options.Capacity = capacity);
        var second = stage.NewProcessor("b", handler, options => options.Capacity = capacity);
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await stage.UntilAsync(() => stage.Handled.Count >= 60);
        Assert.InRange(stage.Handled.Count(body => body[0] == 'a'), 15, 45);
        await stage.UntilAsync(() => stage.Server.GetQueue("a").GetMessages().Count + stage.Server.GetQueue("b").GetMessages().Count == 0);
        Assert.InRange(most, 2, 6);
        await stage.UntilAsync(Task.WhenAll(first.StopAsync(), second.StopAsync()));
    }

    [Fact]
    public async Task Start_ASecondTime_IsRefused()
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        var processor = stage.NewProcessor("q");
        await processor.StartAsync();
        _ = await Assert.ThrowsAsync<InvalidOperationException>(processor.StartAsync);
        await stage.UntilAsync(processor.StopAsync());
        _ = await Assert.ThrowsAsync<InvalidOperationException>(processor.StartAsync);
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => processor.ResumeAsync());
    }

    public static TheoryData<string, Action<SqsProcessorOptions>> BadOptions => new()
    {
        { "MaxConcurrentHandlers", options => options.MaxConcurrentHandlers = 0 },
        { "MaxConcurrentBytes", options => options.MaxConcurrentBytes = 1_048_575 },
        { "Weight", options => options.Weight = 0 },
        { "PrefetchMessages", options => options.PrefetchMessages = 1_001 },
        { "MaxConcurrentPolls", options => options.MaxConcurrentPolls = 101 },
        { "WaitTime", options => options.WaitTime = TimeSpan.FromSeconds(21) },
        { "WaitTime", options => options.WaitTime = TimeSpan.FromMilliseconds(1_500) },
        { "VisibilityTimeout", options => options.VisibilityTimeout = TimeSpan.Zero },
        { "MaxVisibility", options => options.MaxVisibility = TimeSpan.FromSeconds(29) },
        { "MaxVisibility", options => options.MaxVisibility = TimeSpan.FromHours(13) },
        { "BodyFormat", options => options.BodyFormat = MessageBodyFormat.LeasedUtf8 },
        { "HandlerTimeout", options => options.HandlerTimeout = TimeSpan.Zero },
        { "SettlementTimeout", options => options.SettlementTimeout = TimeSpan.FromSeconds(-1) },
        { "RetryDelay", options => options.RetryDelay = null! },
        { "Undeserializable", options => options.Undeserializable = (FailureAction)9 },
        { "DeadLetterQueue", options => options.DeadLetterQueue = "" },
        { "DeduplicationClaim", options => options.DeduplicationClaim = TimeSpan.Zero },
        { "DeduplicationTime", options => options.DeduplicationTime = TimeSpan.Zero },
        { "ReceiveDrainTime", options => options.ReceiveDrainTime = TimeSpan.FromSeconds(21) },
        { "ShutdownTimeout", options => options.ShutdownTimeout = TimeSpan.FromSeconds(-1) },
        { "CancelTime", options => options.CancelTime = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task BadOption_IsRefusedByName(string name, Action<SqsProcessorOptions> spoil)
    {
        await using var stage = await ProcessorStage.StartAsync("q");
        var refused = Assert.Throws<SqsValidationException>(() => stage.NewProcessor("q", configure: spoil));
        Assert.Equal(name, refused.Member);
    }

    [Fact]
    public async Task SharedCapacity_WithFewerPlacesThanProcessors_IsRefusedWhenTheProcessorIsMade()
    {
        await using var stage = await ProcessorStage.StartAsync("a", "b");
        var capacity = new SharedCapacity(1);
        var first = stage.NewProcessor("a", configure: options => options.Capacity = capacity);
        _ = Assert.Throws<SqsValidationException>(() => stage.NewProcessor("b", configure: options => options.Capacity = capacity));
    }

    private Task HangAsync(Delivery delivery, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
