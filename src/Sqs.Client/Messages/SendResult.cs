namespace Sqs.Client;

/// <summary>What happened to one of many messages.</summary>
public enum SendOutcome
{
    /// <summary>Stored, and every digest that the service gave agrees.</summary>
    Sent,

    /// <summary>Stored, but a digest differs.</summary>
    Doubtful,

    /// <summary>Refused by the service; not stored.</summary>
    Failed,

    /// <summary>The call failed after the service may have stored the message.</summary>
    Unknown,

    /// <summary>Never sent: the work ended before its turn.</summary>
    NotSent,
}

/// <summary>What happened to one of the messages given to <see cref="SqsQueue.SendManyAsync"/>.</summary>
public sealed record SendResult
{
    /// <summary>What happened.</summary>
    public required SendOutcome Outcome { get; init; }

    /// <summary>The id of the message, when it is stored.</summary>
    public string? MessageId { get; init; }

    /// <summary>The sequence number that a FIFO queue gave it.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The code of the failure, when there is one.</summary>
    public SqsErrorCode ErrorCode { get; init; }

    /// <summary>What is known about the failure, for people; null when it is sent.</summary>
    public string? Reason { get; init; }

    /// <summary>How many batches the message was part of.</summary>
    public int Attempts { get; init; }
}
