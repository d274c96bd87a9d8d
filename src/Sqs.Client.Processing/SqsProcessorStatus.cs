namespace Sqs.Client.Processing;

/// <summary>What a processor looks like at one moment.</summary>
public sealed record SqsProcessorStatus
{
    /// <summary>The name of the processor.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing.</summary>
    public ProcessorState State { get; init; }

    /// <summary>The moment of this status, by the processor's clock.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>When it was started or resumed last; null when it never was.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>When a poll last succeeded, with or without messages; null when none has.</summary>
    public DateTimeOffset? LastGoodPoll { get; init; }

    /// <summary>What the last poll, or the search for the queue, failed with: a code of the service or the type of an exception; null when it succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>How many polls, or searches for the queue, failed since one succeeded.</summary>
    public int Failures { get; init; }

    /// <summary>True when nothing is asked for because as much is being handled as may be.</summary>
    public bool IsSaturated { get; init; }

    /// <summary>When <see cref="IsSaturated"/> ended last; null when it never did, or while it holds.</summary>
    public DateTimeOffset? SaturatedUntil { get; init; }

    /// <summary>How many handlers run.</summary>
    public int RunningHandlers { get; init; }

    /// <summary>How long the oldest of them has been running; null when none runs.</summary>
    public TimeSpan? OldestHandler { get; init; }

    /// <summary>How many messages were fetched and wait for a handler.</summary>
    public int WaitingMessages { get; init; }

    /// <summary>How many messages are kept invisible to others.</summary>
    public int HeldMessages { get; init; }

    /// <summary>How long ago the message that was started last had been sent; null when none was, or when the queue is empty.</summary>
    public TimeSpan? MessageAge { get; init; }

    /// <summary>How often the loop failed and was started anew.</summary>
    public int Restarts { get; init; }
}
