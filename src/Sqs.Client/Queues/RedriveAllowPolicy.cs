using System.Text;

namespace Sqs.Client;

/// <summary>Which queues may use this one as their dead-letter queue.</summary>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference.</remarks>
public sealed record RedriveAllowPolicy
{
    /// <summary>All queues of the account in the region; the default.</summary>
    public static RedriveAllowPolicy AllowAll { get; } = new() { Permission = RedrivePermission.AllowAll };

    /// <summary>None.</summary>
    public static RedriveAllowPolicy DenyAll { get; } = new() { Permission = RedrivePermission.DenyAll };

    /// <summary>Who may.</summary>
    public required RedrivePermission Permission { get; init; }

    /// <summary>The queues that may, 1 to 10; only with <see cref="RedrivePermission.ByQueue"/>.</summary>
    public IReadOnlyList<Arn> SourceQueues { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Named queues.</summary>
    /// <param name="sources">The queues, 1 to 10.</param>
    /// <returns>The policy.</returns>
    public static RedriveAllowPolicy ByQueue(params IReadOnlyList<Arn> sources) => new() { Permission = RedrivePermission.ByQueue, SourceQueues = sources };

    /// <inheritdoc/>
    public bool Equals(RedriveAllowPolicy? other) => other is not null && Permission == other.Permission && Alike.Are(SourceQueues, other.SourceQueues);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Permission, Alike.HashOf(SourceQueues));

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Permission = ").Append(Permission.ToString()).Append(", SourceQueues = ").Append(SourceQueues.Count);
        return true;
    }
}
