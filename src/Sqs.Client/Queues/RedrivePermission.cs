namespace Sqs.Client;

/// <summary>Who may use a queue as dead-letter queue; open to values not known today.</summary>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference.</remarks>
/// <param name="Value">The value as the service spells it.</param>
public readonly record struct RedrivePermission(string Value)
{
    /// <summary>All queues of the account in the region; the default.</summary>
    public static RedrivePermission AllowAll { get; } = new("allowAll");

    /// <summary>None.</summary>
    public static RedrivePermission DenyAll { get; } = new("denyAll");

    /// <summary>Those that are named.</summary>
    public static RedrivePermission ByQueue { get; } = new("byQueue");

    /// <summary>The value.</summary>
    /// <returns>The value.</returns>
    public override string ToString() => Value ?? "";
}
