namespace Sqs.Client;

/// <summary>The name of an attribute that the service keeps about a message; open to names not known today.</summary>
/// <param name="Value">The name as the service spells it.</param>
public readonly record struct MessageSystemAttributeName(string Value)
{
    /// <summary>Asks for all of them.</summary>
    public static MessageSystemAttributeName All { get; } = new("All");

    /// <summary>Who sent the message: a user id, a role id, or an address for anonymous senders.</summary>
    public static MessageSystemAttributeName SenderId { get; } = new("SenderId");

    /// <summary>When the message was sent, in milliseconds since 1970.</summary>
    public static MessageSystemAttributeName SentTimestamp { get; } = new("SentTimestamp");

    /// <summary>How often the message was received without being deleted.</summary>
    public static MessageSystemAttributeName ApproximateReceiveCount { get; } = new("ApproximateReceiveCount");

    /// <summary>When the message was received first, in milliseconds since 1970.</summary>
    public static MessageSystemAttributeName ApproximateFirstReceiveTimestamp { get; } = new("ApproximateFirstReceiveTimestamp");

    /// <summary>The sequence number of a message in a FIFO queue.</summary>
    public static MessageSystemAttributeName SequenceNumber { get; } = new("SequenceNumber");

    /// <summary>The deduplication id of a message in a FIFO queue.</summary>
    public static MessageSystemAttributeName MessageDeduplicationId { get; } = new("MessageDeduplicationId");

    /// <summary>The group id of a message.</summary>
    public static MessageSystemAttributeName MessageGroupId { get; } = new("MessageGroupId");

    /// <summary>The X-Ray trace header; the only one that may also be sent.</summary>
    public static MessageSystemAttributeName AWSTraceHeader { get; } = new("AWSTraceHeader");

    /// <summary>The ARN of the queue from which the message came to this dead-letter queue.</summary>
    public static MessageSystemAttributeName DeadLetterQueueSourceArn { get; } = new("DeadLetterQueueSourceArn");

    /// <summary>Wraps a name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator MessageSystemAttributeName(string value) => new(value);

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Value;
}
