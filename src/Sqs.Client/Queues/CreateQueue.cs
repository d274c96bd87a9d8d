namespace Sqs.Client;

/// <summary>Creates a queue, or finds it when one with the same name and attributes exists.</summary>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference. A new queue may take about a second until it is usable; a deleted name can be used again after 60 s.</remarks>
public sealed record CreateQueueRequest : ISqsRequest
{
    /// <summary>The name, 1 to 80 letters, digits, hyphens and underscores; that of a FIFO queue ends in <c>.fifo</c>.</summary>
    public required string QueueName { get; init; }

    /// <summary>The attributes that differ from their defaults.</summary>
    public IReadOnlyDictionary<QueueAttributeName, string> Attributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<QueueAttributeName, string>.Value;

    /// <summary>The cost-allocation tags; more than 50 are not recommended.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, string>.Value;

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The queue exists.</summary>
public sealed record CreateQueueResponse
{
    /// <summary>The URL of the queue, to be kept exactly as it is.</summary>
    public string QueueUrl { get; init; } = "";

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
