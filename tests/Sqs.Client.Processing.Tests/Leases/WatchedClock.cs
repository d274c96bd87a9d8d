namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>
/// A clock that knows when its timers fire, so that a test can go from one to the next and let everything come to rest in between; and how many of
/// those are armed that were made with a due time: pauses are such timers.
/// </summary>
internal sealed class WatchedClock(LocalServer.VirtualClock clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Watched, DateTimeOffset> _armed = [];

    public override long TimestampFrequency => clock.TimestampFrequency;

    public int Pauses
    {
        get
        {
            lock (_gate)
            {
                return _armed.Keys.Count(static timer => timer.IsPause);
            }
        }
    }

    /// <summary>Moves the clock to the next timer, or to a moment if that comes first.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        DateTimeOffset next;
        lock (_gate)
        {
            next = _armed.Values.Append(moment).Min();
        }

        // A timer that was armed while the clock moved may be due a little later than was noted.
        var least = clock.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        clock.SetUtcNow(next > clock.GetUtcNow() ? next : moment < least ? moment : least);
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Watched(this, dueTime != Timeout.InfiniteTimeSpan);
        timer.Inner = clock.CreateTimer(
            inner =>
            {
                Note(timer, Timeout.InfiniteTimeSpan);
                callback(inner);
            },
            state,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private void Note(Watched timer, TimeSpan dueTime)
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

    private sealed class Watched(WatchedClock owner, bool isPause) : ITimer
    {
        public bool IsPause { get; } = isPause;

        public ITimer? Inner { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Note(this, dueTime);
            return Inner!.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            owner.Note(this, Timeout.InfiniteTimeSpan);
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
