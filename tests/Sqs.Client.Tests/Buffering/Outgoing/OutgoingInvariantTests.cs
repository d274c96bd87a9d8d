using System.Diagnostics;
using System.Reflection;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>The promises of the outgoing half about completion, loss and limits, each by its number; order and resources have files of their own.</summary>
public sealed class OutgoingInvariantTests
{
    public static TheoryData<string> Oddities => ["missing", "twice", "stranger", "empty", "null", "throws"];

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Invariant01_WhateverIsAnswered_EveryCallCompletesOnce(string oddity)
    {
        var rig = new Rig();
        var calls = rig.SendAll("a", "b", "c");
        rig.Run();
        var call = Assert.Single(rig.Service.Open);
        Answer(call, oddity);
        rig.Run();

        Assert.All(calls, task => Assert.True(task.IsCompleted));
        Assert.Equal(0, rig.Calls.PendingMessages);
        if (oddity is "twice" or "stranger")
        {
            Assert.Equal(["id-a", "id-b", "id-c"], calls.Select(task => Rig.Result(task).MessageId));
        }
        else
        {
            Assert.True(Rig.Failure<SqsException>(calls[1]).OutcomeUnknown);
            Assert.Equal(oddity == "missing", calls[0].IsCompletedSuccessfully);
        }
    }

