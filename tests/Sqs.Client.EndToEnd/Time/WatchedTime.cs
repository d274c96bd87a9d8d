using System.Collections.Concurrent;
using Sqs.Client.LocalServer;

namespace Sqs.Client.EndToEnd.Time;

/// <summary>A clock of the test that tells when somebody begins to wait for a given time: so a test knows that a poll stands in the server.</summary>
internal sealed class WatchedTime : TimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _begun = new();

    public VirtualClock Clock { get; } = new();

    public override long TimestampFrequency => Clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Clock.GetUtcNow();

    public override long GetTimestamp() => Clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = Clock.CreateTimer(callback, state, dueTime, period);
        Begun(dueTime).TrySetResult();
        return timer;
    }

    /// <summary>Waits, for at most 20 s of the real clock, until a timer of this length has been started.</summary>
    public Task UntilTimerAsync(TimeSpan due) => Begun(due).Task.WaitAsync(TimeSpan.FromSeconds(20));

    private TaskCompletionSource Begun(TimeSpan due) => _begun.GetOrAdd(due, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
