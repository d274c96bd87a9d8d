namespace Sqs.Client;

/// <summary>Within what a FIFO queue looks for duplicates; open to values not known today.</summary>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference.</remarks>
/// <param name="Value">The value as the service spells it.</param>
public readonly record struct DeduplicationScope(string Value)
{
    /// <summary>Within a message group.</summary>
    public static DeduplicationScope MessageGroup { get; } = new("messageGroup");

    /// <summary>Within the queue; the default.</summary>
    public static DeduplicationScope Queue { get; } = new("queue");

    /// <summary>The value.</summary>
    /// <returns>The value.</returns>
    public override string ToString() => Value ?? "";
}
