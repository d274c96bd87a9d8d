namespace Sqs.Client.Processing;

/// <summary>A poll that is under way.</summary>
/// <param name="Grant">What it took of the capacity; it asks for as many messages.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="FirstStartedAt">When it was started first, if this is a repetition.</param>
/// <param name="AttemptId">Its id on a FIFO queue; null on others.</param>
internal sealed record ReceptionPoll(CapacityGrant Grant, TimeSpan StartedAt, TimeSpan FirstStartedAt, string? AttemptId)
{
    public int Asked => Grant.Total;

    // Two polls may look alike.
    public bool Equals(ReceptionPoll? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
