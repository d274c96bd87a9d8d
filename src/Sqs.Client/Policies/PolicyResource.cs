namespace Sqs.Client;

/// <summary>
/// What a statement is about, as policies write it: the ARN of the queue, with wildcards and variables or without; <c>account/queue</c>, with a
/// slash before it or without; the name of the queue alone; <c>*</c>.
/// </summary>
/// <remarks>Source: the examples of the Amazon SQS Developer Guide, whose earlier editions write <c>/987654321098/queue1</c>.</remarks>
/// <param name="Value">The text.</param>
public readonly record struct PolicyResource(string Value)
{
    /// <summary>Everything; in the policy of a queue that is the queue.</summary>
    public static PolicyResource Any { get; } = new("*");

    /// <summary>Wraps a text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator PolicyResource(string value) => new(value);

    /// <summary>Wraps an ARN.</summary>
    /// <param name="arn">The ARN.</param>
    public static implicit operator PolicyResource(Arn arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return new PolicyResource(arn.ToString());
    }

    /// <summary>True when it stands for a queue. A policy variable has its value from the request, and counts here as anything.</summary>
    /// <param name="queue">The queue.</param>
    /// <returns>Whether it is covered.</returns>
    public bool Covers(Arn queue) => Covers(queue, hasVariables: true);

    /// <summary>The text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Value ?? "";

    /// <summary>The same where the version of the policy may know no variables, so that their text is literal.</summary>
    internal bool Covers(Arn queue, bool hasVariables)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var text = Value ?? "";
        if (text.StartsWith("arn:", StringComparison.Ordinal) || text.StartsWith('*'))
        {
            return Wildcard.Matches(text, queue.ToString(), hasVariables: hasVariables);
        }

        var place = text.TrimStart('/');
        return Wildcard.Matches(place, place.Contains('/', StringComparison.Ordinal) ? $"{queue.AccountId}/{queue.Resource}" : queue.Resource, hasVariables: hasVariables);
    }
}