    [Fact]
    public void Invariant02_Success_ComesOnlyWithTheAcknowledgementOfTheEntry()
    {
        var rig = new Rig();
        var calls = rig.SendAll("a", "b");
        rig.Run();
        rig.Advance(60_000);
        Assert.All(calls, task => Assert.False(task.IsCompleted));

        rig.AnswerAll(body => body == "a" ? "sent" : "sender");
        Assert.True(calls[0].IsCompletedSuccessfully);
        Assert.True(calls[1].IsFaulted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invariant03_ACallThatRacesTheEnd_IsSentOrFailsUnsent(bool isBefore)
    {
        var rig = new Rig();
        var early = isBefore ? rig.Send("a") : Task.CompletedTask;
        var stop = rig.Calls.StopAsync(flush: true, CancellationToken.None);
        var late = rig.Send("b");
        rig.Run();
        rig.AnswerAll();
        await stop;

        Assert.True(early.IsCompletedSuccessfully);
        _ = Rig.Failure<ObjectDisposedException>(late);
        Assert.DoesNotContain("b", rig.Batches.SelectMany(names => names));
    }

    [Fact]
    public void Invariant04_CancelledWhereverItWaits_IsNeverSent()
    {
        var rig = new Rig(options => (options.MaxInflightOutboundBatches, options.MaxPendingMessages, options.MaxBatchSize) = (1, 3, 2));
        using var source = new CancellationTokenSource();
        var onWire = rig.Send("a", token: source.Token);
        rig.Run();
        var pending = rig.Send("b", token: source.Token);
        var kept = rig.Send("c");
        var inLine = rig.Send("d", token: source.Token);
        source.Cancel();
        var late = rig.Send("e", token: source.Token);
        rig.Run();

        Assert.True(pending.IsCanceled && inLine.IsCanceled && late.IsCanceled);
        Assert.False(onWire.IsCompleted);
        rig.AnswerAll();
        rig.AnswerAll();
        Assert.True(onWire.IsCompletedSuccessfully && kept.IsCompletedSuccessfully);
        Assert.Equal(["a", "c"], rig.Batches.SelectMany(names => names));
    }

    [Fact]
    public void Invariant05_InvalidInput_ChangesNothing()
    {
        var rig = new Rig();
        SendMessageRequest[] bad =
        [
            Rig.Message(""), Rig.Message("\u0001"), Rig.Message("a") with { DelaySeconds = 901 }, Rig.Message("a") with { QueueUrl = "orders" },
            Rig.Message("a") with { QueueUrl = null! }, Rig.Message("a", url: Rig.Fifo), Rig.Message(new string('x', 1_048_577)), null!,
        ];

        foreach (var request in bad)
        {
            var call = rig.Calls.SendAsync(request, CancellationToken.None);
            Assert.True(call.IsFaulted && call.Exception.InnerException is SqsValidationException or ArgumentNullException);
        }

        _ = Rig.Failure<SqsValidationException>(rig.Delete(""));
        _ = Rig.Failure<SqsValidationException>(rig.Change("h", 43_201));
        Assert.Equal("MessageGroupId", Rig.Failure<SqsValidationException>(rig.Send("a", url: Rig.Fifo)).Member);
        Assert.False(rig.HasWork);
        Assert.Equal((0, 0L, 0), (rig.Calls.PendingMessages, rig.Calls.PendingBytes, rig.Clock.Armed));
    }

    [Fact]
    public void Invariant06_AFailedEntry_ChangesNoOther()
    {
        var rig = new Rig(options => options.EntryMaxAttempts = 1);
        var calls = rig.SendAll("a", "b", "c", "d", "e");
        rig.Run();
        rig.AnswerAll(body => body switch { "b" => "sender", "c" => "service", "d" => "doubtful", _ => "sent" });

        Assert.Equal(["id-a", "id-e"], calls.Where(task => task.IsCompletedSuccessfully).Select(task => Rig.Result(task).MessageId));
        var sender = Rig.Failure<SqsException>(calls[1]);
        Assert.Equal((SqsErrorCode.InvalidMessageContents, SqsFault.Sender, ScriptedCall.RequestId, false), (sender.ErrorCode, sender.Fault, sender.RequestId, sender.OutcomeUnknown));
        Assert.Equal(SqsFault.Receiver, Rig.Failure<SqsException>(calls[2]).Fault);
        var doubt = Rig.Failure<SqsChecksumException>(calls[3]);
        Assert.Equal(("id-d", ScriptedCall.RequestId), (doubt.MessageId, doubt.RequestId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invariant07_AfterTheEnd_AcceptedIsAcknowledgedPlusFailed(bool flush)
    {
        var rig = new Rig(options => (options.MaxInflightOutboundBatches, options.MaxPendingMessages) = (1, 12));
        var sent = rig.SendAll("a");
        rig.Run();
        var waiting = rig.SendAll([.. Enumerable.Range(0, 11).Select(number => $"w{number}")]);
        var inLine = rig.SendAll("x", "y");
        var stop = rig.Calls.StopAsync(flush, CancellationToken.None);
        rig.Run();
        Assert.False(stop.IsCompleted);
        while (rig.Service.Open.Count > 0)
        {
            rig.AnswerAll();
        }

        await stop;
        Assert.All(sent, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.All(waiting, task => Assert.Equal(flush, task.IsCompletedSuccessfully));
        Assert.All(inLine, task => Rig.Failure<SqsNotSentException>(task));
        Assert.Equal(flush ? 12 : 1, rig.Batches.Sum(names => names.Length));
        Assert.Equal((0, 0L), (rig.Calls.PendingMessages, rig.Calls.PendingBytes));
    }

    [Fact]
    public async Task Abort_TellsWhatWasSentFromWhatWasNot()
    {
        var rig = new Rig(options => options.MaxInflightOutboundBatches = 1);
        var onWire = rig.Send("a");
        rig.Run();
        var waiting = rig.Send("b");
        using var abort = new CancellationTokenSource();
        var stop = rig.Calls.StopAsync(flush: true, abort.Token);
        rig.Run();
        await abort.CancelAsync();
        rig.Run();
        await stop;

        Assert.True(Rig.Failure<SqsException>(onWire).OutcomeUnknown);
        Assert.False(Rig.Failure<SqsNotSentException>(waiting).OutcomeUnknown);
        Assert.True(rig.Service.Calls[0].CancellationToken.IsCancellationRequested);
        rig.AnswerAll(); // too late: nobody is told twice
        Assert.Equal(0, rig.Calls.PendingMessages);
    }

    [Fact]
    public void Invariant08_OnlyWhatIsSaidNotToBeStored_GoesOutAgain()
    {
        var rig = new Rig();
        var calls = rig.SendAll("a", "b", "c", "d");
        rig.Run();
        rig.AnswerAll(body => body switch { "a" => "service", "b" => "sender", "c" => "lost", _ => "sent" });
        rig.Advance(5000);

        Assert.Equal([["a", "b", "c", "d"], ["a"]], rig.Batches);
        rig.AnswerAll();
        Assert.Equal([true, false, false, true], calls.Select(task => task.IsCompletedSuccessfully));

        var lost = rig.SendAll("e", "f");
        rig.Run();
        rig.Service.Open[0].Fail(new SqsConnectionException("reset") { OutcomeUnknown = true });
        rig.Advance(200_000);
        Assert.Equal(3, rig.Service.Calls.Count);
        Assert.All(lost, task => Assert.True(Rig.Failure<SqsConnectionException>(task).OutcomeUnknown));
    }

    [Fact]
    public void Invariant15_NoBatch_ExceedsItsLimitsOrMixesQueues()
    {
        var rig = new Rig(options => (options.MaxBatchSize, options.MaxBatchBytes) = (4, 1024));
        var random = new Random(5);
        var sizes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var number = 0; number < 300; number++)
        {
            var body = $"{number}:".PadRight(random.Next(10, 600), 'x');
            var url = $"{Rig.Url}{number % 3}";
            sizes[body] = url;
            _ = rig.Send(body, url: url);
            _ = number % 7 == 0 && rig.Step();
        }

        rig.Run();
        while (rig.Service.Open.Count > 0)
        {
            rig.AnswerAll();
        }

        Assert.Equal(300, rig.Batches.Sum(names => names.Length));
        Assert.All(rig.Service.Calls, call =>
        {
            Assert.InRange(call.Names.Length, 1, 4);
            Assert.InRange(call.Names.Sum(name => name.Length), 1, 1024);
            Assert.All(call.Names, name => Assert.Equal(call.QueueUrl, sizes[name]));
        });
    }

    [Fact]
    public void Invariant16_BatchesOnTheWire_AreBounded_AndTheOpenOneUsesNoSlot()
    {
        var rig = new Rig(options => (options.MaxInflightOutboundBatches, options.MaxBatchSize, options.SendWhenIdle) = (2, 3, false));
        _ = rig.SendAll("a", "b", "c", "d", "e", "f", "g", "h");
        rig.Run();
        Assert.Equal(2, rig.Service.Open.Count);

        rig.Service.Open[0].Answer();
        rig.Run();
        Assert.Single(rig.Service.Open); // "g" and "h" wait for company, with a slot free
        rig.Advance(20);
        Assert.Equal(["g", "h"], rig.Service.Open[1].Names);
    }

    [Fact]
    public void Invariant17_Room_IsBoundedFairAndCancellable()
    {
        var rig = new Rig(options => (options.MaxPendingMessages, options.MaxPendingBytes) = (10, 1_048_576));
        using var source = new CancellationTokenSource();
        var large = rig.Send(new string('x', 1_000_000));
        var larger = rig.Send(new string('y', 900_000));
        var small = rig.Send("z");
        var leaves = rig.Send("w", token: source.Token);
        rig.Run();
        Assert.Equal((1, 1_000_000L), (rig.Calls.PendingMessages, rig.Calls.PendingBytes)); // the small one does not overtake
        source.Cancel();
        Assert.True(leaves.IsCanceled);

        rig.AnswerAll();
        Assert.True(large.IsCompletedSuccessfully);
        Assert.Equal((2, 900_001L), (rig.Calls.PendingMessages, rig.Calls.PendingBytes));
        rig.AnswerAll();
        Assert.True(larger.IsCompletedSuccessfully && small.IsCompletedSuccessfully);
    }

    [Fact]
    public void Invariant17_WhenFullIsFail_FailsUnsent()
    {
        var rig = new Rig(options => (options.MaxPendingMessages, options.WhenFull) = (10, BufferFullMode.Fail));
        var calls = rig.SendAll([.. Enumerable.Range(0, 11).Select(number => $"{number}")]);
        _ = Rig.Failure<SqsNotSentException>(calls[10]);
        rig.Run();
        rig.AnswerAll();
        Assert.Equal(10, calls.Count(task => task.IsCompletedSuccessfully));
        Assert.False(rig.Send("again").IsFaulted);
    }

    [Fact]
    public void Invariant18_AWaitingEntry_IsCutWithinTheOpenTime()
    {
        var rig = new Rig();
        _ = rig.Send("first");
        rig.Run();
        Assert.Single(rig.Service.Calls); // an idle lane does not wait
        _ = rig.Send("second");
        rig.Advance(19);
        Assert.Single(rig.Service.Calls);
        rig.Advance(1);
        Assert.Equal(["second"], rig.Service.Calls[1].Names);
    }

    [Fact]
    public void Invariant18_WithoutSendWhenIdle_EveryEntryWaitsTheWholeOpenTime()
    {
        var rig = new Rig(options => (options.SendWhenIdle, options.MaxBatchOpenTime) = (false, TimeSpan.FromMilliseconds(200)));
        for (var round = 1; round <= 3; round++)
        {
            _ = rig.Send("a");
            rig.Advance(199);
            Assert.Equal(round - 1, rig.Service.Calls.Count);
            rig.Advance(1);
            Assert.Equal(round, rig.Service.Calls.Count);
            rig.AnswerAll();
        }
    }

    [Fact]
    public void DeliveryTimeout_TellsWhatWasSentFromWhatWasNot()
    {
        var rig = new Rig(options => (options.MaxInflightOutboundBatches, options.DeliveryTimeout) = (1, TimeSpan.FromSeconds(1)));
        var onWire = rig.Send("a");
        rig.Run();
        var waiting = rig.Send("b");
        rig.Advance(999);
        Assert.False(onWire.IsCompleted || waiting.IsCompleted);
        rig.Advance(1);

        Assert.True(Rig.Failure<SqsException>(onWire).OutcomeUnknown);
        _ = Rig.Failure<SqsNotSentException>(waiting);
        Assert.True(rig.Service.Open[0].CancellationToken.IsCancellationRequested); // nobody waits for it any more
    }

    [Fact]
    public void Invariant30_EveryPropertyOfARequest_ReachesItsEntry()
    {
        AssertConverted<SendMessageRequest, SendMessageBatchRequestEntry>(new SendMessageRequest
        {
            QueueUrl = Rig.Fifo,
            MessageBody = "body",
            DelaySeconds = 0,
            MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { ["a"] = MessageAttributeValue.String("x") },
            MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String("x") },
            MessageDeduplicationId = "dedup",
            MessageGroupId = "group",
        }, (rig, request) => rig.Calls.SendAsync(request, CancellationToken.None), batch => ((SendMessageBatchRequest)batch).Entries[0]);
        AssertConverted<DeleteMessageRequest, DeleteMessageBatchRequestEntry>(
            new DeleteMessageRequest { QueueUrl = Rig.Url, ReceiptHandle = "handle" },
            (rig, request) => rig.Calls.DeleteAsync(request, CancellationToken.None),
            batch => ((DeleteMessageBatchRequest)batch).Entries[0]);
        AssertConverted<ChangeMessageVisibilityRequest, ChangeMessageVisibilityBatchRequestEntry>(
            new ChangeMessageVisibilityRequest { QueueUrl = Rig.Url, ReceiptHandle = "handle", VisibilityTimeout = 7 },
            (rig, request) => rig.Calls.ChangeVisibilityAsync(request, CancellationToken.None),
            batch => ((ChangeMessageVisibilityBatchRequest)batch).Entries[0]);
    }

    [Fact]
    public void Invariant30_EveryOptionOfACall_SendsItSingly()
    {
        var options = typeof(SqsCallOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(6, options.Length);
        foreach (var option in options)
        {
            var rig = new Rig();
            var own = new SqsCallOptions();
            option.SetValue(own, option.Name switch
            {
                nameof(SqsCallOptions.Credentials) => new Signing.AwsCredentials("AKIDEXAMPLE", "secret"),
                nameof(SqsCallOptions.Headers) => new Dictionary<string, string>(StringComparer.Ordinal) { ["x-own"] = "1" },
                nameof(SqsCallOptions.DisableRetries) or nameof(SqsCallOptions.UseGet) => true,
                _ => TimeSpan.FromSeconds(1),
            });
            var request = Rig.Message("a") with { CallOptions = own };
            _ = rig.Calls.SendAsync(request, CancellationToken.None);
            Assert.Same(request, Assert.Single(rig.Service.Calls).Request);
        }

        var plain = new Rig();
        _ = plain.Calls.SendAsync(Rig.Message("a") with { CallOptions = new SqsCallOptions() }, CancellationToken.None);
        plain.Run();
        Assert.False(Assert.Single(plain.Service.Calls).IsSingle);
    }

    [Fact]
    public void Success_IsWhatThePlainCallReturns()
    {
        var rig = new Rig();
        var send = rig.Send("a", "g", Rig.Fifo);
        var delete = rig.Delete("h");
        var change = rig.Change("h", 5);
        rig.Run();
        rig.AnswerAll();

        var expected = new SendMessageResponse
        {
            MessageId = "id-a",
            MD5OfMessageBody = "md5-body",
            MD5OfMessageAttributes = "md5-attributes",
            MD5OfMessageSystemAttributes = "md5-system",
            SequenceNumber = "7",
            Checksum = ChecksumState.Verified,
            Metadata = new SqsResponseMetadata { RequestId = ScriptedCall.RequestId, StatusCode = 200, Attempts = 1 },
        };
        var response = Rig.Result(send);
        Assert.Equal(expected with { Mismatches = response.Mismatches }, response);
        Assert.Equal(ScriptedCall.RequestId, Rig.Result(delete).Metadata.RequestId);
        Assert.Equal(ScriptedCall.RequestId, Rig.Result(change).Metadata.RequestId);
    }

    private static void AssertConverted<TRequest, TEntry>(TRequest request, Func<Rig, TRequest, Task> call, Func<ISqsRequest, TEntry> entryOf)
        where TRequest : ISqsRequest
    {
        var rig = new Rig();
        _ = call(rig, request);
        rig.Run();
        var entry = entryOf(Assert.Single(rig.Service.Calls).Request);
        foreach (var property in typeof(TRequest).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name is not "QueueUrl" and not "CallOptions"))
        {
            var value = property.GetValue(request);
            Assert.NotNull(value);
            Assert.Equal(value, typeof(TEntry).GetProperty(property.Name)?.GetValue(entry));
        }
    }

    private static void Answer(ScriptedCall call, string oddity)
    {
        SendMessageBatchResultEntry[] all = [.. call.Names.Select((name, place) => new SendMessageBatchResultEntry { Id = $"{place}", MessageId = $"id-{name}" })];
        switch (oddity)
        {
            case "throws":
                call.Fail(new InvalidOperationException("a decorator's own"));
                break;
            case "null":
                call.AnswerWith(null!);
                break;
            default:
                call.AnswerWith(new SendMessageBatchResponse
                {
                    Successful = oddity switch
                    {
                        "missing" => [all[0], all[2]],
                        "twice" => [.. all, all[1] with { MessageId = "second" }],
                        "stranger" => [.. all, all[1] with { Id = "7" }, all[1] with { Id = "x" }],
                        _ => [],
                    },
                    Failed = oddity == "twice" ? [new BatchResultErrorEntry { Id = "0", Code = new SqsErrorCode("InternalError") }] : [],
                });
                break;
        }
    }
}
