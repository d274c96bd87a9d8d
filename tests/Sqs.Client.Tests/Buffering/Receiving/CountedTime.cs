using Sqs.Client.LocalServer;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>A clock that knows which of its timers are armed, and may be late with all of them.</summary>
internal sealed class CountedTime(VirtualClock clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Counted, DateTimeOffset> _armed = [];
    private List<Action>? _late;

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

    /// <summary>When the next timer fires; null when none is armed.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count == 0 ? null : _armed.Values.Min();
            }
        }
    }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    /// <summary>Moves the clock as when a machine slept: timers fire only when it has arrived.</summary>
    public void Oversleep(TimeSpan time)
    {
        _late = [];
        clock.Advance(time);
        var late = _late;
        _late = null;
        late.ForEach(callback => callback());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Counted(this);
        timer.Timer = clock.CreateTimer(
            inner =>
            {
                Set(timer, Timeout.InfiniteTimeSpan);
                if (_late is { } late)
                {
                    late.Add(() => callback(inner));
                }
                else
                {
                    callback(inner);
                }
            },
            state,
            Timeout.InfiniteTimeSpan,
            period);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private void Set(Counted timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                _ = _armed.Remove(timer);
            }
            else
            {
                _armed[timer] = clock.GetUtcNow() + dueTime;
            }
        }
    }

    private sealed class Counted(CountedTime time) : ITimer
    {
        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime);
            return Timer!.Change(dueTime, period);
        }

        public void Dispose()
        {
            time.Set(this, Timeout.InfiniteTimeSpan);
            Timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
