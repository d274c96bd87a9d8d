using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Local;

/// <summary>What <c>sqs local</c> was asked to do.</summary>
internal sealed record LocalSettings
{
    public required int Port { get; init; }

    public required string Region { get; init; }

    public required string Account { get; init; }

    /// <summary>The keys that were given; when empty, one is made up.</summary>
    public required IReadOnlyList<LocalAccessKey> Keys { get; init; }

    /// <summary>The queues to create, those first that others name as their dead-letter queue.</summary>
    public required IReadOnlyList<QueueEntry> Queues { get; init; }

    public required bool VerifySignatures { get; init; }

    public required TimeSpan? Latency { get; init; }

    /// <summary>Whether lines are wanted where a table could be shown.</summary>
    public required bool Plain { get; init; }

    /// <summary>Whether nothing is shown between start and stop.</summary>
    public required bool Quiet { get; init; }
}
