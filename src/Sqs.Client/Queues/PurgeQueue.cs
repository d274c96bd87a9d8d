namespace Sqs.Client;

/// <summary>Deletes all messages of a queue.</summary>
/// <remarks>Source: PurgeQueue in the Amazon SQS API Reference. Once in 60 s; takes up to 60 s.</remarks>
public sealed record PurgeQueueRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The queue is being purged.</summary>
public sealed record PurgeQueueResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
