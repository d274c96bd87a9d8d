namespace Sqs.Client.Batching;

/// <summary>The one timer of a lane. It may fire too early, never too late; whoever is woken looks at the clock again.</summary>
internal sealed class LaneTimer(TimeProvider time, Action tick)
{
    // What a timer can count to; longer waits are armed again on the way.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private ITimer? _timer;
    private TimeSpan _due = TimeSpan.MaxValue;
    private bool _isSet;

    /// <summary>Wakes at a moment or before; null puts the timer to rest.</summary>
    public void Arm(TimeSpan? moment, TimeSpan now)
    {
        if (moment is not { } due)
        {
            _due = TimeSpan.MaxValue;
            if (_isSet)
            {
                _isSet = false;
                _ = _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        else if (due < _due)
        {
            _due = due;

            // Timers count whole milliseconds and cut off the rest: rounded up, so that the moment has come when it fires.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp((due - now).TotalMilliseconds, 0, Longest.TotalMilliseconds)));
            _timer ??= time.CreateTimer(static run => ((Action)run!)(), tick, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ = _timer.Change(wait, Timeout.InfiniteTimeSpan);
            _isSet = true;
        }
    }

    /// <summary>It has fired: perhaps before it was armed anew, perhaps a little early by another clock. Whoever still waits arms it again.</summary>
    public void Fired() => _due = TimeSpan.MaxValue;
}
