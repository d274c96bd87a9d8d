namespace Sqs.Client.Processing;

/// <summary>When the processors of a host count as ill.</summary>
public sealed class SqsProcessorsHealthOptions
{
    /// <summary>
    /// How long a running processor may be without a good poll although it could work on more; then it is unhealthy. Longer than the wait of a poll.
    /// Default: 2 minutes.
    /// </summary>
    public TimeSpan PollStaleAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a handler may run; a processor with an older one is degraded. Default: 15 minutes.</summary>
    public TimeSpan HandlerStuckAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How old messages may be when they are started; a processor that starts older ones is degraded. Default: null, any age.</summary>
    public TimeSpan? MessageOldAfter { get; set; }
}
