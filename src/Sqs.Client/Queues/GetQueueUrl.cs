namespace Sqs.Client;

/// <summary>Finds the URL of a queue by its name.</summary>
/// <remarks>Source: GetQueueUrl in the Amazon SQS API Reference.</remarks>
public sealed record GetQueueUrlRequest : ISqsRequest
{
    /// <summary>The name of the queue, at most 80 characters.</summary>
    public required string QueueName { get; init; }

    /// <summary>The account that owns the queue, when it is not the caller's own; 12 digits.</summary>
    public string? QueueOwnerAWSAccountId { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The URL of the queue.</summary>
public sealed record GetQueueUrlResponse
{
    /// <summary>The URL of the queue, to be kept exactly as it is.</summary>
    public string QueueUrl { get; init; } = "";

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
