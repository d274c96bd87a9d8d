namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>A clock that knows how many of the timers that were made with a due time are armed: pauses are such timers.</summary>
internal sealed class WatchedClock(TimeProvider clock) : TimeProvider
{
    private int _armed;

    public int Armed => Volatile.Read(ref _armed);

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => dueTime == Timeout.InfiniteTimeSpan
        ? clock.CreateTimer(callback, state, dueTime, period)
        : new Pause(this, clock, callback, state, dueTime);

    private sealed class Pause : ITimer
    {
        private readonly WatchedClock _owner;
        private readonly ITimer _timer;
        private int _isArmed = 1;

        public Pause(WatchedClock owner, TimeProvider clock, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            _owner = owner;
            _ = Interlocked.Increment(ref owner._armed);
            _timer = clock.CreateTimer(
                inner =>
                {
                    Disarm();
                    callback(inner);
                },
                state,
                dueTime,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            Disarm();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Disarm()
        {
            if (Interlocked.Exchange(ref _isArmed, 0) == 1)
            {
                _ = Interlocked.Decrement(ref _owner._armed);
            }
        }
    }
}
