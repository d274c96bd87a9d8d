namespace Sqs.Client;

/// <summary>Deletes a queue with all its messages.</summary>
/// <remarks>Source: DeleteQueue in the Amazon SQS API Reference. Takes up to 60 s to be felt everywhere.</remarks>
public sealed record DeleteQueueRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The queue is being deleted.</summary>
public sealed record DeleteQueueResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
