namespace Sqs.Client.Buffering;

/// <summary>What is known of a queue.</summary>
/// <param name="VisibilityTimeout">How long a received message stays hidden.</param>
/// <param name="ReceiveWait">How long a receive waits that does not say.</param>
/// <param name="MaximumMessageSize">The largest message in bytes; null when it is not known.</param>
internal sealed record QueueFact(TimeSpan VisibilityTimeout, TimeSpan ReceiveWait, int? MaximumMessageSize)
{
    /// <summary>What is assumed of a queue whose attributes may not be read: the service's defaults.</summary>
    public static QueueFact Assumption { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.Zero, null) { IsAssumed = true };

    /// <summary>True when it was not read: nothing may be concluded that a caller would notice.</summary>
    public bool IsAssumed { get; init; }
}
