namespace Sqs.Client.Processing.Tests.Leases;

public sealed class LeaseExtensionTests
{
    private const string Batch = "ChangeMessageVisibilityBatch";

    [Fact]
    public async Task HeldMessages_AThousandForTenMinutes_CostAHundredCallsPerHalfVisibility()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 60);
        var taken = stage.Take(1000);
        for (var half = 1; half <= 20; half++)
        {
            await stage.AdvanceAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(100 * half, stage.Service.CallsOf(Batch));
        }

        Assert.All(stage.Service.Calls, call => Assert.All(call.Entries, entry => Assert.Equal(60, entry.Seconds)));
        Assert.DoesNotContain(taken, delivery => delivery.Ended.IsCompleted);
        Assert.Equal(1000, stage.Keeper.Held);
        Assert.Equal(2000, stage.CountOf("sqs.processing.extension.requests"));
        Assert.Equal(20_000, stage.CountOf("sqs.processing.extensions"));
        Assert.Equal(1000, stage.CountOf("sqs.processing.messages.held"));
    }

    [Fact]
    public async Task HeldMessages_TakenAtDifferentTimes_AreSoonExtendedTogether()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 40);
        for (var message = 0; message < 20; message++)
        {
            _ = stage.Take(1);
            await stage.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await stage.AdvanceAsync(TimeSpan.FromSeconds(60));
        var before = stage.Service.CallsOf(Batch);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(200));
        Assert.Equal(20, stage.Service.CallsOf(Batch) - before);
        Assert.Equal(20, stage.Keeper.Held);
    }

    [Fact]
    public async Task Wire_WhenManyMessagesAreDue_HasFourCallsAtOnceAndTheLoopGoesOn()
    {
        await using var stage = await LeaseStage.StartAsync();
        stage.Service.HeldAction = Batch;
        var taken = stage.Take(100);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(4, stage.Service.CallsHeld(Batch));
        await taken[99].CompleteAsync();

        stage.Service.Gate.SetResult();
        await stage.QuietAsync();
        Assert.Equal(10, stage.Service.CallsOf(Batch));
        await stage.AdvanceAsync(TimeSpan.FromSeconds(14));
        Assert.Equal(99, stage.Keeper.Held);
    }

    [Fact]
    public async Task Wire_ThatHangs_LosesMessagesAtTheirDeadlinesAndNotBefore()
    {
        await using var stage = await LeaseStage.StartAsync();
        stage.Service.HeldAction = Batch;
        var taken = stage.Take(100);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(taken, delivery => delivery.Ended.IsCompleted);
        await stage.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.All(await Task.WhenAll(taken.Select(delivery => delivery.Ended)), end => Assert.Equal(LeaseEnd.Lost, end));
        Assert.Equal(0, stage.CountOf("sqs.processing.messages.held"));
        Assert.Equal(100, stage.CountOf("lost"));
    }

    [Fact]
    public async Task Extension_ThatFailsForAWhile_IsTriedAgainUntilItSucceeds()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        await stage.AdvanceAsync(TimeSpan.FromSeconds(14));
        stage.Service.CallFate = static _ => new SqsConnectionException("down");
        await stage.AdvanceAsync(TimeSpan.FromSeconds(8));
        stage.Service.CallFate = static _ => null;
        stage.Service.EntryFate = static (_, _) => ("InternalError", false);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(6));
        Assert.InRange(stage.Service.CallsOf(Batch), 4, 20);
        stage.Service.EntryFate = static (_, _) => null;
        await stage.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.False(delivery.Ended.IsCompleted);
    }

    [Theory]
    [InlineData("ReceiptHandleIsInvalid")]
    [InlineData("AWS.SimpleQueueService.MessageNotInflight")]
    [InlineData("InvalidParameterValue")]
    public async Task Extension_ThatIsRefusedForItsHandle_LosesThatMessageAtOnceAndNoOther(string code)
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(10);
        stage.Service.EntryFate = (_, handle) => handle == taken[3].Message.ReceiptHandle ? (code, true) : null;
        await stage.AdvanceAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(LeaseEnd.Lost, await taken[3].Ended);
        Assert.True(taken[3].LeaseLost.IsCancellationRequested);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(100));
        Assert.Equal(9, stage.Keeper.Held);
        Assert.Equal(1, stage.Service.AttemptsOn(Batch, taken[3].Message.ReceiptHandle));
    }

    [Fact]
    public async Task Batch_ThatIsRefusedAsAWholeForOneHandle_HarmsThatMessageAlone()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(10);
        ScriptedService.Seen? last = null;
        stage.Service.OnCall = call => last = call;
        stage.Service.CallFate = _ => last!.Entries.Any(entry => entry.Handle == taken[3].Message.ReceiptHandle)
            ? new SqsException("bad handle") { ErrorCode = SqsErrorCode.ReceiptHandleIsInvalid, Fault = SqsFault.Sender } : null;
        await stage.AdvanceAsync(TimeSpan.FromSeconds(100));
        Assert.Equal(LeaseEnd.Lost, await taken[3].Ended);
        Assert.Equal(9, stage.Keeper.Held);
    }

    [Fact]
    public async Task Ceiling_OfTwelveHours_IsReachedAndNeverPassed()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 1000, maxVisibility: 12 * 3600);
        var delivery = stage.Take(1)[0];
        var ended = TimeSpan.Zero;
        await stage.QuietAsync();
        while (!delivery.Ended.IsCompleted)
        {
            Assert.True(stage.Clock.AdvanceToNextTimer());
            await stage.QuietAsync();
            ended = stage.Now;
        }

        Assert.Equal(LeaseEnd.Lost, await delivery.Ended);
        Assert.InRange(ended, TimeSpan.FromHours(12) - TimeSpan.FromSeconds(3), TimeSpan.FromHours(12));
        Assert.InRange(stage.Service.CallsOf(Batch), 80, 90);
        Assert.True(stage.Service.HiddenUntil(delivery.Message.ReceiptHandle) >= stage.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Ceiling_ThatTheServiceCountsShorter_LosesAtTheKnownDeadlineAndNotAtOnce()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 1000, maxVisibility: 12 * 3600);
        var delivery = stage.Take(1)[0];
        var refused = TimeSpan.Zero;
        stage.Service.EntryFate = (_, _) =>
        {
            refused = stage.Now + TimeSpan.FromSeconds(1000) >= TimeSpan.FromHours(12) - TimeSpan.FromSeconds(2) ? stage.Now : refused;
            return refused > TimeSpan.Zero ? ("InvalidParameterValue", true) : null;
        };
        await stage.QuietAsync();
        while (!delivery.Ended.IsCompleted)
        {
            Assert.True(stage.Clock.AdvanceToNextTimer());
            await stage.QuietAsync();
        }

        Assert.True(refused > TimeSpan.Zero);
        Assert.Equal(refused + TimeSpan.FromSeconds(500), stage.Now);
    }

    [Fact]
    public async Task User_WhoExtends_IsNotShortenedByWhatGoesOnByItself()
    {
        await using var stage = await LeaseStage.StartAsync(maxVisibility: 7200);
        var taken = stage.Take(2);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(5));
        await taken[0].ExtendAsync(TimeSpan.FromSeconds(599.5));
        Assert.Equal(TimeSpan.FromSeconds(600), taken[0].RemainingVisibility);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(574));
        Assert.Equal(1, stage.Service.AttemptsOn("ChangeMessageVisibility", taken[0].Message.ReceiptHandle));

        // An extension to less than is held already changes nothing.
        await taken[0].ExtendAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(26), taken[0].RemainingVisibility);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(100));
        Assert.True(stage.Service.AttemptsOn("ChangeMessageVisibility", taken[0].Message.ReceiptHandle) > 1);
        Assert.Equal(2, stage.Keeper.Held);
    }

    [Fact]
    public async Task User_WhoExtendsWhileACallIsOnTheWire_ComesAfterIt()
    {
        await using var stage = await LeaseStage.StartAsync();
        stage.Service.HeldAction = Batch;
        var delivery = stage.Take(1)[0];
        await stage.AdvanceAsync(TimeSpan.FromSeconds(15));
        var extension = delivery.ExtendAsync(TimeSpan.FromSeconds(600));
        await stage.QuietAsync();
        Assert.Equal(0, stage.Service.CallsOf("ChangeMessageVisibility"));
        stage.Service.Gate.SetResult();
        await extension;
        await stage.QuietAsync();
        Assert.Equal(TimeSpan.FromSeconds(600), delivery.RemainingVisibility);
        Assert.Equal(stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(600), stage.Service.HiddenUntil(delivery.Message.ReceiptHandle));
    }

    [Fact]
    public async Task User_WhoExtendsBeyondTheLimit_IsCutOffAndARefusalIsTold()
    {
        await using var stage = await LeaseStage.StartAsync(maxVisibility: 30);
        var taken = stage.Take(3);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(10));
        await taken[0].ExtendAsync(TimeSpan.FromHours(12));
        Assert.Equal(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(11), taken[0].RemainingVisibility);

        stage.Service.EntryFate = static (_, _) => ("ReceiptHandleIsInvalid", true);
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => taken[1].ExtendAsync(TimeSpan.FromMinutes(5)));
        Assert.Equal(LeaseEnd.Lost, await taken[1].Ended);
        stage.Service.EntryFate = static (_, _) => ("InternalError", false);
        _ = await Assert.ThrowsAsync<SqsException>(() => taken[2].ExtendAsync(TimeSpan.FromMinutes(5)));
        Assert.False(taken[2].Ended.IsCompleted);
    }
}
