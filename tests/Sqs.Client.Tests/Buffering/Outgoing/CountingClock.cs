using Sqs.Client.LocalServer;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>A clock that stands still until it is moved, and knows how many timers are armed.</summary>
internal sealed class CountingClock : TimeProvider
{
    private readonly VirtualClock _clock = new();
    private int _armed;

    /// <summary>How many timers wait.</summary>
    public int Armed => _armed;

    public int MostArmed { get; private set; }

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Counted(this, callback, state);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, running <paramref name="between"/> before every timer and at the end.</summary>
    public void Advance(TimeSpan by, Action between)
    {
        var isThere = false;
        using var end = _clock.CreateTimer(_ => isThere = true, null, by, Timeout.InfiniteTimeSpan);
        while (!isThere)
        {
            between();
            _ = _clock.AdvanceToNextTimer();
        }

        between();
    }

    /// <summary>Runs an action later, uncounted: the world around the client.</summary>
    public void After(TimeSpan wait, Action action) => _ = _clock.CreateTimer(_ => action(), null, wait, Timeout.InfiniteTimeSpan);

    private sealed class Counted : ITimer
    {
        private readonly CountingClock _owner;
        private readonly ITimer _timer;
        private bool _isArmed;

        public Counted(CountingClock owner, TimerCallback callback, object? state)
        {
            _owner = owner;
            _timer = owner._clock.CreateTimer(
                _ =>
                {
                    Set(false);
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime != Timeout.InfiniteTimeSpan);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            Set(false);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(bool isArmed)
        {
            if (isArmed != _isArmed)
            {
                _isArmed = isArmed;
                _owner._armed += isArmed ? 1 : -1;
                _owner.MostArmed = Math.Max(_owner.MostArmed, _owner._armed);
            }
        }
    }
}
