using System.Text;

namespace Sqs.Client;

/// <summary>Lists the newest move tasks of a dead-letter queue.</summary>
/// <remarks>Source: ListMessageMoveTasks in the Amazon SQS API Reference.</remarks>
public sealed record ListMessageMoveTasksRequest : ISqsRequest
{
    /// <summary>The ARN of the dead-letter queue.</summary>
    public required string SourceArn { get; init; }

    /// <summary>How many at the most, 1 to 10. Default: 1.</summary>
    public int? MaxResults { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The tasks, newest first.</summary>
public sealed record ListMessageMoveTasksResponse
{
    /// <summary>The tasks.</summary>
    public IReadOnlyList<ListMessageMoveTasksResultEntry> Results { get; init => field = Given.NotNull(value); } = [];

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}

/// <summary>A move task.</summary>
public sealed record ListMessageMoveTasksResultEntry
{
    /// <summary>The handle to cancel the task with; only while it runs.</summary>
    public string? TaskHandle { get; init; }

    /// <summary>How it stands.</summary>
    public MessageMoveTaskStatus Status { get; init; }

    /// <summary>The ARN of the queue that messages are moved from.</summary>
    public string SourceArn { get; init; } = "";

    /// <summary>The ARN of the queue that messages are moved to; null when each goes where it came from.</summary>
    public string? DestinationArn { get; init; }

    /// <summary>The rate that was asked for; null when none was.</summary>
    public int? MaxNumberOfMessagesPerSecond { get; init; }

    /// <summary>How many messages are moved.</summary>
    public long ApproximateNumberOfMessagesMoved { get; init; }

    /// <summary>How many there were at the start.</summary>
    public long? ApproximateNumberOfMessagesToMove { get; init; }

    /// <summary>Why the task failed; null unless it did.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When the task started, in milliseconds since 1970.</summary>
    public long StartedTimestamp { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Status = ").Append(Status).Append(", SourceArn = ").Append(SourceArn).Append(", DestinationArn = ").Append(DestinationArn).Append(", ApproximateNumberOfMessagesMoved = ").Append(ApproximateNumberOfMessagesMoved).Append(", ApproximateNumberOfMessagesToMove = ").Append(ApproximateNumberOfMessagesToMove).Append(", FailureReason = ").Append(FailureReason).Append(", StartedTimestamp = ").Append(StartedTimestamp);
        return true;
    }
}
