namespace Sqs.Client.Batching;

/// <summary>The one timer of a lane. It may fire too early, never too late; whoever is woken looks at the clock again.</summary>
internal sealed class LaneTimer(TimeProvider time, Action tick)
{
    // What a timer can count to; longer waits are armed again on the way.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private ITimer? _timer;
    private TimeSpan _due = TimeSpan.MaxValue;
    private TimeSpan _wakes;

    /// <summary>Wakes at a moment or before; null puts the timer to rest.</summary>
    public void Arm(TimeSpan? moment, TimeSpan now)
    {
        if (moment is not { } due)
        {
            if (_due != TimeSpan.MaxValue)
            {
                _due = TimeSpan.MaxValue;
                _ = _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        else if (due < _due)
        {
            _due = due;

            // Timers count whole milliseconds and cut off the rest: rounded up, so that the moment has come when it fires.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp((due - now).TotalMilliseconds, 0, Longest.TotalMilliseconds)));
            _wakes = now + wait;
            _timer ??= time.CreateTimer(static run => ((Action)run!)(), tick, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ = _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It has fired, perhaps before it was armed anew.</summary>
    public void Fired(TimeSpan now)
    {
        if (now >= _wakes)
        {
            _due = TimeSpan.MaxValue;
        }
    }
}
