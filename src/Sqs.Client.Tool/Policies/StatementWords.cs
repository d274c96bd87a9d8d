namespace Sqs.Client.Tool.Policies;

/// <summary>A statement of a policy in plain words.</summary>
internal static class StatementWords
{
    /// <summary>One sentence: who may or may not do what with which queue, and when.</summary>
    public static string Of(PolicyStatement statement, Arn queue)
    {
        var effect = statement.Effect == PolicyEffect.Allow ? "Allows" : "Denies";
        var who = statement.NotPrincipals.Count > 0 ? $"everybody but {List(statement.NotPrincipals.Select(Who))}"
            : statement.Principals.Count > 0 ? List(statement.Principals.Select(Who))
            : "nobody";
        var what = statement.NotActions.Count > 0 ? $"every action but {List(statement.NotActions.Select(What))}" : List(statement.Actions.Select(What));
        var when = statement.Conditions.Count == 0 ? "" : $", if {string.Join(", and ", statement.Conditions.Select(ConditionWords.Of))}";
        var hands = statement.Effect == PolicyEffect.Allow && statement.Principals.Any(principal => principal.AccountId is { } account && account != queue.AccountId)
            ? "; for the users of an account its own policies decide too"
            : "";
        return $"{effect} {who} {what}{Where(statement, queue)}{when}{hands}.";
    }

    /// <summary>Words with commas and an "and".</summary>
    private static string List(IEnumerable<string> words) => words.ToArray() switch
    {
        [] => "nothing",
        [var one] => one,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };

    private static string Who(PolicyPrincipal principal) =>
        principal.IsAnyone ? "everybody"
        : principal.AccountId is { } account ? account == QueueAccess.MarketplaceAccount ? $"the account {account}, which marketplaces notify from," : $"the account {account}"
        : principal.Kind == PrincipalKind.Service ? $"the service {principal.Value}"
        : principal.Kind == PrincipalKind.Aws ? principal.Value
        : $"{principal.Kind} {principal.Value}";

    private static string What(PolicyAction action)
    {
        const string Prefix = "sqs:";
        var name = action.Value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? action.Value[Prefix.Length..] : action.Value;
        return name is "*" ? "every action" : name;
    }

    /// <summary>Nothing where it is the queue whose policy it is, as it nearly always is.</summary>
    private static string Where(PolicyStatement statement, Arn queue)
    {
        if (statement.NotResources.Count > 0)
        {
            return $" on all but {List(statement.NotResources.Select(resource => resource.Value))}";
        }

        return statement.Resources.Count == 0 || statement.Resources.Any(resource => resource.Covers(queue))
            ? ""
            : $" on {List(statement.Resources.Select(resource => resource.Value))}, which is not this queue";
    }
}
