namespace Sqs.Client;

/// <summary>Changes attributes of a queue.</summary>
/// <remarks>Source: SetQueueAttributes in the Amazon SQS API Reference. Takes up to 60 s to be felt everywhere, <c>MessageRetentionPeriod</c> up to 15 minutes.</remarks>
public sealed record SetQueueAttributesRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The attributes to change; an empty value sets back a policy or a KMS key.</summary>
    public required IReadOnlyDictionary<QueueAttributeName, string> Attributes { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The attributes are being changed.</summary>
public sealed record SetQueueAttributesResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
