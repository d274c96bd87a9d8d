namespace Sqs.Client.LocalServer;

/// <summary>
/// A clock that stands still until a test moves it. Everything that waits on it (timers, delays, deadlines) fires while
/// <see cref="Advance"/> or <see cref="SetUtcNow"/> runs, in the order of its due time, with the clock showing that time.
/// </summary>
/// <remarks>Timer callbacks run on the thread that moves the clock. The clock may be used from many threads.</remarks>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Order)> _timers = new();
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Makes a clock that shows <paramref name="start"/>, or 2030-01-01 00:00:00 UTC when none is given.</summary>
    /// <param name="start">The time that the clock shows first.</param>
    public VirtualClock(DateTimeOffset? start = null) => _now = (start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires, in order, every timer that falls due on the way.</summary>
    /// <param name="by">How far; zero fires what is due already.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock forward to a moment.</summary>
    /// <param name="moment">The moment, not earlier than what the clock shows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies in the past of this clock.</exception>
    public void SetUtcNow(DateTimeOffset moment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment, GetUtcNow());
        MoveTo(moment.ToUniversalTime());
    }

    /// <summary>Moves the clock to the next timer that waits, and fires it.</summary>
    /// <returns>False when no timer waits; the clock then stands where it stood.</returns>
    public bool AdvanceToNextTimer()
    {
        DateTimeOffset next;
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var key) && timer.ScheduledOrder != key.Order)
            {
                _ = _timers.Dequeue(); // changed or disposed since it was queued
            }

            if (!_timers.TryPeek(out _, out var first))
            {
                return false;
            }

            next = first.Due;
        }

        MoveTo(next);
        return true;
    }

    private void MoveTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>The next timer due at or before the target, with the clock set to its time; null when the clock has arrived.</summary>
    private VirtualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var key) && key.Due <= target)
            {
                _ = _timers.Dequeue();
                if (timer.ScheduledOrder != key.Order)
                {
                    continue; // changed or disposed since it was queued
                }

                if (key.Due > _now)
                {
                    _now = key.Due;
                }

                timer.ScheduledOrder = 0;
                timer.QueueNextPeriod(key.Due);
                return timer;
            }

            if (target > _now)
            {
                _now = target;
            }

            return null;
        }
    }

    private void Schedule(VirtualTimer timer, DateTimeOffset due)
    {
        timer.ScheduledOrder = ++_order;
        _timers.Enqueue(timer, (due, timer.ScheduledOrder));
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        /// <summary>The order number under which the timer waits; 0 when it does not wait.</summary>
        public long ScheduledOrder { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                ScheduledOrder = 0;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    clock.Schedule(this, clock._now + dueTime);
                }

                return true;
            }
        }

        public void QueueNextPeriod(DateTimeOffset fired)
        {
            if (_period > TimeSpan.Zero)
            {
                clock.Schedule(this, fired + _period);
            }
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
