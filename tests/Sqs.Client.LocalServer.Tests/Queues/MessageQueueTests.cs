using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Tests.Queues;

public sealed class MessageQueueTests
{
    private readonly QueueBench _bench = new();

    [Fact]
    public void Message_Received_IsHiddenForItsVisibilityTimeout()
    {
        _bench.Send("a");
        Assert.Equal(["a"], _bench.Bodies());
        Assert.Equal((0, 1, 0), _bench.Queue.Count());
        _bench.Pass(29.999);
        Assert.Empty(_bench.Receive());
        _bench.Pass(0.001);
        var again = Assert.Single(_bench.Receive());
        Assert.Equal(2, again.ReceiveCount);
    }

    [Fact]
    public void Message_Delayed_AppearsAfterItsDelay()
    {
        _bench.Send("late", delay: 5);
        Assert.Equal((0, 0, 1), _bench.Queue.Count());
        _bench.Pass(4.999);
        Assert.Empty(_bench.Receive());
        _bench.Pass(0.001);
        Assert.Equal(["late"], _bench.Bodies());
    }

    [Fact]
    public void Delay_OfTheMessage_WinsOverThatOfTheQueue()
    {
        _bench.Queue.Configure(settings => settings with { DelaySeconds = 60 });
        _bench.Send("own", delay: 0);
        _bench.Send("queue's");
        Assert.Equal(["own"], _bench.Bodies());
        _bench.Pass(60);
        Assert.Contains("queue's", _bench.Bodies());
    }

    [Fact]
    public void Message_BeyondItsRetention_IsGone_WhereverItLies()
    {
        _bench.Queue.Configure(settings => settings with { MessageRetentionPeriod = 1_209_600 });
        _bench.Send("ready");
        _bench.Send("in flight");
        _bench.Send("too young");
        Assert.Equal(2, _bench.Receive(most: 2, visibility: 43_200).Count);
        _bench.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.Equal(3, _bench.Queue.Count().Visible);
        _bench.Send("new");
        _bench.Pass(1);
        Assert.Equal(["new"], _bench.Bodies());
        Assert.Equal((0, 1, 0), _bench.Queue.Count());
    }

    [Fact]
    public void Visibility_Changed_CountsFromNow()
    {
        _bench.Send("a");
        var handle = _bench.Receive(visibility: 30)[0].Handle;
        _bench.Pass(20);
        _bench.Queue.ChangeVisibility(handle, TimeSpan.FromSeconds(30));
        _bench.Pass(29);
        Assert.Empty(_bench.Receive());
        _bench.Queue.ChangeVisibility(handle, TimeSpan.Zero);
        Assert.Single(_bench.Receive());
    }

    [Fact]
    public void Visibility_BeyondTwelveHoursFromTheReceive_IsRefused()
    {
        _bench.Send("a");
        var handle = _bench.Receive(visibility: 43_200)[0].Handle;
        _bench.Pass(3_600);
        Assert.Equal("InvalidParameterValue", Assert.Throws<SqsFault>(() => _bench.Queue.ChangeVisibility(handle, TimeSpan.FromSeconds(39_601))).Code);
        _bench.Queue.ChangeVisibility(handle, TimeSpan.FromSeconds(39_600));
        _bench.Pass(39_600);
        Assert.Single(_bench.Receive());
    }

    [Fact]
    public void Handle_AfterTheTimeout_DeletesStill()
    {
        _bench.Send("a");
        var handle = _bench.Receive(visibility: 5)[0].Handle;
        _bench.Pass(6);
        _bench.Queue.ChangeVisibility(handle, TimeSpan.FromSeconds(100)); // 200, without effect
        Assert.Equal(1, _bench.Queue.Count().Visible);
        _bench.Queue.Delete(handle);
        Assert.Equal((0, 0, 0), _bench.Queue.Count());
        _bench.Queue.Delete(handle);
        Assert.Equal("InvalidParameterValue", Assert.Throws<SqsFault>(() => _bench.Queue.ChangeVisibility(handle, TimeSpan.Zero)).Code);
    }

