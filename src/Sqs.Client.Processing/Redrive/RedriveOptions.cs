namespace Sqs.Client.Processing;

/// <summary>How the messages of a dead-letter queue are moved, and how that is followed.</summary>
public sealed class RedriveOptions
{
    /// <summary>The ARN of the queue to move to. Default: the queue that each message came from.</summary>
    public string? DestinationArn { get; set; }

    /// <summary>The rate, 1 to 500 messages per second. Default: chosen by the service.</summary>
    public int? MaxMessagesPerSecond { get; set; }

    /// <summary>How often progress is asked for, 1 s to 1 h. Default: 2 s. Each time costs one ListMessageMoveTasks call.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock that the pauses are taken by. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    internal void Check()
    {
        if (DestinationArn?.StartsWith("arn:", StringComparison.Ordinal) == false)
        {
            throw new SqsValidationException(nameof(DestinationArn), "must be the ARN of a queue");
        }

        if (MaxMessagesPerSecond is < 1 or > 500)
        {
            throw new SqsValidationException(nameof(MaxMessagesPerSecond), "must be from 1 to 500");
        }

        if (PollInterval < TimeSpan.FromSeconds(1) || PollInterval > TimeSpan.FromHours(1))
        {
            throw new SqsValidationException(nameof(PollInterval), "must be from 1 s to 1 h");
        }
    }
}
