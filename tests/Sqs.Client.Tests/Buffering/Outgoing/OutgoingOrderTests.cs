namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>The promises of the outgoing half about order.</summary>
public sealed class OutgoingOrderTests
{
    [Fact]
    public void Invariant12_AGroup_HasOneBatchOnTheWire_OthersGoOn()
    {
        var rig = new Rig();
        _ = rig.SendFifo("a1", "a2");
        rig.Run();
        _ = rig.SendFifo("a3", "b1");
        rig.Advance(100);
        Assert.Equal([["a1", "a2"], ["b1"]], rig.Batches);

        rig.Service.Open[0].Answer();
        rig.Run();
        Assert.Equal(["a3"], rig.Service.Calls[^1].Names);
    }

    [Fact]
    public void Invariant12_AFailedTail_GoesOutAgainTogetherAndBeforeWhatCameLater()
    {
        var rig = new Rig();
        var calls = rig.SendFifo("a1", "a2", "a3");
        rig.Run();
        var later = rig.SendFifo("a4");
        rig.AnswerAll(body => body == "a1" ? "sent" : "service");
        rig.Advance(5000);

        Assert.Equal([["a1", "a2", "a3"], ["a2", "a3", "a4"]], rig.Batches);
        rig.AnswerAll();
        Assert.All([.. calls, .. later], task => Assert.True(task.IsCompletedSuccessfully));
    }

    [Theory]
    [InlineData("service")]
    [InlineData("sender")]
    [InlineData("lost")]
    public void Invariant12_AFailureWithALaterSuccess_IsFinalAndFailsThoseWhoWait(string fate)
    {
        var rig = new Rig();
        var calls = rig.SendFifo("a1", "a2", "b1");
        rig.Run();
        var waiting = rig.SendFifo("a3", "b2");
        rig.AnswerAll(body => body == "a1" ? fate : "sent");

        Assert.True(calls[0].IsFaulted);
        Assert.True(calls[1].IsCompletedSuccessfully && calls[2].IsCompletedSuccessfully);
        _ = Rig.Failure<SqsNotSentException>(waiting[0]);
        rig.Advance(5000);
        rig.AnswerAll();
        Assert.True(waiting[1].IsCompletedSuccessfully);

        var next = rig.SendFifo("a4"); // the group takes new calls
        rig.Run();
        rig.AnswerAll();
        Assert.True(next[0].IsCompletedSuccessfully);
    }

    [Fact]
    public void Invariant12_ALostBatch_GoesOutAgainInTheSameOrder_WithinTheWindowOfDeduplication()
    {
        var rig = new Rig(options => options.DeliveryTimeout = Timeout.InfiniteTimeSpan);
        var calls = rig.SendFifo("a1", "a2");
        rig.Run();
        rig.Service.Open[0].Fail(new SqsTimeoutException("late") { OutcomeUnknown = true });
        rig.Advance(1000);
        Assert.Equal([["a1", "a2"], ["a1", "a2"]], rig.Batches);

        rig.Advance(300_000); // the second one hangs until the service has forgotten the first
        rig.Service.Open[0].Fail(new SqsTimeoutException("late") { OutcomeUnknown = true });
        rig.Advance(10_000);
        Assert.Equal(2, rig.Service.Calls.Count);
        Assert.All(calls, task => Assert.True(Rig.Failure<SqsTimeoutException>(task).OutcomeUnknown));
    }

    [Fact]
    public void ALostBatch_ThatIsRefusedTheSecondTime_IsStillUnknown()
    {
        var rig = new Rig();
        var call = rig.SendFifo("a1")[0];
        rig.Run();
        rig.Service.Open[0].Fail(new SqsConnectionException("reset") { OutcomeUnknown = true });
        rig.Advance(1000);
        rig.Service.Open[0].Fail(new QueueDoesNotExistException("gone") { ErrorCode = SqsErrorCode.QueueDoesNotExist, Fault = SqsFault.Sender });
        rig.Run();

        Assert.True(Rig.Failure<SqsConnectionException>(call).OutcomeUnknown);
    }

