namespace Sqs.Client.Processing;

/// <summary>The one timer of a loop. It may fire too early, never too late; the loop that is woken looks at the clock and arms it again.</summary>
internal sealed class LoopTimer : IAsyncDisposable
{
    // What a timer can count to; longer waits are armed again on the way.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ITimer _timer;
    private TimeSpan? _due;

    public LoopTimer(TimeProvider time, Action tick) =>
        _timer = time.CreateTimer(static run => ((Action)run!)(), tick, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Wakes at a moment or before; null leaves the timer as it is.</summary>
    public void Arm(TimeSpan? moment, TimeSpan now)
    {
        if (moment is { } due && due != _due)
        {
            // Timers count whole milliseconds and cut off the rest: rounded up, so that the moment has come when it fires.
            _ = _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((due - now).TotalMilliseconds), 0, Longest.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            _due = due;
        }
    }

    /// <summary>It has fired: perhaps before it was armed anew, perhaps a little early by another clock.</summary>
    public void Fired() => _due = null;

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
