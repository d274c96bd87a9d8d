using System.Text;

namespace Sqs.Client;

/// <summary>Sends up to 10 messages to a queue, together at most 1,048,576 bytes.</summary>
/// <remarks>Source: SendMessageBatch in the Amazon SQS API Reference. Some entries may fail although the call succeeds.</remarks>
public sealed record SendMessageBatchRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The messages, 1 to 10, with distinct ids.</summary>
    public required IReadOnlyList<SendMessageBatchRequestEntry> Entries { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>One message of a batch.</summary>
public sealed record SendMessageBatchRequestEntry
{
    /// <summary>The id of the entry within this batch, 1 to 80 letters, digits, hyphens and underscores.</summary>
    public required string Id { get; init; }

    /// <summary>The body: 1 character to 1,048,576 bytes, attributes included.</summary>
    public required MessageBody MessageBody { get; init; }

    /// <summary>How long the message stays invisible at first, 0 to 900 s. Default: the queue's <c>DelaySeconds</c>. Not for FIFO queues.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>Up to 10 attributes of your own, sent beside the body.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, MessageAttributeValue>.Value;

    /// <summary>System attributes; <c>AWSTraceHeader</c> is the only one that may be sent. They do not count in the size.</summary>
    public IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> MessageSystemAttributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<MessageSystemAttributeName, MessageAttributeValue>.Value;

    /// <summary>The deduplication id of a message to a FIFO queue, 1 to 128 letters, digits and punctuation; kept over all attempts.</summary>
    public string? MessageDeduplicationId { get; init; }

    /// <summary>The group id, 1 to 128 letters, digits and punctuation; required for FIFO queues, a tenant for fair standard queues.</summary>
    public string? MessageGroupId { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Id = ").Append(Id).Append(", MessageBody = ").Append(MessageBody.ToString())
            .Append(", MessageAttributes = ").Append(MessageAttributes.Count);
        return true;
    }
}

/// <summary>What happened to each message of a batch: every entry is in exactly one of the three lists, unless the service forgot it.</summary>
public sealed record SendMessageBatchResponse
{
    /// <summary>Stored, and every digest that the service gave agrees.</summary>
    public IReadOnlyList<SendMessageBatchResultEntry> Successful { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Not stored.</summary>
    public IReadOnlyList<BatchResultErrorEntry> Failed { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Stored, but a digest differs: never counted as failed and never resent by the client.</summary>
    public IReadOnlyList<DoubtfulBatchEntry> Doubtful { get; init => field = Given.NotNull(value); } = [];

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>A message of a batch that the service has stored.</summary>
public sealed record SendMessageBatchResultEntry
{
    /// <summary>The id of the entry within the batch.</summary>
    public string Id { get; init; } = "";

    /// <summary>The id of the message, at most 100 characters.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>The service's MD5 of the body, in lower hex.</summary>
    public string? MD5OfMessageBody { get; init; }

    /// <summary>The service's MD5 of the attributes; null when there were none.</summary>
    public string? MD5OfMessageAttributes { get; init; }

    /// <summary>The service's MD5 of the system attributes; null when there were none.</summary>
    public string? MD5OfMessageSystemAttributes { get; init; }

    /// <summary>The sequence number that a FIFO queue gave the message; null for standard queues.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>What is known of the digests.</summary>
    public ChecksumState Checksum { get; init; }
}

/// <summary>A message of a batch that is stored although its digest differs.</summary>
/// <param name="Entry">The entry as the service answered it.</param>
/// <param name="Mismatches">What differs.</param>
public sealed record DoubtfulBatchEntry(SendMessageBatchResultEntry Entry, IReadOnlyList<ChecksumMismatch> Mismatches);
