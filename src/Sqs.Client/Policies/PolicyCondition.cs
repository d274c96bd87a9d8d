using System.Text;

namespace Sqs.Client;

/// <summary>One condition of a statement: a key of the request under an operator, with the values to compare with.</summary>
/// <remarks>
/// Source: "IAM JSON policy elements: Condition" in the IAM User Guide. One of the values is enough (none may fit under a negated operator);
/// of several conditions all have to hold. Keys are compared without regard to case; the order of the values has no meaning.
/// </remarks>
public sealed record PolicyCondition
{
    /// <summary>Makes a condition.</summary>
    /// <param name="comparison">How to compare.</param>
    /// <param name="key">The key, <c>aws:SourceIp</c> for example.</param>
    /// <param name="values">The values, one at least.</param>
    public PolicyCondition(PolicyOperator comparison, string key, params IReadOnlyList<string> values) =>
        (Operator, Key, Values) = (comparison, Given.NotNull(key), Given.NotNull(values));

    /// <summary>How the values are compared.</summary>
    public PolicyOperator Operator { get; init; }

    /// <summary>The key of the request, <c>aws:SourceIp</c> for example.</summary>
    public string Key { get; init => field = Given.NotNull(value); }

    /// <summary>The values to compare with, which may hold policy variables.</summary>
    public IReadOnlyList<string> Values { get; init => field = Given.NotNull(value); }

    /// <summary>True when the condition is on a key, in whatever case.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it is.</returns>
    public bool IsOn(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public bool Equals(PolicyCondition? other) => other is not null && Operator == other.Operator && IsOn(other.Key) && Alike.Are(Values, other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operator, StringComparer.OrdinalIgnoreCase.GetHashCode(Key), Alike.HashOf(Values));

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Operator = ").Append(Operator.ToString()).Append(", Key = ").Append(Key).Append(", Values = ").Append(Values.Count);
        return true;
    }
}
