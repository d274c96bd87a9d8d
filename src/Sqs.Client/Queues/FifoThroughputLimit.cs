namespace Sqs.Client;

/// <summary>What the throughput quota of a FIFO queue counts for; open to values not known today.</summary>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference.</remarks>
/// <param name="Value">The value as the service spells it.</param>
public readonly record struct FifoThroughputLimit(string Value)
{
    /// <summary>The queue; the default.</summary>
    public static FifoThroughputLimit PerQueue { get; } = new("perQueue");

    /// <summary>Each message group; only with <see cref="DeduplicationScope.MessageGroup"/>.</summary>
    public static FifoThroughputLimit PerMessageGroupId { get; } = new("perMessageGroupId");

    /// <summary>The value.</summary>
    /// <returns>The value.</returns>
    public override string ToString() => Value ?? "";
}
