namespace Sqs.Client;

/// <summary>Takes a labelled statement out of the policy of a queue.</summary>
/// <remarks>Source: RemovePermission in the Amazon SQS API Reference.</remarks>
public sealed record RemovePermissionRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The label of the statement.</summary>
    public required string Label { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The permission is gone.</summary>
public sealed record RemovePermissionResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
