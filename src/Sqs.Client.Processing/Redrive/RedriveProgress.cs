namespace Sqs.Client.Processing;

/// <summary>How a redrive stands, as the service tells it; its numbers are approximate.</summary>
public sealed record RedriveProgress
{
    /// <summary>The state of the task.</summary>
    public required MessageMoveTaskStatus Status { get; init; }

    /// <summary>How many messages are moved.</summary>
    public long Moved { get; init; }

    /// <summary>How many there were to move at the start; null when the service does not say.</summary>
    public long? ToMove { get; init; }

    /// <summary>Why the task failed, as the service spells it; null unless it did.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The reason as a code to compare: <see cref="SqsErrorCode.QueueDoesNotExist"/> when a queue to move to is gone; <see cref="SqsErrorCode.None"/> unless the task failed.</summary>
    public SqsErrorCode FailureCode => FailureReason is { } reason ? new(reason) : SqsErrorCode.None;

    /// <summary>When the task started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>True when the task is completed, cancelled or failed; nothing changes after that.</summary>
    public bool HasEnded =>
        Status == MessageMoveTaskStatus.Completed || Status == MessageMoveTaskStatus.Cancelled || Status == MessageMoveTaskStatus.Failed;

    internal static RedriveProgress Of(ListMessageMoveTasksResultEntry task) => new()
    {
        Status = task.Status,
        Moved = task.ApproximateNumberOfMessagesMoved,
        ToMove = task.ApproximateNumberOfMessagesToMove,
        FailureReason = string.IsNullOrEmpty(task.FailureReason) ? null : task.FailureReason,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(task.StartedTimestamp, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())),
    };
}
