namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>One statement. Of each pair (Action and NotAction, Resource and NotResource) exactly one was written.</summary>
internal sealed record PolicyStatement
{
    public string? Sid { get; init; }

    public required PolicyEffect Effect { get; init; }

    /// <summary>Whom the statement names; null in the policy of an identity.</summary>
    public PrincipalList? Principals { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public bool IsNotAction { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public bool IsNotResource { get; init; }

    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>Whether action, resource and conditions fit; who asks is another question.</summary>
    public bool Fits(PolicyRequest request, bool hasVariables) =>
        FitsAction(request.Action) && FitsResource(request, hasVariables) && Conditions.All(condition => condition.Holds(request, hasVariables));

    private bool FitsAction(string action) =>
        Actions.Any(named => PolicyPattern.WithWildcards(named).Matches(action, ignoreCase: true)) != IsNotAction;

    /// <summary>A variable that the request has no value for makes the whole statement unfit, also under NotResource.</summary>
    private bool FitsResource(PolicyRequest request, bool hasVariables)
    {
        var found = false;
        foreach (var resource in Resources)
        {
            if (!PolicyResource.TryMatch(resource, request, hasVariables, out var fits))
            {
                return false;
            }

            found |= fits;
        }

        return found != IsNotResource;
    }
}
