using System.Diagnostics;
using System.Runtime.CompilerServices;
using Sqs.Client.Buffering;
using Sqs.Client.Tests.Diagnostics;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>The promises of the outgoing half about what it holds on to, and about whose code runs where.</summary>
[Collection(nameof(Alone))]
public sealed class OutgoingResourceTests
{
    [Fact]
    public void Invariant10_ALaneWithWork_IsNeverLetGo()
    {
        var rig = new Rig(options => (options.QueueIdleTimeout, options.DeliveryTimeout, options.FifoMode) = (TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan, FifoBufferMode.NoGap));
        var held = rig.SendFifo("a1", "a2");
        rig.Run();
        rig.Advance(10_000);
        _ = rig.Send("other"); // clears up
        var behind = rig.SendFifo("a3");
        rig.Run();
        Assert.Equal([["a1"], ["other"]], rig.Batches); // still the same lane: a1 is on the wire, and the others wait for it

        rig.AnswerAll(body => body == "a1" ? "sender" : "sent");
        Assert.True(held.Concat(behind).All(task => task.IsFaulted));
        rig.Advance(10_000);
        _ = rig.Send("other");
        rig.Run();
        Assert.True(rig.Calls.ResumeGroup(Rig.Fifo, "a")); // a paused group is work too
    }

    [Fact]
    public void IdleLanes_AreLetGo_WhenSomebodyCalls()
    {
        var rig = new Rig(options => options.QueueIdleTimeout = TimeSpan.FromSeconds(1));
        var lane = Remembered(rig);
        rig.Advance(200_000); // longer than the clock itself remembers timers that were put to rest
        _ = rig.Send("other");
        rig.Run();
        rig.AnswerAll();
        rig.Service.Calls.Clear();
        Collect();
        Assert.False(lane.IsAlive);
    }

    [Fact]
    public void Invariant11_PendingCount_HoldsEveryCallUntilItsCallerHasTheOutcome()
    {
        var rig = new Rig(options => options.EntryMaxAttempts = 10);
        Task[] calls = [.. rig.SendAll("a", "b", "c"), rig.Delete("h"), rig.Change("h", 1)];
        for (var steps = 0; steps < 50; steps++)
        {
            Assert.True(rig.Calls.PendingMessages >= calls.Count(task => !task.IsCompleted));
            if (!rig.Step())
            {
                rig.Service.Open.FirstOrDefault()?.Answer(body => body == "b" && steps < 20 ? "service" : "sent");
                rig.Advance(100);
            }
        }

        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(0, rig.Calls.PendingMessages);
    }

    [Fact]
    public void Invariant25_AnIdleClient_HasNoTimersAndNoWork()
    {
        var rig = new Rig();
        for (var round = 0; round < 3; round++)
        {
            _ = rig.SendAll("a", "b", "c");
            _ = rig.Delete("h");
            rig.Run();
            _ = rig.Send("d");
            rig.Advance(30);
            rig.AnswerAll(body => body == "a" ? "service" : "sent");
            rig.Advance(5000);
            rig.AnswerAll();
            Assert.Equal((0, false, 0), (rig.Clock.Armed, rig.HasWork, rig.Calls.PendingMessages));
        }
    }

    [Fact]
    public void Invariant26_WhoeverWaits_HoldsNoThread()
    {
        // Everything runs as steps of a scheduler, and each step ends: with calls waiting for room, company, a slot and an answer nothing is left to run.
        var rig = new Rig(options => (options.MaxPendingMessages, options.MaxInflightOutboundBatches, options.MaxBatchSize) = (10, 1, 5));
        var calls = rig.SendAll([.. Enumerable.Range(0, 20).Select(number => $"{number}")]);
        rig.Run();
        Assert.False(rig.HasWork);
        Assert.Equal((5, 10), (Assert.Single(rig.Service.Open).Names.Length, rig.Calls.PendingMessages));
        while (rig.Service.Open.Count > 0)
        {
            rig.AnswerAll();
        }

        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
    }

    [Fact]
    public void Invariant27_NothingIsKept_OfCallsThatHaveEnded()
    {
        var rig = new Rig();
        using var lasting = new CancellationTokenSource();
        var requests = SendAndForget(rig, lasting.Token);
        rig.Service.Calls.Clear();
        Collect();

        Assert.DoesNotContain(requests, request => request.IsAlive);
        Assert.InRange(rig.Clock.MostArmed, 1, 1);
        GC.KeepAlive(rig);
    }