    [Fact]
    public void Handle_OfAnEarlierReceive_DeletesNothing()
    {
        _bench.Send("a");
        var old = _bench.Receive(visibility: 0)[0].Handle;
        var newest = _bench.Receive()[0].Handle;
        Assert.NotEqual(old, newest);
        _bench.Queue.Delete(old);
        Assert.Equal(1, _bench.Queue.Count().InFlight);
        _bench.Queue.Delete(newest);
        Assert.Equal(0, _bench.Queue.Count().InFlight);
    }

    [Fact]
    public void Handle_OfAnotherQueue_IsInvalid()
    {
        var other = _bench.Add("other", new QueueSettings());
        _bench.Send("a");
        var handle = _bench.Receive()[0].Handle;
        Assert.Equal("ReceiptHandleIsInvalid", Assert.Throws<SqsFault>(() => other.Delete(handle)).Code);
        Assert.Equal("ReceiptHandleIsInvalid", Assert.Throws<SqsFault>(() => _bench.Queue.Delete("AAAA")).Code);
    }

    [Fact]
    public void Purge_RemovesEverything_OnceAMinute()
    {
        _bench.Send("flying");
        _ = _bench.Receive();
        _bench.Send("ready");
        _bench.Send("delayed", delay: 9);
        _bench.Queue.Purge();
        Assert.Equal((0, 0, 0), _bench.Queue.Count());
        _bench.Pass(59.9);
        Assert.Equal("AWS.SimpleQueueService.PurgeQueueInProgress", Assert.Throws<SqsFault>(_bench.Queue.Purge).Code);
        _bench.Pass(0.1);
        _bench.Queue.Purge();
    }

    [Fact]
    public void Receive_GivenBack_NeverHappened()
    {
        _bench.Send("a");
        _bench.Send("b");
        _bench.Send("c");
        var received = _bench.Receive(most: 2);
        _bench.Queue.GiveBack(received);
        var again = _bench.Receive(most: 3);
        Assert.Equal(["a", "b", "c"], again.Select(message => message.Content.BodyText()));
        Assert.All(again, message => Assert.Equal(1, message.ReceiveCount));
    }

