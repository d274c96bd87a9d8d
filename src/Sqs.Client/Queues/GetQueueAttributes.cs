namespace Sqs.Client;

/// <summary>Reads the attributes of a queue.</summary>
/// <remarks>Source: GetQueueAttributes in the Amazon SQS API Reference. Counts are approximate.</remarks>
public sealed record GetQueueAttributesRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The attributes to return; <see cref="QueueAttributeName.All"/> for all. Default: none.</summary>
    public IReadOnlyList<QueueAttributeName> AttributeNames { get; init => field = Given.NotNull(value); } = [];

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The attributes asked for.</summary>
public sealed record GetQueueAttributesResponse
{
    /// <summary>The attributes, as the service spells them.</summary>
    public IReadOnlyDictionary<QueueAttributeName, string> Attributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<QueueAttributeName, string>.Value;

    /// <summary>The attributes with their types; made anew on each call.</summary>
    /// <returns>The typed attributes.</returns>
    public QueueAttributes ToTyped() => QueueAttributes.Read(Attributes);

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
