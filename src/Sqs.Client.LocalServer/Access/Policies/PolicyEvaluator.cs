namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>
/// Decides a request by the policy of the caller's identity and that of the queue:
/// - an explicit deny in either wins;
/// - in the owner's account one allow in either is enough, and the root needs none;
/// - from another account both are needed (the root of that account has no identity policy and needs the queue's alone), and only for
///   actions that can be shared;
/// - an anonymous caller needs the queue's policy to allow everybody.
/// A queue policy that names an account hands the decision to that account: it covers its users together with their own policies, and by itself none.
/// </summary>
internal static class PolicyEvaluator
{
    /// <summary>Decides by the policies that are there; the owner is the account that the resource belongs to.</summary>
    public static AccessDecision Decide(PolicyRequest request, string ownerAccountId, AccessPolicy? identityPolicy, AccessPolicy? queuePolicy)
    {
        var isOwners = string.Equals(request.Requester.AccountId, ownerAccountId, StringComparison.Ordinal);
        if (isOwners && request.Requester.Kind is RequesterKind.Root && PolicyActions.KeepsPolicy(request.Action))
        {
            // AWS lists "edit or delete an SQS resource policy that denies all principals" among the tasks that the root user is for.
            return AccessDecision.Allowed;
        }

        if (identityPolicy?.Fitting(PolicyEffect.Deny, request).Any() is true)
        {
            return new AccessDecision(AccessOutcome.ExplicitDeny, PolicyKind.Identity);
        }

        if (Cover(queuePolicy, PolicyEffect.Deny, request) is not PrincipalCover.None)
        {
            return new AccessDecision(AccessOutcome.ExplicitDeny, PolicyKind.Queue);
        }

        var byQueue = Cover(queuePolicy, PolicyEffect.Allow, request);
        return isOwners ? Within(request, identityPolicy, byQueue) : Across(request, identityPolicy, byQueue);
    }

    private static AccessDecision Within(PolicyRequest request, AccessPolicy? identityPolicy, PrincipalCover byQueue) =>
        request.Requester.Kind is RequesterKind.Root || byQueue is PrincipalCover.Itself || Allows(identityPolicy, request)
            ? AccessDecision.Allowed
            : new AccessDecision(AccessOutcome.ImplicitDeny, PolicyKind.Identity);

    private static AccessDecision Across(PolicyRequest request, AccessPolicy? identityPolicy, PrincipalCover byQueue)
    {
        if (byQueue is PrincipalCover.None || !PolicyActions.CanBeShared(request.Action))
        {
            return new AccessDecision(AccessOutcome.ImplicitDeny, PolicyKind.Queue);
        }

        return request.Requester.Kind is not RequesterKind.User || Allows(identityPolicy, request)
            ? AccessDecision.Allowed
            : new AccessDecision(AccessOutcome.ImplicitDeny, PolicyKind.Identity);
    }

    private static bool Allows(AccessPolicy? identityPolicy, PolicyRequest request) => identityPolicy?.Fitting(PolicyEffect.Allow, request).Any() is true;

    private static PrincipalCover Cover(AccessPolicy? queuePolicy, PolicyEffect effect, PolicyRequest request) => queuePolicy is null
        ? PrincipalCover.None
        : queuePolicy.Fitting(effect, request)
            .Select(statement => statement.Principals?.Covers(request.Requester) ?? PrincipalCover.None)
            .DefaultIfEmpty(PrincipalCover.None)
            .Max();
}

/// <summary>What the policies say together.</summary>
/// <param name="Outcome">Allowed, refused by a statement, or refused because nothing allows it.</param>
/// <param name="Kind">Which policy refuses, or lacks the allow; null when allowed.</param>
internal readonly record struct AccessDecision(AccessOutcome Outcome, PolicyKind? Kind)
{
    public static AccessDecision Allowed { get; } = new(AccessOutcome.Allow, null);
}

internal enum AccessOutcome
{
    Allow,
    ImplicitDeny,
    ExplicitDeny,
}
