using static Sqs.Client.Tests.Buffering.Receiving.ReceivingStage;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>What the buffered clients for Java got wrong about receiving, one test for each.</summary>
public sealed class ReceiveDefectTests
{
    [Fact]
    public async Task JavaV1Defect5_ABypassingReceive_IsAnsweredLikeAnyOther()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(Request(3) with { VisibilityTimeout = 7 }, TestContext.Current.CancellationToken);
        Assert.Equal(7, stage.Poll.Request.VisibilityTimeout);
        var messages = await stage.AnswerAsync(2);
        Assert.Equal(Ids(messages), await IdsAsync(call));
    }

    [Fact]
    public async Task JavaV1Defect6_MessagesOfAPoll_KeepTheirOrder()
    {
        var stage = new ReceivingStage();
        var first = await stage.CallAsync(max: 4, wait: 20);
        var messages = await stage.AnswerAsync(10);
        Assert.Equal(Ids(messages[..4]), await IdsAsync(first));
        Assert.Equal(Ids(messages[4..7]), await IdsAsync(await stage.CallAsync(max: 3, wait: 0)));
        Assert.Equal(Ids(messages[7..]), await IdsAsync(await stage.CallAsync(max: 10, wait: 0)));
    }

    [Fact]
    public async Task JavaV1Defect7_AnEmptyPoll_IsNotKeptForTheNextCaller()
    {
        var stage = new ReceivingStage(options => options.PrefetchBatches = 3);
        var first = await stage.CallAsync(max: 1, wait: 1);
        foreach (var poll in stage.Queue.Running)
        {
            poll.Answer();
        }

        await stage.SettleAsync();
        await stage.AdvanceAsync(1);
        Assert.Empty((await first).Messages);
        var second = await stage.CallAsync(max: 1, wait: 20);
        Assert.False(second.IsCompleted);
        Assert.NotEmpty(stage.Queue.Running);
    }

    [Fact]
    public async Task JavaV1Defect8_AFailedPrefetch_IsToldToNoLaterCaller()
    {
        var stage = new ReceivingStage(options => (options.PrefetchBatches, options.MaxInflightReceiveBatches) = (1, 1));
        var first = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(1);
        _ = await first;
        await stage.FailAsync(new InvalidOperationException("broken")); // the prefetch that came after it
        Assert.Empty(stage.Queue.Running);

        var second = await stage.CallAsync(max: 1, wait: 20);
        Assert.False(second.IsCompleted);
        var messages = await stage.AnswerAsync(1);
        Assert.Equal(Ids(messages), await IdsAsync(second));
    }

    [Fact]
    public async Task JavaV1Defect9AndV2_AFailedReadOfAttributes_LeavesNoCallerAndNoMessageBehind()
    {
        var stage = new ReceivingStage();
        stage.Queue.AttributesError = new SqsConnectionException("broken");
        var first = await stage.CallAsync(max: 1, wait: 20);
        var messages = await stage.AnswerAsync(3);
        Assert.Equal(Ids(messages[..1]), await IdsAsync(first));
        Assert.Equal(Ids(messages[1..]), stage.Queue.Released);

        // For a while nothing is asked for that would have to be kept.
        var second = await stage.CallAsync(max: 2, wait: 20);
        Assert.Equal(2, stage.Poll.Request.MaxNumberOfMessages);
        Assert.Equal(2, (await stage.AnswerAsync(2)).Length);
        Assert.Equal(2, (await second).Messages.Count);

        stage.Queue.AttributesError = null;
        await stage.AdvanceAsync(10);
        _ = await stage.CallAsync(max: 2, wait: 20);
        Assert.Equal(10, stage.Poll.Request.MaxNumberOfMessages);
    }

    [Fact]
    public async Task JavaV1Defect13_TheVisibilityClock_StartsNearTheAnswer()
    {
        var stage = new ReceivingStage(options => options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(10));
        var first = await stage.CallAsync(max: 1, wait: 20);
        await stage.AdvanceAsync(15);
        var messages = await stage.AnswerAsync(2);
        _ = await first;
        await stage.AdvanceAsync(2.4); // the limit is 5 s, less the margin
        Assert.Equal(Ids(messages[1..]), await IdsAsync(await stage.CallAsync(max: 1, wait: 0)));
    }

    [Fact]
    public async Task JavaV1Defect14_AfterAReceiveOrItsCancellation_NoPollFollows()
    {
        var stage = new ReceivingStage();
        using var leaving = new CancellationTokenSource();
        var call = await stage.CallAsync(max: 1, wait: 20, leaving.Token);
        await leaving.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        _ = await stage.AnswerAsync(0);
        await stage.AdvanceAsync(60);
        _ = Assert.Single(stage.Queue.Polls);
    }

    [Fact]
    public async Task JavaV2Defect_ATimeout_CompletesTheCallerThatIsInLine()
    {
        var stage = new ReceivingStage();
        var brief = await stage.CallAsync(max: 1, wait: 1);
        var patient = await stage.CallAsync(max: 1, wait: 20);
        await stage.AdvanceAsync(1);
        Assert.Empty((await brief).Messages);
        var messages = await stage.AnswerAsync(1);
        Assert.Equal(Ids(messages), await IdsAsync(patient));
    }

    [Fact]
    public async Task JavaV2Defect_AnEmptyPoll_CompletesNoCallerThatStillWaits()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(max: 1, wait: 5);
        _ = await stage.AnswerAsync(0);
        await stage.AdvanceAsync(0.1);
        Assert.False(call.IsCompleted);
        _ = Assert.Single(stage.Queue.Running);
    }

    [Fact]
    public async Task JavaV2Defect_TheConfiguredVisibility_IsSentOnPolls()
    {
        var stage = new ReceivingStage(options => options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(45));
        _ = await stage.CallAsync(Request(1, 20) with { VisibilityTimeout = 45 }, TestContext.Current.CancellationToken);
        Assert.Equal((45, 10), (stage.Poll.Request.VisibilityTimeout, stage.Poll.Request.MaxNumberOfMessages));
        _ = await stage.AnswerAsync(5);
        Assert.Equal(0, stage.Queue.AttributeReads);
    }

    [Fact]
    public async Task JavaV2Defect_Closing_ReturnsWhatRunningPollsStillBring()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 20);
        var stopping = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        var messages = await stage.AnswerAsync(4);
        await stopping;
        Assert.Equal(Ids(messages), stage.Queue.Released);
    }

    [Fact]
    public async Task JavaV2Defect_ClosingAPollThatRuns_CountsItOnce()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 20);
        var stopping = Task.WhenAll(stage.Received.StopAsync(TestContext.Current.CancellationToken), stage.Received.StopAsync(TestContext.Current.CancellationToken));
        await stage.SettleAsync();
        var messages = await stage.AnswerAsync(3);
        await stopping;
        Assert.Equal(Ids(messages), stage.Queue.Released);
        Assert.Equal((0, 0, 1), (stage.Received.Waiting, stage.Received.BufferedMessages, stage.Queue.ReleaseCalls));
    }

    [Fact]
    public async Task JavaV2Defect_AnExpiredRemainder_IsNotTouched()
    {
        var stage = new ReceivingStage(options => options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(5));
        _ = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(3);
        stage.Clock.Advance(TimeSpan.FromSeconds(6));
        await stage.SettleAsync();
        Assert.Equal((0, 0), (stage.Received.BufferedMessages, stage.Queue.ReleaseCalls));
    }

    [Fact]
    public async Task JavaV2Defect_NothingIsKeptOfCallsThatEnded()
    {
        var stage = new ReceivingStage();
        for (var index = 0; index < 200; index++)
        {
            using var leaving = new CancellationTokenSource();
            var call = await stage.CallAsync(max: 1, wait: 20, leaving.Token);
            await leaving.CancelAsync();
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await stage.SettleAsync();
        Assert.Equal((0, 0), (stage.Received.Waiting, stage.Received.BufferedMessages));
        Assert.Equal(0, stage.Time.Armed);
        _ = Assert.Single(stage.Queue.Polls);
    }
}
