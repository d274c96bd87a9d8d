namespace Sqs.Client;

/// <summary>The name of a queue attribute; open to names not known today.</summary>
/// <remarks>Source: CreateQueue and GetQueueAttributes in the Amazon SQS API Reference.</remarks>
/// <param name="Value">The name as the service spells it.</param>
public readonly record struct QueueAttributeName(string Value)
{
    /// <summary>Asks for all of them.</summary>
    public static QueueAttributeName All { get; } = new("All");

    /// <summary>The access policy, JSON, at most 8,192 bytes.</summary>
    public static QueueAttributeName Policy { get; } = new("Policy");

    /// <summary>How long a received message stays invisible, 0 to 43,200 s; default 30.</summary>
    public static QueueAttributeName VisibilityTimeout { get; } = new("VisibilityTimeout");

    /// <summary>The largest message, 1,024 to 1,048,576 bytes; default 1,048,576.</summary>
    public static QueueAttributeName MaximumMessageSize { get; } = new("MaximumMessageSize");

    /// <summary>How long a message is kept, 60 to 1,209,600 s; default 345,600 (4 days).</summary>
    public static QueueAttributeName MessageRetentionPeriod { get; } = new("MessageRetentionPeriod");

    /// <summary>About how many messages can be received. Read only.</summary>
    public static QueueAttributeName ApproximateNumberOfMessages { get; } = new("ApproximateNumberOfMessages");

    /// <summary>About how many messages are in flight. Read only.</summary>
    public static QueueAttributeName ApproximateNumberOfMessagesNotVisible { get; } = new("ApproximateNumberOfMessagesNotVisible");

    /// <summary>When the queue was created, in seconds since 1970. Read only.</summary>
    public static QueueAttributeName CreatedTimestamp { get; } = new("CreatedTimestamp");

    /// <summary>When the queue was last changed, in seconds since 1970. Read only.</summary>
    public static QueueAttributeName LastModifiedTimestamp { get; } = new("LastModifiedTimestamp");

    /// <summary>The ARN of the queue. Read only.</summary>
    public static QueueAttributeName QueueArn { get; } = new("QueueArn");

    /// <summary>About how many messages are delayed. Read only.</summary>
    public static QueueAttributeName ApproximateNumberOfMessagesDelayed { get; } = new("ApproximateNumberOfMessagesDelayed");

    /// <summary>How long a new message stays invisible, 0 to 900 s; default 0.</summary>
    public static QueueAttributeName DelaySeconds { get; } = new("DelaySeconds");

    /// <summary>How long a receive waits by default, 0 to 20 s; default 0.</summary>
    public static QueueAttributeName ReceiveMessageWaitTimeSeconds { get; } = new("ReceiveMessageWaitTimeSeconds");

    /// <summary>The dead-letter queue and after how many receives, JSON.</summary>
    public static QueueAttributeName RedrivePolicy { get; } = new("RedrivePolicy");

    /// <summary><c>true</c> makes the new queue a FIFO queue; cannot be changed.</summary>
    public static QueueAttributeName FifoQueue { get; } = new("FifoQueue");

    /// <summary><c>true</c> takes the SHA-256 of the body as deduplication id. FIFO only.</summary>
    public static QueueAttributeName ContentBasedDeduplication { get; } = new("ContentBasedDeduplication");

    /// <summary>The id or alias of the KMS key.</summary>
    public static QueueAttributeName KmsMasterKeyId { get; } = new("KmsMasterKeyId");

    /// <summary>How long a data key is used, 60 to 86,400 s; default 300.</summary>
    public static QueueAttributeName KmsDataKeyReusePeriodSeconds { get; } = new("KmsDataKeyReusePeriodSeconds");

    /// <summary><c>messageGroup</c> or <c>queue</c>. FIFO only.</summary>
    public static QueueAttributeName DeduplicationScope { get; } = new("DeduplicationScope");

    /// <summary><c>perQueue</c> or <c>perMessageGroupId</c>. FIFO only.</summary>
    public static QueueAttributeName FifoThroughputLimit { get; } = new("FifoThroughputLimit");

    /// <summary>Which queues may use this one as their dead-letter queue, JSON.</summary>
    public static QueueAttributeName RedriveAllowPolicy { get; } = new("RedriveAllowPolicy");

    /// <summary><c>true</c> encrypts with keys of SQS itself; the default.</summary>
    public static QueueAttributeName SqsManagedSseEnabled { get; } = new("SqsManagedSseEnabled");

    /// <summary>Wraps a name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator QueueAttributeName(string value) => new(value);

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Value;
}
