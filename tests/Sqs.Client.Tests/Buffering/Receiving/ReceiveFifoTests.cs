using static Sqs.Client.Tests.Buffering.Receiving.ReceivingStage;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>Receives from FIFO queues.</summary>
public sealed class ReceiveFifoTests
{
    [Fact]
    public async Task Poll_IsForOneCallerAlone()
    {
        var stage = new ReceivingStage();
        var first = await stage.CallAsync(max: 2, wait: 20, url: Fifo);
        var second = await stage.CallAsync(max: 3, wait: 20, url: Fifo);
        Assert.Equal(2, stage.Poll.Request.MaxNumberOfMessages);
        var id = stage.Poll.Request.ReceiveRequestAttemptId;
        Assert.NotNull(id);
        var messages = await stage.AnswerAsync(2);
        Assert.Equal(Ids(messages), await IdsAsync(first));

        Assert.Equal(3, stage.Poll.Request.MaxNumberOfMessages);
        Assert.NotEqual(id, stage.Poll.Request.ReceiveRequestAttemptId);
        messages = await stage.AnswerAsync(3);
        Assert.Equal(Ids(messages), await IdsAsync(second));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(301, false)]
    public async Task ALostPoll_IsRepeatedWithItsIdWhileThatHolds(int secondsLater, bool isRepeated)
    {
        var stage = new ReceivingStage();
        var lost = await stage.CallAsync(max: 4, wait: 20, url: Fifo);
        var id = stage.Poll.Request.ReceiveRequestAttemptId;
        await stage.FailAsync(new SqsConnectionException("broken"));
        _ = await Assert.ThrowsAsync<SqsConnectionException>(() => lost);
        await stage.AdvanceAsync(secondsLater);

        var next = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        Assert.Equal(isRepeated, stage.Poll.Request.ReceiveRequestAttemptId == id);
        Assert.Equal(isRepeated ? 4 : 1, stage.Poll.Request.MaxNumberOfMessages);
        var messages = await stage.AnswerAsync(1);
        Assert.Equal(Ids(messages), await IdsAsync(next));
        _ = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        Assert.NotEqual(id, stage.Poll.Request.ReceiveRequestAttemptId);
    }

    public static TheoryData<Exception> Refusals => [new SqsThrottledException("slow down") { OutcomeUnknown = true }, new SqsException("not valid anymore") { ErrorCode = SqsErrorCode.InvalidParameterValue }];

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task ARefusedPoll_IsNotRepeatedWithItsId(Exception refusal)
    {
        var stage = new ReceivingStage();
        var first = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        var id = stage.Poll.Request.ReceiveRequestAttemptId;
        await stage.FailAsync(refusal);
        Assert.Same(refusal, await Assert.ThrowsAnyAsync<SqsException>(() => first));
        _ = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        Assert.NotEqual(id, stage.Poll.Request.ReceiveRequestAttemptId);
    }

    [Fact]
    public async Task Release_GivesTheLastMessageBackFirst()
    {
        var stage = new ReceivingStage(options => options.PrefetchFifo = true);
        _ = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        var messages = await stage.AnswerAsync(10);
        await stage.AdvanceAsync(15.1);
        Assert.Equal(Ids(messages[1..].Reverse()), stage.Queue.Released);
    }

    [Fact]
    public async Task Prefetching_NeedsTheOtherSwitch()
    {
        var without = new ReceivingStage(options => options.PrefetchBatches = 5);
        _ = await without.CallAsync(max: 1, wait: 20, url: Fifo);
        _ = await without.AnswerAsync(1);
        Assert.Empty(without.Queue.Running);

        var with = new ReceivingStage(options => (options.PrefetchBatches, options.PrefetchFifo) = (5, true));
        _ = await with.CallAsync(max: 1, wait: 20, url: Fifo);
        _ = await with.AnswerAsync(1);
        Assert.Equal(10, with.Poll.Request.MaxNumberOfMessages);
    }

    [Fact]
    public async Task ACallerWithoutAWait_GoesStraightToTheServiceWhileAPollIsUnderWay()
    {
        var stage = new ReceivingStage();
        var patient = await stage.CallAsync(max: 1, wait: 20, url: Fifo);
        var hasty = await stage.CallAsync(max: 1, wait: 0, url: Fifo);
        stage.Queue.Running[1].Answer();
        Assert.Empty((await hasty).Messages);
        Assert.False(patient.IsCompleted);
    }
}
