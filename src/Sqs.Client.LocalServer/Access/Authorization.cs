using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Access;

/// <summary>
/// Whether somebody may do something: the one place that asks the policies. The refusal is worded as the service does today, with the
/// caller, the action and the reason; older answers ("Access to the resource ... is denied.") named none of them.
/// </summary>
internal static class Authorization
{
    public static void Check(Caller caller, RequestFacts facts, AccessTarget target)
    {
        var isOwners = string.Equals(caller.AccountId, target.OwnerAccountId, StringComparison.Ordinal);
        if (target.Policy is null && caller.IsRoot && isOwners)
        {
            return; // nothing to evaluate: the most frequent case
        }

        var request = new PolicyRequest
        {
            Action = target.Permission,
            Resource = target.Arn,
            Requester = RequesterOf(caller),
            Keys = ConditionKeys.Of(caller, facts, target),
        };
        var decision = PolicyEvaluator.Decide(request, target.OwnerAccountId, caller.Policy, target.Policy);
        if (decision.Outcome is not AccessOutcome.Allow)
        {
            throw AccessErrors.AccessDenied(caller.Arn, target.Permission, target.Arn, decision);
        }
    }

    private static Requester RequesterOf(Caller caller) => caller switch
    {
        { IsAnonymous: true } => Requester.Anonymous,
        { UserName: { } user } => Requester.User(caller.AccountId, user, caller.UserId),
        _ => Requester.Root(caller.AccountId),
    };
}
