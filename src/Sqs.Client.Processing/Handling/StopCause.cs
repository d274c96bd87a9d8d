namespace Sqs.Client.Processing;

/// <summary>Why work on a message was told to stop.</summary>
internal enum StopCause
{
    /// <summary>It was not told to stop.</summary>
    None,

    /// <summary>Others may have the message.</summary>
    LeaseLost,

    /// <summary>It has had its time.</summary>
    Timeout,

    /// <summary>All work is stopped.</summary>
    CancelAll,
}
