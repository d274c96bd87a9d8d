namespace Sqs.Client.Processing;

/// <summary>When a lease is extended, and when that is tried again.</summary>
/// <param name="settings">For how long messages are held.</param>
internal sealed class LeasePlan(LeaseSettings settings)
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100);

    // What an extension has to gain at the least: near the ceiling each would gain less than the one before.
    private readonly TimeSpan _least = settings.Visibility / 4 < TimeSpan.FromSeconds(1) ? settings.Visibility / 4 : TimeSpan.FromSeconds(1);

    /// <summary>True when leases are extended at all.</summary>
    public bool Extends { get; } = settings.MaxVisibility > settings.Visibility;

    /// <summary>How far ahead leases are extended in the same calls as those that are due: they would cost calls of their own later.</summary>
    public TimeSpan Company { get; } = settings.Visibility / 4;

    /// <summary>When a lease is to be extended: when half of its visibility has passed, or after a failure; null when that gains nothing before its deadline.</summary>
    public TimeSpan? NextExtension(Lease lease, TimeSpan now)
    {
        var deadline = lease.Deadline;
        var half = deadline - (settings.Visibility / 2);
        var due = half > now ? half : now;
        due = lease.Watch.RetryAt > due ? lease.Watch.RetryAt.Value : due;
        return due < deadline && IsWorthwhile(lease, due) ? due : null;
    }

    /// <summary>True when an extension at a moment gains time: at the ceiling there is none left.</summary>
    public bool IsWorthwhile(Lease lease, TimeSpan moment) =>
        Extends && !lease.Watch.IsRefused
        && moment + TimeSpan.FromSeconds(ExtensionCalls.SecondsOf(settings, lease, moment)) >= lease.Deadline + _least;

    /// <summary>A pause that gets shorter as time runs out.</summary>
    public TimeSpan Pause(TimeSpan left)
    {
        var pause = Backoff.Jittered(left / 4, settings.Random);
        return pause > ShortestRetry ? pause : ShortestRetry;
    }
}