    [Fact]
    public void NoGap_PausesTheGroup_UntilItIsResumed()
    {
        var rig = new Rig(options => options.FifoMode = FifoBufferMode.NoGap);
        var calls = rig.SendFifo("a1", "a2", "b1");
        rig.Run();
        Assert.Equal(["a1", "b1"], Assert.Single(rig.Service.Calls).Names); // one of each group
        rig.AnswerAll(body => body == "a1" ? "sender" : "sent");

        _ = Rig.Failure<SqsNotSentException>(calls[1]);
        Assert.True(calls[2].IsCompletedSuccessfully);
        var refused = rig.SendFifo("a3")[0];
        rig.Run();
        _ = Rig.Failure<SqsNotSentException>(refused);

        Assert.False(rig.Calls.ResumeGroup(Rig.Fifo, "b"));
        Assert.False(rig.Calls.ResumeGroup(Rig.Url, "a"));
        Assert.True(rig.Calls.ResumeGroup(Rig.Fifo, "a"));
        Assert.False(rig.Calls.ResumeGroup(Rig.Fifo, "a"));
        var taken = rig.SendFifo("a4")[0];
        rig.Run();
        rig.AnswerAll();
        Assert.True(taken.IsCompletedSuccessfully);
    }

    [Fact]
    public void Bypass_SendsToFifoQueuesSingly_AndDeletesInBatches()
    {
        var rig = new Rig(options => options.FifoMode = FifoBufferMode.Bypass);
        _ = rig.SendFifo("a1", "a2");
        _ = rig.Delete("h1");
        _ = rig.Delete("h2");
        rig.Run();
        Assert.Equal([["a1"], ["a2"], ["h1", "h2"]], rig.Batches);
        Assert.Equal([true, true, false], rig.Service.Calls.Select(call => call.IsSingle));
    }

    [Fact]
    public void Invariant14_StandardBatches_ListEntriesInTheOrderOfAcceptance()
    {
        var rig = new Rig(options => (options.MaxInflightOutboundBatches, options.MaxBatchSize) = (2, 3));
        _ = rig.SendAll("1", "2", "3", "4", "5", "6");
        rig.Run();
        _ = rig.SendAll("7", "8", "9");

        // The second batch comes back before the first, and some of both go out again.
        rig.Service.Open[1].Answer(body => body == "5" ? "service" : "sent");
        rig.Service.Open[0].Answer(body => body == "2" ? "service" : "sent");
        rig.Run();
        rig.Advance(5000);
        rig.AnswerAll();
        rig.Advance(5000);
        Assert.All(rig.Batches, batch => Assert.Equal(batch.Order(StringComparer.Ordinal), batch));
        Assert.Equal(["2", "5"], rig.Batches.Last());
    }

    [Fact]
    public void ARefusalForOneEntry_IsIsolated()
    {
        var rig = new Rig();
        var calls = rig.SendAll("a", "b", "c", "bad", "e");
        rig.Service.OnCall = call =>
        {
            if (call.Names.Contains("bad", StringComparer.Ordinal))
            {
                call.Fail(new SqsException("bad") { ErrorCode = SqsErrorCode.InvalidMessageContents, Fault = SqsFault.Sender });
            }
            else
            {
                call.Answer();
            }
        };
        rig.Advance(100);

        Assert.Equal([true, true, true, false, true], calls.Select(task => task.IsCompletedSuccessfully));
        Assert.Equal(SqsErrorCode.InvalidMessageContents, Rig.Failure<SqsException>(calls[3]).ErrorCode);
    }

    [Fact]
    public void ARefusalForTheQueue_FailsAll_EachWithAnExceptionOfItsOwn()
    {
        var rig = new Rig();
        var calls = rig.SendAll("a", "b");
        rig.Run();
        rig.Service.Open[0].Fail(new QueueDoesNotExistException("no such queue") { ErrorCode = SqsErrorCode.QueueDoesNotExist, Fault = SqsFault.Sender, RequestId = "r" });
        rig.Run();

        var errors = calls.Select(task => Rig.Failure<QueueDoesNotExistException>(task)).ToArray();
        Assert.NotSame(errors[0], errors[1]);
        Assert.All(errors, error => Assert.Equal(("no such queue", SqsFault.Sender, "r"), (error.Message, error.Fault, error.RequestId)));
        Assert.Single(rig.Service.Calls);
    }
}
