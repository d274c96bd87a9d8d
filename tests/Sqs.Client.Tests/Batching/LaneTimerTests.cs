using Sqs.Client.Batching;

namespace Sqs.Client.Tests.Batching;

public sealed class LaneTimerTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Timer_ThatFiredTooEarly_IsSetAgain()
    {
        var time = new ByHand();
        var timer = new LaneTimer(time, static () => { });
        timer.Arm(Due, TimeSpan.Zero);
        timer.Fired();
        timer.Arm(Due, Due - TimeSpan.FromTicks(1)); // the system's timers and its clock do not agree to the tick
        Assert.Equal([Due, TimeSpan.FromMilliseconds(1)], time.Waits);
    }

    [Fact]
    public void Timer_ThatIsSetForAnEarlierMoment_IsLeftAlone()
    {
        var time = new ByHand();
        var timer = new LaneTimer(time, static () => { });
        timer.Arm(Due, TimeSpan.Zero);
        timer.Arm(Due * 2, TimeSpan.Zero);
        Assert.Equal([Due], time.Waits);
        timer.Arm(Due / 2, TimeSpan.Zero);
        Assert.Equal([Due, Due / 2], time.Waits);
        Assert.Equal(1, time.Timers);
    }

    [Fact]
    public void Timer_WithNothingToWaitFor_RestsEvenAfterATickOfBefore()
    {
        var time = new ByHand();
        var timer = new LaneTimer(time, static () => { });
        timer.Arm(null, TimeSpan.Zero);
        Assert.Equal(0, time.Timers);
        timer.Arm(Due, TimeSpan.Zero);
        timer.Fired(); // of an earlier setting: the timer still runs
        timer.Arm(null, TimeSpan.Zero);
        timer.Arm(null, TimeSpan.Zero);
        Assert.Equal([Due, Timeout.InfiniteTimeSpan], time.Waits);
    }

    /// <summary>Timers that never fire and say what they were set to.</summary>
    private sealed class ByHand : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public int Timers { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers++;
            return new Timer(this);
        }

        private sealed class Timer(ByHand time) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                time.Waits.Add(dueTime);
                return true;
            }

            public void Dispose()
            {
                // Nothing runs.
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
