using System.Text;

namespace Sqs.Client;

/// <summary>What the service asks of a queue's policy. No text of the policy is in the errors: they name the place.</summary>
/// <remarks>Source: "Limitations of Amazon SQS custom policies" and "Amazon SQS policy quotas" in the Amazon SQS Developer Guide.</remarks>
internal static class PolicyRules
{
    public const int MaxBytes = 8192;
    public const int MaxStatements = 20;
    public const int MaxPrincipals = 50;
    public const int MaxConditions = 10;

    /// <summary>Checks a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="queue">The queue that it is for; null when that is not known.</param>
    /// <param name="taken">Statements that the service has already taken: what is not known here of them is no fault.</param>
    public static void Check(AccessPolicy policy, Arn? queue, IReadOnlyList<PolicyStatement> taken)
    {
        if (policy.Version is not (null or AccessPolicy.CurrentVersion or AccessPolicy.EarlierVersion))
        {
            throw new SqsValidationException(nameof(policy.Version), "must be 2012-10-17 or 2008-10-17");
        }

        Amount(policy.Statements, static _ => 1, MaxStatements, "statements", "");
        Amount(policy.Statements, static statement => statement.Principals.Count + statement.NotPrincipals.Count, MaxPrincipals, "principals", "." + nameof(PolicyStatement.Principals));
        Amount(policy.Statements, static statement => statement.Conditions.Count, MaxConditions, "conditions", "." + nameof(PolicyStatement.Conditions));
        CheckIds(policy.Statements);
        for (var index = 0; index < policy.Statements.Count; index++)
        {
            if (!taken.Contains(policy.Statements[index]))
            {
                StatementRules.Check(policy.Statements[index], queue, policy.Version is AccessPolicy.CurrentVersion, Place(index));
            }
        }

        if (Encoding.UTF8.GetByteCount(policy.ToJson()) is > MaxBytes and var bytes)
        {
            throw new SqsValidationException(nameof(AccessPolicy), FormattableString.Invariant($"has at most {MaxBytes:N0} bytes as JSON, not {bytes:N0}"));
        }
    }

    private static void Amount(IReadOnlyList<PolicyStatement> statements, Func<PolicyStatement, int> count, int most, string what, string member)
    {
        var sum = 0;
        for (var index = 0; index < statements.Count; index++)
        {
            sum += count(statements[index]);
            if (sum > most)
            {
                throw new SqsValidationException(Place(index) + member, $"a policy has at most {most} {what}, and here they are more");
            }
        }
    }

    private static void CheckIds(IReadOnlyList<PolicyStatement> statements)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < statements.Count; index++)
        {
            if (statements[index].Sid is { Length: > 0 } sid && !seen.Add(sid))
            {
                throw new SqsValidationException($"{Place(index)}.{nameof(PolicyStatement.Sid)}", "another statement of the policy has this id");
            }
        }
    }

    private static string Place(int index) => $"{nameof(AccessPolicy.Statements)}[{index}]";
}