    [Fact]
    public void Invariant28_ThrowingListenersAndLoggers_StopNothing()
    {
        using var listeners = new ThrowingListener();
        var rig = new Rig(options => options.LoggerFactory = new ThrowingLoggers());
        var calls = rig.SendAll("a", "b");
        rig.Run();
        rig.Service.Open[0].Answer(body => body == "a" ? "service" : "sent", "stranger");
        rig.Run();
        rig.Advance(5000);
        rig.AnswerAll();
        Assert.All(calls, task => Assert.True(task.IsCompletedSuccessfully));
    }

    [Fact]
    public void Invariant28_CallersCode_DoesNotRunInsideTheLane()
    {
        var rig = new Rig();
        var inside = false;
        var ranInside = false;
        var call = rig.Send("a");
        _ = call.ContinueWith(_ => ranInside = inside, TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        rig.Run();
        rig.Service.Open[0].Answer();
        inside = true;
        rig.Run();
        inside = false;
        Assert.True(call.IsCompletedSuccessfully);
        Assert.False(ranInside);
    }

    [Fact]
    public async Task TheFirstCallersContext_DoesNotLeakIntoTheBatch()
    {
        // On the real thread pool: the scheduler of the other tests runs in the context of the test.
        var ambient = new AsyncLocal<string?> { Value = "the first caller's" };
        var service = new ScriptedSqs();
        string? seen = "not called";
        service.OnCall = call =>
        {
            seen = ambient.Value;
            call.Answer();
        };
        var calls = new OutgoingCalls(service, QueueBufferSettings.Freeze(new QueueBufferOptions()), (_, _) => ValueTask.FromResult<int?>(null));
        _ = await calls.SendAsync(Rig.Message("a"), CancellationToken.None);
        Assert.Null(seen);
    }

    [Fact]
    public void ABatch_IsLinkedToTheSpansOfItsCallers()
    {
        using var listeners = new Listeners();
        var rig = new Rig();
        using var caller = new Activity("caller").Start();
        _ = rig.SendAll("a", "b");
        Activity.Current = null;
        rig.Run();
        rig.AnswerAll();
        var span = Assert.Single(listeners.Spans, span => span.DisplayName == "gather SendMessageBatch" && span.Links.Any(link => link.Context == caller.Context));
        Assert.Single(span.Links);
        Assert.Null(span.ParentId);
    }

    [Fact]
    public async Task Invariant29_Flush_IgnoresTheLingerAndEndsUnderTraffic()
    {
        var rig = new Rig(options => (options.SendWhenIdle, options.MaxBatchOpenTime) = (false, TimeSpan.FromSeconds(60)));
        var early = rig.Send("a");
        var flush = rig.Calls.FlushAsync(CancellationToken.None);
        rig.Run();
        Assert.Equal(["a"], Assert.Single(rig.Service.Calls).Names);

        var later = rig.SendAll("b", "c"); // not held up, and not waited for
        rig.Run();
        rig.AnswerAll(body => "sender");
        Assert.True(early.IsFaulted);
        await flush; // one entry's failure is not the flush's
        Assert.Equal(2, rig.Calls.PendingMessages);
        Assert.All(later, task => Assert.False(task.IsCompleted));
        Assert.True(new Rig().Calls.FlushAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    private static void Collect()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Remembered(Rig rig)
    {
        // Nobody but the lane holds this text when its call is over.
        var url = new string([.. Rig.Url, '2']);
        _ = rig.Send("a", url: url);
        rig.Run();
        rig.AnswerAll();
        return new WeakReference(url);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] SendAndForget(Rig rig, CancellationToken lasting)
    {
        var requests = Enumerable.Range(0, 50).Select(number => Rig.Message($"{number}")).ToArray();
        foreach (var request in requests)
        {
            _ = rig.Calls.SendAsync(request, lasting);
        }

        rig.Run();
        while (rig.Service.Open.Count > 0)
        {
            rig.AnswerAll();
        }

        return [.. requests.Select(request => new WeakReference(request))];
    }
}
