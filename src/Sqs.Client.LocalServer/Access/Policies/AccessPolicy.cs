namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>A policy as it was read: of a queue (every statement names principals) or of an identity (none does).</summary>
/// <param name="Id">The name that its author gave it.</param>
/// <param name="HasVariables">Whether <c>${...}</c> is replaced: under version 2012-10-17 only.</param>
/// <param name="Statements">The statements; their order has no meaning.</param>
internal sealed record AccessPolicy(string? Id, bool HasVariables, IReadOnlyList<PolicyStatement> Statements)
{
    public int PrincipalCount => Statements.Sum(statement => statement.Principals?.Count ?? 0);

    public int ConditionCount => Statements.Sum(statement => statement.Conditions.Count);

    /// <summary>The statements of one effect that fit action, resource and conditions of a request, whoever asks.</summary>
    public IEnumerable<PolicyStatement> Fitting(PolicyEffect effect, PolicyRequest request) =>
        Statements.Where(statement => statement.Effect == effect && statement.Fits(request, HasVariables));
}

/// <summary>Where a policy hangs.</summary>
internal enum PolicyKind
{
    Queue,
    Identity,
}

internal enum PolicyEffect
{
    Allow,
    Deny,
}
