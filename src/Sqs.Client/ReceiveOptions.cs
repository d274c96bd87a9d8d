namespace Sqs.Client;

/// <summary>What a receive from a <see cref="SqsQueue"/> asks for.</summary>
/// <remarks>Source: ReceiveMessage in the Amazon SQS API Reference.</remarks>
public sealed record ReceiveOptions
{
    private static readonly TimeSpan ListeningWait = TimeSpan.FromSeconds(20);

    /// <summary>How many messages at the most, 1 to 10. Default: 10.</summary>
    public int MaxMessages { get; init; } = 10;

    /// <summary>How long to wait for one, 0 to 20 s in whole seconds. Default: null, the queue's own time.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>How long the messages stay invisible to others, 0 to 12 h in whole seconds. Default: null, the queue's own time.</summary>
    public TimeSpan? VisibilityTimeout { get; init; }

    /// <summary>
    /// On FIFO queues, 1 to 128 letters, digits and punctuation: the same id within 5 minutes brings the same messages again, when an answer was lost and
    /// their visibility has not changed. Default: null, one that the retries of a single call share.
    /// </summary>
    public string? ReceiveRequestAttemptId { get; init; }

    /// <summary>The system attributes to bring along. Default: all.</summary>
    public IReadOnlyList<MessageSystemAttributeName> SystemAttributeNames { get; init => field = Given.NotNull(value); } = [MessageSystemAttributeName.All];

    /// <summary>The message attributes to bring along, <c>prefix.*</c> for those with a prefix. Default: all.</summary>
    public IReadOnlyList<string> MessageAttributeNames { get; init => field = Given.NotNull(value); } = ["All"];

    /// <summary>The form of the bodies. Default: texts.</summary>
    public MessageBodyFormat BodyFormat { get; init; }

    internal static int? WholeSeconds(TimeSpan? time, string name)
    {
        if (time is not { } value)
        {
            return null;
        }

        return value.Ticks % TimeSpan.TicksPerSecond == 0 && value >= TimeSpan.Zero && value.TotalSeconds <= int.MaxValue
            ? (int)value.TotalSeconds
            : throw new SqsValidationException(name, "must be whole seconds and not negative; the service knows no fractions");
    }

    internal ReceiveMessageRequest ToRequest(string queueUrl) => new()
    {
        QueueUrl = queueUrl,
        MaxNumberOfMessages = MaxMessages,
        WaitTimeSeconds = WholeSeconds(Wait, nameof(Wait)),
        VisibilityTimeout = WholeSeconds(VisibilityTimeout, nameof(VisibilityTimeout)),
        ReceiveRequestAttemptId = ReceiveRequestAttemptId,

        // The older member: every server knows it, and not every one knows MessageSystemAttributeNames.
        AttributeNames = SystemAttributeNames,
        MessageAttributeNames = MessageAttributeNames,
        BodyFormat = BodyFormat,
    };

    /// <summary>The same with a wait: who polls again and again without one asks in a circle.</summary>
    internal ReceiveOptions ForListening() =>
        Wait == TimeSpan.Zero ? throw new SqsValidationException(nameof(Wait), "must be from 1 to 20 s where polls follow each other") : this with { Wait = Wait ?? ListeningWait };
}
