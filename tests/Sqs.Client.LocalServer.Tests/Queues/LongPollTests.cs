using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Tests.Queues;

public sealed class LongPollTests
{
    private readonly QueueBench _bench = new();

    [Fact]
    public async Task Poll_WhenAMessageArrives_EndsWithIt()
    {
        var poll = _bench.Poll(wait: 20);
        Assert.Equal(1, _bench.Queue.Waiting);
        _bench.Send("a");
        Assert.Equal("a", Assert.Single(await poll).Content.BodyText());
        Assert.Equal(0, _bench.Queue.Waiting);
    }

    [Fact]
    public async Task Poll_WhenNothingComes_EndsEmptyAtItsTime()
    {
        var poll = _bench.Poll(wait: 20);
        _bench.Pass(19.999);
        Assert.Equal(1, _bench.Queue.Waiting);
        _bench.Pass(0.001);
        Assert.Empty(await poll);
        _bench.Send("later");
        Assert.Equal(1, _bench.Queue.Count().Visible);
    }

    [Fact]
    public async Task Poll_WhenAHiddenMessageAppears_EndsWithIt()
    {
        _bench.Send("a");
        _ = _bench.Receive(visibility: 7);
        _bench.Send("b", delay: 9);
        var first = _bench.Poll(wait: 20);
        var second = _bench.Poll(wait: 20);
        _bench.Pass(6.9);
        Assert.Equal(2, _bench.Queue.Waiting);
        _bench.Pass(0.1);
        Assert.Equal("a", Assert.Single(await first).Content.BodyText());
        Assert.Equal(1, _bench.Queue.Waiting);
        _bench.Pass(2);
        Assert.Equal("b", Assert.Single(await second).Content.BodyText());
    }

    [Fact]
    public async Task Poll_WhenAMessageAppearsAtTheLastMoment_GetsIt()
    {
        _bench.Send("a", delay: 20);
        var poll = _bench.Poll(wait: 20);
        _bench.Pass(60);
        Assert.Single(await poll);
    }

    [Fact]
    public async Task Poll_WhenAVisibilityIsEnded_GetsTheMessage()
    {
        _bench.Send("a");
        var handle = _bench.Receive()[0].Handle;
        var poll = _bench.Poll(wait: 20);
        _bench.Queue.ChangeVisibility(handle, TimeSpan.Zero);
        Assert.Single(await poll);
    }

    [Fact]
    public async Task Polls_ThatWait_AreServedInTheirOrder_OneMessageEach()
    {
        var first = _bench.Poll(wait: 20, most: 10);
        var second = _bench.Poll(wait: 20, most: 10);
        _bench.Send("a");
        _bench.Send("b");
        Assert.Equal("a", Assert.Single(await first).Content.BodyText());
        Assert.Equal("b", Assert.Single(await second).Content.BodyText());
    }

    [Fact]
    public async Task Polls_ThatHideNothing_AllSeeTheMessage()
    {
        var first = _bench.Poll(wait: 20, visibility: 0);
        var second = _bench.Poll(wait: 20, visibility: 0);
        _bench.Send("a");
        Assert.Equal(1, Assert.Single(await first).ReceiveCount);
        Assert.Equal(2, Assert.Single(await second).ReceiveCount);
    }

    [Fact]
    public async Task Poll_WhoseCallerLeft_GetsNothing()
    {
        using var gone = new CancellationTokenSource();
        var left = _bench.Poll(wait: 20, gone: gone.Token);
        var stays = _bench.Poll(wait: 20);
        await gone.CancelAsync();
        Assert.Empty(await left);
        _bench.Send("a");
        Assert.Equal(1, Assert.Single(await stays).ReceiveCount);
    }

    [Fact]
    public async Task Receive_OfACallerWhoLeft_TakesNothing()
    {
        _bench.Send("a");
        var receive = _bench.Poll(wait: 0, gone: new CancellationToken(canceled: true));
        Assert.Empty(await receive);
        Assert.Equal((1, 0, 0), _bench.Queue.Count());
    }

    [Fact]
    public async Task Poll_WhenTheServerCloses_EndsEmpty()
    {
        var poll = _bench.Poll(wait: 20);
        _bench.Queue.Close(deleted: false);
        Assert.Empty(await poll);
        Assert.Empty(await _bench.Poll(wait: 20));
    }

    /// <summary>Timers count on while the clock of the wall is set back: the alarm rings before its message is due.</summary>
    [Fact]
    public async Task Poll_WhoseAlarmRingsTooEarly_IsRungAgain()
    {
        var clock = new SlippingClock();
        var queue = new MessageQueue(_bench.Queue.Identity, new QueueSettings(), clock, _ => null);
        _ = queue.Send(QueueBench.Content("a"), TimeSpan.FromSeconds(5));
        var poll = queue.ReceiveAsync(new ReceiveRequest(1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20)), default).WaitAsync(TimeSpan.FromSeconds(30));
        clock.Back = TimeSpan.FromSeconds(1);
        clock.Steady.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, queue.Waiting);
        clock.Steady.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await poll);
    }

    private sealed class SlippingClock : TimeProvider
    {
        public VirtualClock Steady { get; } = new();

        public TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => Steady.GetUtcNow() - Back;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Steady.CreateTimer(callback, state, dueTime, period);
    }
}
