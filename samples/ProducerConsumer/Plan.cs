namespace ProducerConsumer;

internal enum Mode
{
    Single,
    Batch,
    Buffered,
}

/// <summary>What the program was asked to do.</summary>
internal sealed record Plan
{
    public required int Producers { get; init; }

    public required int Consumers { get; init; }

    public required TimeSpan Time { get; init; }

    public required Mode Mode { get; init; }

    public Uri? Endpoint { get; init; }

    public string? Region { get; init; }

    public required string Queue { get; init; }

    public TimeSpan Latency { get; init; }
}
