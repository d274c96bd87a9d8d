namespace Sqs.Client.Batching;

/// <summary>The measures of a lane.</summary>
internal sealed record LaneSettings
{
    /// <summary>What is named as disposed when the end has come.</summary>
    public required string Owner { get; init; }

    public required int MaxBatchSize { get; init; }

    public required long MaxBatchBytes { get; init; }

    public required int MaxInflight { get; init; }

    /// <summary>The longest that an entry waits for company.</summary>
    public required TimeSpan MaxOpenTime { get; init; }

    /// <summary>True: what comes to an idle lane goes out at once, and waits are fitted to the round trip.</summary>
    public required bool SendWhenIdle { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>How long an entry pauses after so many attempts.</summary>
    public required Func<int, TimeSpan> Pause { get; init; }

    /// <summary>The longest from acceptance to outcome.</summary>
    public required TimeSpan DeliveryTimeout { get; init; }

    /// <summary>True: a batch that is refused for what an entry says goes out again in halves.</summary>
    public required bool Divide { get; init; }

    /// <summary>True: one entry of a key per batch, and a key that failed takes no calls until it is resumed.</summary>
    public required bool PauseBrokenKeys { get; init; }

    /// <summary>How long after its first batch an entry with a key may go out again although a batch with it was lost.</summary>
    public required TimeSpan ResendWindow { get; init; }

    public required bool WaitForRoom { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Runs work elsewhere, without the caller's context.</summary>
    public required Action<IThreadPoolWorkItem> Schedule { get; init; }
}
