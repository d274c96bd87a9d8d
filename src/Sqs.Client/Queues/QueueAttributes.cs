using System.Text;

namespace Sqs.Client;

/// <summary>
/// The attributes of a queue with their types: what the service returned (<see cref="Read"/>), or what is to be set
/// (<see cref="ToSettings"/>). A member that is null was not returned, or is not to be changed.
/// </summary>
/// <remarks>Source: CreateQueue, SetQueueAttributes and GetQueueAttributes in the Amazon SQS API Reference. Times are whole seconds.</remarks>
public sealed record QueueAttributes
{
    /// <summary>How long a received message stays invisible, 0 to 12 h. The service's default: 30 s.</summary>
    public TimeSpan? VisibilityTimeout { get; init; }

    /// <summary>How long a new message stays invisible, 0 to 15 min. The service's default: 0.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How long a message is kept, 1 min to 14 days. The service's default: 4 days.</summary>
    public TimeSpan? MessageRetentionPeriod { get; init; }

    /// <summary>How long a receive waits by default, 0 to 20 s. The service's default: 0.</summary>
    public TimeSpan? ReceiveMessageWaitTime { get; init; }

    /// <summary>The largest message, 1,024 to 1,048,576 bytes. The service's default: 1,048,576.</summary>
    public int? MaximumMessageSize { get; init; }

    /// <summary>
    /// The access policy; one without statements removes it. Reading parses <see cref="PolicyText"/> each time; null where the queue has none.
    /// </summary>
    /// <exception cref="PolicyFormatException">The text that the service returned cannot be read; <see cref="PolicyText"/> has it all the same.</exception>
    public AccessPolicy? Policy
    {
        get => string.IsNullOrWhiteSpace(PolicyText) ? null : AccessPolicy.Parse(PolicyText);
        init => PolicyText = value is null ? null : value.Statements.Count == 0 ? "" : value.ToJson();
    }

    /// <summary>The access policy as JSON, as the service returned it; empty removes it.</summary>
    public string? PolicyText { get; init; }

    /// <summary>The dead-letter queue and after how many receives. <see cref="RemoveRedrivePolicy"/> takes it away.</summary>
    public RedrivePolicy? RedrivePolicy { get; init; }

    /// <summary>True takes the redrive policy away: messages stay however often they are received.</summary>
    public bool RemoveRedrivePolicy { get; init; }

    /// <summary>Which queues may use this one as their dead-letter queue.</summary>
    public RedriveAllowPolicy? RedriveAllowPolicy { get; init; }

    /// <summary>True encrypts with keys of SQS itself, which is the service's default.</summary>
    public bool? SqsManagedSseEnabled { get; init; }

    /// <summary>The id, ARN or alias of the KMS key that encrypts; empty takes it away.</summary>
    public string? KmsMasterKeyId { get; init; }

    /// <summary>How long a data key is used, 1 min to 24 h. The service's default: 5 min.</summary>
    public TimeSpan? KmsDataKeyReusePeriod { get; init; }

    /// <summary>True makes the new queue a FIFO queue; cannot be changed.</summary>
    public bool? FifoQueue { get; init; }

    /// <summary>True takes the SHA-256 of the body as deduplication id. FIFO only.</summary>
    public bool? ContentBasedDeduplication { get; init; }

    /// <summary>Within what duplicates are looked for. FIFO only.</summary>
    public DeduplicationScope? DeduplicationScope { get; init; }

    /// <summary>What the throughput quota counts for. FIFO only.</summary>
    public FifoThroughputLimit? FifoThroughputLimit { get; init; }

    /// <summary>The ARN of the queue. Read only.</summary>
    public Arn? QueueArn { get; internal init; }

    /// <summary>When the queue was created. Read only.</summary>
    public DateTimeOffset? CreatedTimestamp { get; internal init; }

    /// <summary>When the queue was last changed. Read only.</summary>
    public DateTimeOffset? LastModifiedTimestamp { get; internal init; }

    /// <summary>About how many messages can be received. Read only.</summary>
    public long? ApproximateNumberOfMessages { get; internal init; }

    /// <summary>About how many messages are in flight. Read only.</summary>
    public long? ApproximateNumberOfMessagesNotVisible { get; internal init; }

    /// <summary>About how many messages are delayed. Read only.</summary>
    public long? ApproximateNumberOfMessagesDelayed { get; internal init; }

    /// <summary>
    /// What the service returned and has no member here, or a value that its member cannot hold, as it came. Read only: use a
    /// <see cref="SetQueueAttributesRequest"/> to set an attribute that is not known here.
    /// </summary>
    public IReadOnlyDictionary<QueueAttributeName, string> Others { get; internal init; } = EmptyDictionary<QueueAttributeName, string>.Value;

    /// <summary>Gives the attributes that the service returned their types.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <returns>The typed attributes. No value is lost: what cannot be read is in <see cref="Others"/>.</returns>
    public static QueueAttributes Read(IReadOnlyDictionary<QueueAttributeName, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new QueueAttributeReading(attributes).Read();
    }

    /// <summary>The attributes that can be set, as requests take them. What is read only is left out.</summary>
    /// <returns>The attributes.</returns>
    /// <exception cref="SqsValidationException">A value is out of its range, or not of whole seconds; the member names it.</exception>
    public IReadOnlyDictionary<QueueAttributeName, string> ToSettings() => QueueAttributeWriting.Write(this);

    /// <inheritdoc/>
    public bool Equals(QueueAttributes? other) => other is not null
        && Alike.Are(QueueAttributeWriting.Everything(this), QueueAttributeWriting.Everything(other));

    /// <inheritdoc/>
    public override int GetHashCode() => Alike.HashOf(QueueAttributeWriting.Everything(this));

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Attributes = ").AppendJoin(", ", QueueAttributeWriting.Everything(this).Select(static attribute => attribute.Key.Value));
        return true;
    }
}
