using System.Text;

namespace Sqs.Client;

/// <summary>Deletes a received message from its queue.</summary>
/// <remarks>Source: DeleteMessage in the Amazon SQS API Reference. Deleting twice succeeds twice.</remarks>
public sealed record DeleteMessageRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The newest receipt handle of the message, at most 1,024 characters.</summary>
    public required string ReceiptHandle { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("QueueUrl = ").Append(QueueUrl);
        return true;
    }
}

/// <summary>The message is deleted.</summary>
public sealed record DeleteMessageResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>Deletes up to 10 received messages from their queue.</summary>
/// <remarks>Source: DeleteMessageBatch in the Amazon SQS API Reference. Some entries may fail although the call succeeds.</remarks>
public sealed record DeleteMessageBatchRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The messages, 1 to 10, with distinct ids.</summary>
    public required IReadOnlyList<DeleteMessageBatchRequestEntry> Entries { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>One message of a batch to delete.</summary>
public sealed record DeleteMessageBatchRequestEntry
{
    /// <summary>The id of the entry within this batch, 1 to 80 letters, digits, hyphens and underscores.</summary>
    public required string Id { get; init; }

    /// <summary>The newest receipt handle of the message, at most 1,024 characters.</summary>
    public required string ReceiptHandle { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Id = ").Append(Id);
        return true;
    }
}

/// <summary>What happened to each message of a batch.</summary>
public sealed record DeleteMessageBatchResponse
{
    /// <summary>The entries that are deleted.</summary>
    public IReadOnlyList<DeleteMessageBatchResultEntry> Successful { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The entries that are not.</summary>
    public IReadOnlyList<BatchResultErrorEntry> Failed { get; init => field = Given.NotNull(value); } = [];

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>An entry of a batch that is deleted.</summary>
public sealed record DeleteMessageBatchResultEntry
{
    /// <summary>The id of the entry within the batch.</summary>
    public string Id { get; init; } = "";
}
