namespace Sqs.Client.Processing;

/// <summary>What becomes of a message whose handler failed.</summary>
public enum FailureAction
{
    /// <summary>It becomes visible again after the back-off, and is delivered again.</summary>
    Retry,

    /// <summary>
    /// It is sent to the dead-letter queue now, and then deleted. Without a dead-letter queue, or when the sending fails, it is as with
    /// <see cref="Retry"/>: a message is never dropped.
    /// </summary>
    DeadLetter,

    /// <summary>It is deleted.</summary>
    Delete,
}
