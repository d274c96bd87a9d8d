using System.Collections.Concurrent;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Redrive;

/// <summary>Time that passes as soon as somebody waits for it: a wait moves the clock by as much, and everything else on that clock with it.</summary>
internal sealed class ImpatientTime(VirtualClock clock) : TimeProvider
{
    /// <summary>How long each wait was.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        Waits.Enqueue(dueTime);
        ThreadPool.UnsafeQueueUserWorkItem(_ => clock.Advance(dueTime), state: null);
        return timer;
    }
}
