namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>What the buffered clients of the AWS SDKs for Java get wrong when they send, and this one does not.</summary>
public sealed class OutgoingJavaDefectTests
{
    [Fact]
    public void JavaV1Defect1_AttributeBytesCount_AndBodiesCountInUtf8()
    {
        var rig = new Rig(options => options.MaxBatchBytes = 1024);
        var attribute = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { ["name"] = MessageAttributeValue.String(new string('v', 400)) };
        _ = rig.Calls.SendAsync(Rig.Message("a") with { MessageAttributes = attribute }, CancellationToken.None);
        _ = rig.Calls.SendAsync(Rig.Message(new string('\u00e9', 310)), CancellationToken.None); // 620 bytes; with the 411 before more than 1,024
        Assert.Equal(1 + 4 + 6 + 400 + 620, rig.Calls.PendingBytes);
        rig.Run();
        Assert.Single(Assert.Single(rig.Service.Calls).Names);
    }

    [Fact]
    public void JavaV1Defect2_TheLargestMessage_CanBeSent()
    {
        var rig = new Rig();
        var call = rig.Send(new string('x', 1_048_576));
        rig.Run();
        rig.AnswerAll();
        Assert.True(call.IsCompletedSuccessfully);

        var small = new Rig(options => options.MaxBatchBytes = 1024);
        var alone = small.Send(new string('x', 5000)); // larger than a batch may be: the service decides
        small.Run();
        Assert.True(Assert.Single(small.Service.Calls).IsSingle);
        small.AnswerAll();
        Assert.True(alone.IsCompletedSuccessfully);
    }

    [Fact]
    public void JavaV1Defect3_GroupAndDeduplicationId_AreKept()
    {
        var rig = new Rig();
        _ = rig.Send("a", "group", Rig.Fifo);
        rig.Run();
        var entry = ((SendMessageBatchRequest)rig.Service.Calls[0].Request).Entries[0];
        Assert.Equal(("group", "a"), (entry.MessageGroupId, entry.MessageDeduplicationId));
    }

    [Fact]
    public async Task JavaV1Defect4_TheEnd_SendsWhatWaits()
    {
        var rig = new Rig(options => (options.SendWhenIdle, options.MaxBatchOpenTime) = (false, TimeSpan.FromSeconds(60)));
        var calls = rig.SendAll("a", "b", "c"); // a partial batch
        rig.Run();
        Assert.Empty(rig.Service.Calls);
        var stop = rig.Calls.StopAsync(flush: true, CancellationToken.None);
        rig.Run();
        rig.AnswerAll();
        await stop;
        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Single(rig.Service.Calls);
    }

    [Fact]
    public void JavaV1Defect10_AnEmptyBodyAtFirst_HurtsNobody()
    {
        var rig = new Rig(options => (options.MaxInflightOutboundBatches, options.SendWhenIdle) = (1, false));
        _ = Rig.Failure<SqsValidationException>(rig.Send(null!));
        var calls = rig.SendAll([.. Enumerable.Range(0, 10).Select(number => $"{number}")]);
        rig.Run();
        rig.AnswerAll();
        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
    }

    [Fact]
    public void JavaV1Defect11_AnEntryThatIsNotMentioned_EndsWithItsOutcomeUnknown()
    {
        var rig = new Rig();
        Task[] calls = [rig.Send("a"), rig.Delete("h"), rig.Change("h", 1)];
        rig.Run();
        rig.AnswerAll(_ => "lost");
        Assert.All(calls, task => Assert.True(Rig.Failure<SqsException>(task).OutcomeUnknown));
    }

    [Fact]
    public void JavaV2Defect_AnIdThatNobodySent_HurtsNobody()
    {
        var rig = new Rig();
        Task[] calls = [rig.Send("a"), rig.Delete("h"), rig.Change("h", 1)];
        rig.Run();
        foreach (var call in rig.Service.Open.ToList())
        {
            call.Answer(null, "7", "nobody's", "");
        }

        rig.Run();
        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
    }

    [Fact]
    public void JavaV1Defect12_EntriesThatTheServiceFailed_GoOutAgainTogether()
    {
        var rig = new Rig();
        var calls = rig.SendAll("a", "b", "c", "d");
        rig.Run();
        rig.AnswerAll(body => body == "a" ? "sent" : "service");
        rig.Advance(5000);
        Assert.Equal([["a", "b", "c", "d"], ["b", "c", "d"]], rig.Batches);
        rig.AnswerAll(_ => "service");
        rig.Advance(5000);
        rig.AnswerAll(_ => "service");
        rig.Advance(60_000);
        Assert.Equal(3, rig.Service.Calls.Count); // EntryMaxAttempts
        Assert.Equal("InternalError", Rig.Failure<SqsException>(calls[1]).ErrorCode.Value);
    }

    [Fact]
    public void JavaV1Defect15_ManyQueues_LoseNoCalls()
    {
        var rig = new Rig();
        var calls = Enumerable.Range(0, 250).Select(number => rig.Send("a", url: $"{Rig.Url}{number}")).ToArray();
        var flush = rig.Calls.FlushAsync(CancellationToken.None);
        rig.Run();
        rig.AnswerAll();
        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(250, rig.Service.Calls.Select(call => call.QueueUrl).Distinct(StringComparer.Ordinal).Count());
        Assert.False(flush.IsFaulted);
    }

