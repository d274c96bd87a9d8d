using System.Text;

namespace Sqs.Client;

/// <summary>Lists the queues that name this one as their dead-letter queue, one page.</summary>
/// <remarks>Source: ListDeadLetterSourceQueues in the Amazon SQS API Reference.</remarks>
public sealed record ListDeadLetterSourceQueuesRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>Where the page before ended. Default: the first page.</summary>
    public string? NextToken { get; init; }

    /// <summary>How many at the most, 1 to 1,000. Without it the service returns no <see cref="NextToken"/> and stops at 1,000 queues.</summary>
    public int? MaxResults { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("QueueUrl = ").Append(QueueUrl).Append(", MaxResults = ").Append(MaxResults);
        return true;
    }
}

/// <summary>One page of queues.</summary>
public sealed record ListDeadLetterSourceQueuesResponse
{
    /// <summary>The URLs of the queues (<c>queueUrls</c> on the wire).</summary>
    public IReadOnlyList<string> QueueUrls { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Where this page ended; null on the last one.</summary>
    public string? NextToken { get; init; }

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("QueueUrls = ").Append(QueueUrls.Count);
        return true;
    }
}
