namespace Sqs.Client;

/// <summary>Receives up to 10 messages from a queue, waiting for them at the service when asked to.</summary>
/// <remarks>Source: ReceiveMessage in the Amazon SQS API Reference. The attempt's deadline is lengthened by the wait.</remarks>
public sealed record ReceiveMessageRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>Names for <c>AttributeName</c>, the older member for system attributes; prefer <see cref="MessageSystemAttributeNames"/>.</summary>
    public IReadOnlyList<MessageSystemAttributeName> AttributeNames { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The system attributes to return with each message. Default: none.</summary>
    public IReadOnlyList<MessageSystemAttributeName> MessageSystemAttributeNames { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The message attributes to return: names, <c>prefix.*</c>, or <c>All</c>. Default: none.</summary>
    public IReadOnlyList<string> MessageAttributeNames { get; init => field = Given.NotNull(value); } = [];

    /// <summary>How many messages at the most, 1 to 10. Default: 1.</summary>
    public int? MaxNumberOfMessages { get; init; }

    /// <summary>How long the messages stay invisible to others, 0 to 43,200 s. Default: the queue's <c>VisibilityTimeout</c>.</summary>
    public int? VisibilityTimeout { get; init; }

    /// <summary>How long to wait for a message, 0 to 20 s. Default: the queue's <c>ReceiveMessageWaitTimeSeconds</c>.</summary>
    public int? WaitTimeSeconds { get; init; }

    /// <summary>
    /// The id of this attempt to receive from a FIFO queue, 1 to 128 letters, digits and punctuation: the same id within 5 minutes returns
    /// the same messages. Default for FIFO queues: made by the client, and kept over all attempts of the call.
    /// </summary>
    public string? ReceiveRequestAttemptId { get; init; }

    /// <summary>In which form the bodies are kept. Default: strings.</summary>
    public MessageBodyFormat BodyFormat { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The messages received. Dispose it when the bodies were leased (<see cref="MessageBodyFormat.LeasedUtf8"/>); otherwise that does nothing.</summary>
public sealed record ReceiveMessageResponse : IDisposable
{
    /// <summary>The messages whose digests agree; empty when there were none to receive.</summary>
    public IReadOnlyList<Message> Messages { get; init => field = Given.NotNull(value); } = [];

    /// <summary>
    /// Messages whose content is not what their digest says. They were damaged on the way or in the queue; their receipt handles are good,
    /// so they may be left to be received again, or deleted.
    /// </summary>
    /// <remarks>
    /// From a FIFO queue, <see cref="Messages"/> may hold later messages of the same group: to keep the order, leave those with a greater
    /// <see cref="Message.SequenceNumber"/> too. <c>SqsProcessor</c> does.
    /// </remarks>
    public IReadOnlyList<DamagedMessage> Damaged { get; init => field = Given.NotNull(value); } = [];

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;

    internal BodyLease? Lease { get; init; }

    /// <summary>Gives leased memory back to the pool; the messages must not be read afterwards. May be called more than once.</summary>
    public void Dispose() => Lease?.Return();
}

/// <summary>A message whose content is not what its digest says.</summary>
/// <param name="Message">The message as it arrived.</param>
/// <param name="Mismatches">What differs.</param>
public sealed record DamagedMessage(Message Message, IReadOnlyList<ChecksumMismatch> Mismatches);
