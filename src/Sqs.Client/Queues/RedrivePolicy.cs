using System.Text;

namespace Sqs.Client;

/// <summary>After how many receives a message goes to which dead-letter queue.</summary>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference. The dead-letter queue is of the same account, region and type.</remarks>
public sealed record RedrivePolicy
{
    /// <summary>Makes a redrive policy.</summary>
    /// <param name="deadLetterTarget">The dead-letter queue.</param>
    /// <param name="maxReceiveCount">How often a message is received before it goes there, 1 to 1,000.</param>
    public RedrivePolicy(Arn deadLetterTarget, int maxReceiveCount) => (DeadLetterTarget, MaxReceiveCount) = (Given.NotNull(deadLetterTarget), maxReceiveCount);

    /// <summary>The dead-letter queue.</summary>
    public Arn DeadLetterTarget { get; init => field = Given.NotNull(value); }

    /// <summary>How often a message is received before it goes there, 1 to 1,000.</summary>
    public int MaxReceiveCount { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("MaxReceiveCount = ").Append(MaxReceiveCount);
        return true;
    }
}
