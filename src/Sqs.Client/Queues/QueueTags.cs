namespace Sqs.Client;

/// <summary>Adds tags to a queue, or replaces those with the same keys.</summary>
/// <remarks>Source: TagQueue in the Amazon SQS API Reference.</remarks>
public sealed record TagQueueRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The tags; more than 50 on a queue are not recommended.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The queue is tagged.</summary>
public sealed record TagQueueResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>Takes tags off a queue.</summary>
/// <remarks>Source: UntagQueue in the Amazon SQS API Reference.</remarks>
public sealed record UntagQueueRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The keys of the tags to take off.</summary>
    public required IReadOnlyList<string> TagKeys { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The tags are gone.</summary>
public sealed record UntagQueueResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>Lists the tags of a queue.</summary>
/// <remarks>Source: ListQueueTags in the Amazon SQS API Reference.</remarks>
public sealed record ListQueueTagsRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The tags of the queue.</summary>
public sealed record ListQueueTagsResponse
{
    /// <summary>The tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, string>.Value;

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
