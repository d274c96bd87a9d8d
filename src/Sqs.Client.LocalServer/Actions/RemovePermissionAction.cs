using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - an unknown label is InvalidParameterValue;
/// - with the last statement the Policy attribute goes.
/// </summary>
internal static class RemovePermissionAction
{
    public static WireValue? Run(ActionContext context)
    {
        var queue = context.Queue();
        var label = context.Input.Required("Label");
        queue.Configure(settings =>
        {
            var policy = new PolicyDocument(settings.Policy, queue.Identity);
            return policy.Remove(label)
                ? settings.With("Policy", policy.Json)
                : throw SqsErrors.InvalidValue("Label", label, "can't find label on existing policy.");
        });
        return null;
    }
}