    [Fact]
    public void DeadLetter_AfterTooManyReceives_MovesWithItsHistory()
    {
        var target = _bench.Add("dead", new QueueSettings());
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(target.Identity.Arn, 2) });
        var sent = _bench.Send("poison");
        var sentAt = _bench.Clock.GetUtcNow();
        _bench.Pass(1);
        Assert.Single(_bench.Receive(visibility: 0));
        Assert.Single(_bench.Receive(visibility: 0));
        Assert.Equal(0, target.Count().Visible);
        Assert.Empty(_bench.Receive());
        Assert.Equal((0, 0, 0), _bench.Queue.Count());
        var dead = Assert.Single(QueueBench.ReceiveFrom(target));
        Assert.Equal((sent.Id, sentAt, 3, _bench.Queue.Identity.Arn), (dead.Id, dead.SentAt, dead.ReceiveCount, dead.DeadLetterSourceArn));
    }

    [Fact]
    public void DeadLetter_BetweenQueuesThatPointAtEachOther_DoesNotLock()
    {
        var other = _bench.Add("other", new QueueSettings { Redrive = new RedrivePolicy(_bench.Queue.Identity.Arn, 1) });
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(other.Identity.Arn, 1) });
        _bench.Send("ball");
        Assert.Single(_bench.Receive(visibility: 0));
        Assert.Empty(_bench.Receive());
        Assert.Single(QueueBench.ReceiveFrom(other));
        Assert.Empty(QueueBench.ReceiveFrom(other));
        Assert.Single(_bench.Receive());
    }

    [Fact]
    public void DeadLetter_WhoseQueueIsMissing_StaysWhereItIs()
    {
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy("arn:aws:sqs:us-east-1:000000000000:nowhere", 1) });
        _bench.Send("a");
        Assert.Single(_bench.Receive(visibility: 0));
        Assert.Single(_bench.Receive(visibility: 0));
    }

    [Fact]
    public async Task InFlight_AtItsLimit_RefusesShortPollsOnly()
    {
        for (var at = 0; at <= Deliveries.MostInFlight; at++)
        {
            _bench.Send("x");
        }

        var taken = 0;
        while (taken < Deliveries.MostInFlight)
        {
            taken += _bench.Receive(most: 10).Count;
        }

        Assert.Equal((1, 120_000, 0), _bench.Queue.Count());
        Assert.Equal("OverLimit", Assert.Throws<SqsFault>(() => _bench.Poll(wait: 0).IsCompleted).Code);
        var poll = _bench.Poll(wait: 40);
        Assert.Equal(1, _bench.Queue.Waiting);
        _bench.Pass(30);
        Assert.Single(await poll);
    }

    /// <summary>What a send of 1 KB allocates, the body included, is more than what is kept of it.</summary>
    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "tenant")]
    [InlineData(true, "group")]
    public void Message_Stored_CostsLittleMoreThanItself(bool isFifo, string? group)
    {
        const int Count = 10_000;
        const int Size = 1024;
        var queue = new QueueBench(new QueueSettings { FifoQueue = isFifo }).Queue;
        var body = new string('x', Size);
        _ = queue.Send(QueueBench.Content(body, group), null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < Count; at++)
        {
            _ = queue.Send(QueueBench.Content(body, group), null);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        Assert.InRange(each, Size, Size + 500);
        Assert.Equal(Count + 1, queue.Count().Visible);
    }

    [Fact]
    public void DeadLetter_WhoseQueueGoesInBetween_StaysWhereItIs()
    {
        var dead = _bench.Add("dead", new QueueSettings());
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(dead.Identity.Arn, 1) });
        _bench.Send("a");
        _bench.Send("b");
        var old = _bench.Receive(visibility: 0)[0].Handle;
        dead.Close(deleted: true); // the directory still knows it: the moment before its name goes
        Assert.Equal(["b"], _bench.Bodies());
        Assert.Equal((1, 1, 0), _bench.Queue.Count());
        _bench.Queue.Delete(old);
        Assert.Equal((0, 1, 0), _bench.Queue.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void DeadLetter_IsReceivedExactlyAsOftenAsAllowed(int most)
    {
        var dead = _bench.Add("dead", new QueueSettings());
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(dead.Identity.Arn, most) });
        _bench.Send("a");
        var received = 0;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            received += _bench.Receive(visibility: attempt % 3).Count;
            _bench.Pass(3);
        }

        Assert.Equal((most, 1), (received, dead.Count().Visible));
    }

    [Fact]
    public void DeadLetter_OnAStandardQueue_AgesFromItsFirstSending()
    {
        var dead = _bench.Add("dead", new QueueSettings { MessageRetentionPeriod = 100 });
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(dead.Identity.Arn, 1) });
        _bench.Send("old");
        _bench.Pass(60);
        _ = dead.Send(QueueBench.Content("young"), null);
        Assert.Single(_bench.Receive(visibility: 0));
        Assert.Empty(_bench.Receive());
        Assert.Equal(2, dead.Count().Visible);
        _bench.Pass(40);
        Assert.Equal("young", Assert.Single(QueueBench.ReceiveFrom(dead)).Content.BodyText());
        Assert.Equal(1, dead.Count().Visible);
    }

    [Fact]
    public async Task Queue_Deleted_AnswersNothingAnyMore()
    {
        _bench.Send("a");
        var handle = _bench.Receive()[0].Handle;
        var poll = _bench.Poll(wait: 20);
        _bench.Queue.Close(deleted: true);
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", (await Assert.ThrowsAsync<SqsFault>(() => poll)).Code);
        Assert.Throws<SqsFault>(() => _bench.Send("b"));
        Assert.Throws<SqsFault>(() => _bench.Queue.Delete(handle));
        Assert.Throws<SqsFault>(() => _bench.Poll(wait: 0).IsCompleted);
    }
}
