namespace Sqs.Client;

/// <summary>How a <see cref="BufferedSqsClient"/> keeps the order of a message group on FIFO queues.</summary>
public enum FifoBufferMode
{
    /// <summary>
    /// What is stored of a group is in the order of the calls, perhaps with gaps: when a message fails for good, those of its group that wait
    /// behind it fail too, and the group takes new calls.
    /// </summary>
    NoInversion,

    /// <summary>
    /// What is stored of a group has no gaps: one message of a group per batch, and after a failure the group takes no calls until
    /// <see cref="BufferedSqsClient.ResumeGroup"/>.
    /// </summary>
    NoGap,

    /// <summary>Sends to FIFO queues are not batched: each goes straight to the service.</summary>
    Bypass,
}
