namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>A clock that knows how many of its timers are armed.</summary>
internal sealed class CountedTime(TimeProvider clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<Counted> _armed = [];

    public int Armed
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Counted(this);
        timer.Timer = clock.CreateTimer(
            inner =>
            {
                Set(timer, false);
                callback(inner);
            },
            state,
            Timeout.InfiniteTimeSpan,
            period);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private void Set(Counted timer, bool isArmed)
    {
        lock (_gate)
        {
            _ = isArmed ? _armed.Add(timer) : _armed.Remove(timer);
        }
    }

    private sealed class Counted(CountedTime time) : ITimer
    {
        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime != Timeout.InfiniteTimeSpan);
            return Timer!.Change(dueTime, period);
        }

        public void Dispose()
        {
            time.Set(this, false);
            Timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
