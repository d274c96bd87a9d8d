using System.Text;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>What the service asks of a queue's policy beyond the language: its limits, actions of SQS, this queue and no other.</summary>
internal static class QueuePolicyRules
{
    public const int LongestPolicy = 8192;
    public const int MostStatements = 20;
    public const int MostPrincipals = 50;
    public const int MostConditions = 10;

    /// <summary>Reads a policy, or throws a <see cref="FormatException"/> where the text is none that a queue takes.</summary>
    public static AccessPolicy Read(string json)
    {
        var policy = PolicyReader.Read(json, PolicyKind.Queue);
        if (IsOverLimit(policy, json))
        {
            throw new FormatException("The policy is larger than a queue's may be.");
        }

        return policy.Statements.All(statement => statement.Actions.All(PolicyActions.IsKnown))
            ? policy
            : throw new FormatException("The policy names an action of another service.");
    }

    public static bool IsOverLimit(AccessPolicy policy, string json) =>
        Encoding.UTF8.GetByteCount(json) > LongestPolicy
        || policy.Statements.Count > MostStatements
        || policy.PrincipalCount > MostPrincipals
        || policy.ConditionCount > MostConditions;

    /// <summary>Whether every resource covers this queue: a policy speaks of one queue. A resource with a variable is left to the request.</summary>
    public static bool IsAbout(AccessPolicy policy, string queueArn)
    {
        var question = new PolicyRequest { Action = "", Resource = queueArn, Requester = Requester.Anonymous };
        return policy.Statements.Where(statement => !statement.IsNotResource).SelectMany(statement => statement.Resources)
            .All(resource => !PolicyResource.TryMatch(resource, question, policy.HasVariables, out var fits) || fits);
    }
}
