namespace Sqs.Client.Processing;

/// <summary>How the work on a message ended.</summary>
/// <param name="End">How.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
internal readonly record struct WorkResult(WorkEnd End, Exception? Error = null);

/// <summary>The ways in which the work on a message ends.</summary>
internal enum WorkEnd
{
    /// <summary>The handler returned.</summary>
    Returned,

    /// <summary>The handler failed, or it could not be called.</summary>
    Failed,

    /// <summary>It was stopped with all other work, or not begun because of that.</summary>
    Stopped,

    /// <summary>It was stopped, or not begun, because others may have the message.</summary>
    Lost,

    /// <summary>The message was handled before.</summary>
    Duplicate,

    /// <summary>The message is being handled elsewhere.</summary>
    InProgress,
}
