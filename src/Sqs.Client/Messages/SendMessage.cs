using System.Text;

namespace Sqs.Client;

/// <summary>Sends one message to a queue.</summary>
/// <remarks>Source: SendMessage in the Amazon SQS API Reference.</remarks>
public sealed record SendMessageRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

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

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("QueueUrl = ").Append(QueueUrl).Append(", MessageBody = ").Append(MessageBody.ToString())
            .Append(", MessageAttributes = ").Append(MessageAttributes.Count);
        return true;
    }
}

/// <summary>The service has stored the message.</summary>
public sealed record SendMessageResponse
{
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

    /// <summary>What is known of the digests. A mismatch is an <see cref="SqsChecksumException"/>, not a response.</summary>
    public ChecksumState Checksum { get; init; }

    internal IReadOnlyList<ChecksumMismatch> Mismatches { get; init; } = [];

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
