using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>The settable attributes of a queue, with the defaults recorded on a fresh one. Replaced as a whole, never changed.</summary>
internal sealed record QueueSettings
{
    public int DelaySeconds { get; init; }

    public int MaximumMessageSize { get; init; } = 1_048_576;

    public int MessageRetentionPeriod { get; init; } = 345_600;

    public int ReceiveMessageWaitTimeSeconds { get; init; }

    public int VisibilityTimeout { get; init; } = 30;

    public string? Policy { get; init; }

    /// <summary>The policy as it was read when it was set.</summary>
    public AccessPolicy? Access { get; init; }

    public RedrivePolicy? Redrive { get; init; }

    public string? RedriveAllowPolicy { get; init; }

    public string? KmsMasterKeyId { get; init; }

    public int KmsDataKeyReusePeriodSeconds { get; init; } = 300;

    public bool SqsManagedSseEnabled { get; init; } = true;

    public bool FifoQueue { get; init; }

    public bool ContentBasedDeduplication { get; init; }

    public string DeduplicationScope { get; init; } = "queue";

    public string FifoThroughputLimit { get; init; } = "perQueue";
}
