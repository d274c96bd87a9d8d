namespace Sqs.Client.LocalServer.Tests;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Start);

    [Fact]
    public void Clock_Untouched_StandsStill() => Assert.Equal((Start, Start), (_clock.GetUtcNow(), _clock.GetUtcNow()));

    [Fact]
    public void Timer_BeforeItsTime_DoesNotFire()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal(0, fired);
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(1, fired);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timers_OnOneAdvance_FireInOrderAtTheirOwnTimes()
    {
        var seen = new List<(string, double)>();
        void Note(string name) => seen.Add((name, (_clock.GetUtcNow() - Start).TotalSeconds));
        using var late = _clock.CreateTimer(_ => Note("late"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var early = _clock.CreateTimer(_ => Note("early"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var twin = _clock.CreateTimer(_ => Note("twin"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([("early", 1), ("late", 3), ("twin", 3)], seen);
        Assert.Equal(Start + TimeSpan.FromSeconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public void Timer_MadeInACallback_FiresInTheSameAdvance()
    {
        var at = TimeSpan.Zero;
        ITimer? second = null;
        using var first = _clock.CreateTimer(
            _ => second = _clock.CreateTimer(_ => at = _clock.GetUtcNow() - Start, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(10));
        second?.Dispose();
        Assert.Equal(TimeSpan.FromSeconds(3), at);
    }

    [Fact]
    public void Timer_WithPeriod_FiresUntilDisposed()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(6)); // 1, 3, 5
        Assert.Equal(3, fired);
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, fired);
    }

    [Fact]
    public void Timer_Changed_ForgetsItsOldTime()
    {
        var fired = new List<double>();
        using var timer = _clock.CreateTimer(_ => fired.Add((_clock.GetUtcNow() - Start).TotalSeconds), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([5], fired);
    }

    [Fact]
    public async Task Delay_OnTheClock_EndsWhenItMoves()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void SetUtcNow_ToThePast_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.SetUtcNow(Start - TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        _clock.SetUtcNow(Start.ToOffset(TimeSpan.FromHours(5)) + TimeSpan.FromHours(1));
        Assert.Equal((Start.AddHours(1), TimeSpan.Zero), (_clock.GetUtcNow(), _clock.GetUtcNow().Offset));
    }

    [Fact]
    public void Timestamps_FollowTheClock()
    {
        var before = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1234));
        Assert.Equal(TimeSpan.FromMilliseconds(1234), _clock.GetElapsedTime(before));
    }
}