    [Fact]
    public void JavaV1Defect16_AFullBuffer_DoesNotHoldTheCallersThread()
    {
        var rig = new Rig(options => options.MaxPendingMessages = 10);
        var calls = rig.SendAll([.. Enumerable.Range(0, 30).Select(number => $"{number}")]); // returns although there is room for ten
        Assert.Equal(10, rig.Calls.PendingMessages);
        rig.Run();
        while (rig.Service.Open.Count > 0)
        {
            rig.AnswerAll();
        }

        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(Enumerable.Range(0, 30).Select(number => $"{number}"), rig.Batches.SelectMany(names => names)); // in turn
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void JavaV2Defect5888_ABatchThatIsTooLong_GoesOutInSmallerOnes_AndLaterOnesAreSmaller(bool isKnown)
    {
        const int Limit = 2500;
        var rig = new Rig(maximumMessageSize: (_, _) => ValueTask.FromResult<int?>(isKnown ? Limit : null));
        var refused = 0;
        rig.Service.OnCall = call =>
        {
            if (call.Names.Sum(name => name.Length) > Limit)
            {
                refused++;
                call.Fail(new SqsException("too long") { ErrorCode = SqsErrorCode.BatchRequestTooLong, Fault = SqsFault.Sender });
            }
            else
            {
                call.Answer();
            }
        };
        Task[] Burst() => rig.SendAll([.. Enumerable.Range(0, 10).Select(_ => new string('x', 500))]);
        var first = Burst();
        rig.Advance(1000);
        var refusedAtFirst = refused;
        var second = Burst();
        rig.Advance(1000);

        Assert.All([.. first, .. second], task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(refused, refusedAtFirst);
        Assert.True(refused <= 1, "one batch goes out before the answer is known");
    }

    [Fact]
    public void JavaV2Defect5888_ASingleMessageThatIsTooLong_Fails()
    {
        var rig = new Rig();
        var call = rig.Send(new string('x', 5000));
        rig.Run();
        rig.Service.Open[0].Fail(new SqsException("too long") { ErrorCode = SqsErrorCode.BatchRequestTooLong, Fault = SqsFault.Sender });
        rig.Run();
        Assert.Equal(SqsErrorCode.BatchRequestTooLong, Rig.Failure<SqsException>(call).ErrorCode);
    }

    [Fact]
    public void JavaV2Defect6374_TimersThatAreLeftOver_DoNotCutBatchesShort()
    {
        var rig = new Rig(options => (options.SendWhenIdle, options.MaxBatchOpenTime) = (false, TimeSpan.FromMilliseconds(10)));
        _ = rig.SendAll("a", "b", "c");
        rig.Advance(6);
        _ = rig.SendAll([.. Enumerable.Range(0, 7).Select(number => $"{number}")]); // full: cut before its timer
        rig.Run();
        Assert.Single(rig.Service.Calls);
        _ = rig.Send("d");
        rig.Advance(9); // the timer of the first batch is long due
        Assert.Single(rig.Service.Calls);
        rig.Advance(1);
        Assert.Equal(["d"], rig.Service.Calls[1].Names);
        Assert.Equal(1, rig.Clock.MostArmed);
    }

    [Fact]
    public void JavaV2Defect6478_CallsWithOptionsOfTheirOwn_GoToTheCallersQueue()
    {
        var rig = new Rig();
        _ = rig.Calls.SendAsync(Rig.Message("a") with { CallOptions = new SqsCallOptions { DisableRetries = true } }, CancellationToken.None);
        _ = rig.Send("b");
        rig.Run();
        Assert.All(rig.Service.Calls, call => Assert.Equal(Rig.Url, call.QueueUrl));
    }

    [Fact]
    public async Task JavaV2Defect7301_TheEnd_SendsEverythingOnce_AndCancelsNothingThatIsDelivered()
    {
        var rig = new Rig(options => options.MaxInflightOutboundBatches = 1);
        var calls = rig.SendAll([.. Enumerable.Range(0, 25).Select(number => $"{number}")]);
        rig.Run();
        var stop = rig.Calls.StopAsync(flush: true, CancellationToken.None);
        rig.Run();
        Assert.False(rig.Service.Open[0].CancellationToken.IsCancellationRequested);
        while (rig.Service.Open.Count > 0)
        {
            rig.AnswerAll();
        }

        await stop;
        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"{number}"), rig.Batches.SelectMany(names => names));
        _ = Rig.Failure<ObjectDisposedException>(rig.Send("late"));
    }

    [Fact]
    public void SecretsInTheServicesTexts_AreNotShown()
    {
        var rig = new Rig();
        var handle = "AQEB/very+secret==";
        var call = rig.Delete(handle);
        rig.Run();
        rig.Service.Open[0].AnswerWith(new DeleteMessageBatchResponse
        {
            Failed = [new BatchResultErrorEntry { Id = "0", SenderFault = true, Code = SqsErrorCode.ReceiptHandleIsInvalid, Message = $"The handle {handle} is bad" }],
        });
        rig.Run();
        var error = Rig.Failure<SqsException>(call);
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, error.ErrorCode);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
