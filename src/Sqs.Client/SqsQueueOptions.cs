namespace Sqs.Client;

/// <summary>How a queue is opened and used.</summary>
public sealed class SqsQueueOptions
{
    /// <summary>The account that owns the queue, 12 digits, when it is opened by name and is not the caller's own.</summary>
    public string? OwnerAccountId { get; set; }

    /// <summary>The most batches that a message of <see cref="SqsQueue.SendManyAsync"/> is part of, 1 to 100. Default: 3.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The clock of the pauses between batches. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for the pauses. Default: the system's.</summary>
    public Func<double>? Random { get; set; }
}
