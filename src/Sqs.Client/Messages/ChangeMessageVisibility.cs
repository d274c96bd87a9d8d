using System.Text;

namespace Sqs.Client;

/// <summary>Sets anew, counted from now, how long a received message stays invisible to others.</summary>
/// <remarks>
/// Source: ChangeMessageVisibility in the Amazon SQS API Reference. 0 makes the message visible at once. A message is invisible for at most
/// 12 hours from its receipt, whatever the changes.
/// </remarks>
public sealed record ChangeMessageVisibilityRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The newest receipt handle of the message, at most 1,024 characters.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>The new timeout, 0 to 43,200 s.</summary>
    public required int VisibilityTimeout { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("QueueUrl = ").Append(QueueUrl).Append(", VisibilityTimeout = ").Append(VisibilityTimeout);
        return true;
    }
}

/// <summary>The timeout is changed.</summary>
public sealed record ChangeMessageVisibilityResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>Changes the visibility of up to 10 received messages of a queue.</summary>
/// <remarks>Source: ChangeMessageVisibilityBatch in the Amazon SQS API Reference. Some entries may fail although the call succeeds.</remarks>
public sealed record ChangeMessageVisibilityBatchRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The messages, 1 to 10, with distinct ids.</summary>
    public required IReadOnlyList<ChangeMessageVisibilityBatchRequestEntry> Entries { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>One message of a batch whose visibility changes.</summary>
public sealed record ChangeMessageVisibilityBatchRequestEntry
{
    /// <summary>The id of the entry within this batch, 1 to 80 letters, digits, hyphens and underscores.</summary>
    public required string Id { get; init; }

    /// <summary>The newest receipt handle of the message, at most 1,024 characters.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>The new timeout, 0 to 43,200 s.</summary>
    public int? VisibilityTimeout { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Id = ").Append(Id).Append(", VisibilityTimeout = ").Append(VisibilityTimeout);
        return true;
    }
}

/// <summary>What happened to each message of a batch.</summary>
public sealed record ChangeMessageVisibilityBatchResponse
{
    /// <summary>The entries whose timeout is changed.</summary>
    public IReadOnlyList<ChangeMessageVisibilityBatchResultEntry> Successful { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The entries whose timeout is not.</summary>
    public IReadOnlyList<BatchResultErrorEntry> Failed { get; init => field = Given.NotNull(value); } = [];

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>An entry of a batch that has its new timeout.</summary>
public sealed record ChangeMessageVisibilityBatchResultEntry
{
    /// <summary>The id of the entry within the batch.</summary>
    public string Id { get; init; } = "";
}
