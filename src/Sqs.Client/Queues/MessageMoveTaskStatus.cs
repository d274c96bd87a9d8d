namespace Sqs.Client;

/// <summary>How a move task stands; open to states not known today.</summary>
/// <param name="Value">The state as the service spells it.</param>
public readonly record struct MessageMoveTaskStatus(string Value)
{
    /// <summary>Messages are being moved.</summary>
    public static MessageMoveTaskStatus Running { get; } = new("RUNNING");

    /// <summary>All are moved.</summary>
    public static MessageMoveTaskStatus Completed { get; } = new("COMPLETED");

    /// <summary>It was cancelled and is about to stop.</summary>
    public static MessageMoveTaskStatus Cancelling { get; } = new("CANCELLING");

    /// <summary>It was cancelled.</summary>
    public static MessageMoveTaskStatus Cancelled { get; } = new("CANCELLED");

    /// <summary>It failed; <see cref="ListMessageMoveTasksResultEntry.FailureReason"/> says why.</summary>
    public static MessageMoveTaskStatus Failed { get; } = new("FAILED");

    /// <summary>The state.</summary>
    /// <returns>The state.</returns>
    public override string ToString() => Value;
}
