namespace Sqs.Client.Processing;

/// <summary>A poll that is under way, or to be made again.</summary>
/// <param name="grant">What it took of the capacity; it asks for as many messages.</param>
/// <param name="now">The time.</param>
/// <param name="attemptId">Its id on a FIFO queue; null on others.</param>
internal sealed class ReceptionPoll(CapacityGrant grant, TimeSpan now, string? attemptId)
{
    public CapacityGrant Grant { get; private set; } = grant;

    public int Asked => Grant.Total;

    /// <summary>When it was started.</summary>
    public TimeSpan StartedAt { get; set; } = now;

    /// <summary>When it was started first, if this is a repetition.</summary>
    public TimeSpan FirstStartedAt { get; } = now;

    public string? AttemptId { get; } = attemptId;

    /// <summary>Gives up a place: one more of its messages will have to wait.</summary>
    public bool TryLendPlace()
    {
        var has = Grant.Places > 0;
        Grant = has ? new CapacityGrant(Grant.Places - 1, Grant.Extra + 1) : Grant;
        return has;
    }
}
