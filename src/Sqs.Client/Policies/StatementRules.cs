namespace Sqs.Client;

/// <summary>What the service asks of one statement of a queue's policy.</summary>
internal static class StatementRules
{
    private const int MaxActions = 7;

    public static void Check(PolicyStatement statement, Arn? queue, bool hasVariables, string place)
    {
        if (!Enum.IsDefined(statement.Effect))
        {
            throw new SqsValidationException($"{place}.{nameof(statement.Effect)}", "must be Allow or Deny");
        }

        OneOf(statement.Principals.Count, nameof(statement.Principals), statement.NotPrincipals.Count, nameof(statement.NotPrincipals), place);
        OneOf(statement.Actions.Count, nameof(statement.Actions), statement.NotActions.Count, nameof(statement.NotActions), place);
        OneOf(statement.Resources.Count, nameof(statement.Resources), statement.NotResources.Count, nameof(statement.NotResources), place);
        CheckPrincipals(statement.Principals, $"{place}.{nameof(statement.Principals)}");
        CheckPrincipals(statement.NotPrincipals, $"{place}.{nameof(statement.NotPrincipals)}");
        if (statement.Actions.Count + statement.NotActions.Count > MaxActions)
        {
            throw new SqsValidationException($"{place}.{nameof(statement.Actions)}", "a statement has at most 7 actions; one with a wildcard may stand for several");
        }

        CheckActions(statement.Actions, $"{place}.{nameof(statement.Actions)}");
        CheckActions(statement.NotActions, $"{place}.{nameof(statement.NotActions)}");
        Each(statement.Resources, $"{place}.{nameof(statement.Resources)}", resource => resource.ToString().Length > 0, "must not be empty");
        Each(
            statement.Resources, $"{place}.{nameof(statement.Resources)}", resource => queue is null || resource.Covers(queue, hasVariables),
            "is not the queue that the policy is for; a policy is about one queue");
        CheckConditions(statement.Conditions, $"{place}.{nameof(statement.Conditions)}");
    }

    private static void OneOf(int count, string name, int notCount, string notName, string place)
    {
        if ((count == 0) == (notCount == 0))
        {
            throw new SqsValidationException($"{place}.{name}", count == 0 ? $"a statement has {name} or {notName}, and here is neither" : $"a statement has {name} or {notName}, not both");
        }
    }

    private static void CheckPrincipals(IReadOnlyList<PolicyPrincipal> principals, string place)
    {
        Each(principals, place, static principal => principal.Kind.IsKnown, "must be of the kind AWS, Service, Federated or CanonicalUser");
        Each(
            principals, place, static principal => principal.IsWellFormed,
            "must be *, the 12 digits of an account id, or the ARN of an account's root, a user, a role or a session, without wildcards");
    }

    private static void CheckActions(IReadOnlyList<PolicyAction> actions, string place) =>
        Each(actions, place, static action => action.IsKnown, "must be * or an action of SQS with its prefix, sqs:SendMessage for example");

    private static void CheckConditions(IReadOnlyList<PolicyCondition> conditions, string place)
    {
        Each(conditions, place, static condition => condition.Operator.IsKnown, "must have an operator of the policy language");
        Each(conditions, place, static condition => condition.Key.Length > 0, "must have a key");
        Each(conditions, place, static condition => condition.Values is { Count: > 0 } values && !values.Contains(null!), "must have one value at least");
    }

    private static void Each<T>(IReadOnlyList<T> items, string place, Func<T, bool> isFine, string rule)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (!isFine(items[index]))
            {
                throw new SqsValidationException($"{place}[{index}]", rule);
            }
        }
    }
}
