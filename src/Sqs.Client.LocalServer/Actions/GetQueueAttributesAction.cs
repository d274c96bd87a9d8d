using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - no names, no attributes; <c>All</c> means all that are set; an unknown name is InvalidAttributeName;
/// - attributes that the queue does not have (Policy, RedrivePolicy, FIFO ones on a standard queue) are left out;
/// - Policy is withheld from other accounts than the queue's;
/// - times are whole seconds, counts are of this moment.
/// </summary>
internal static class GetQueueAttributesAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        var asked = context.Input.List("AttributeNames");
        foreach (var name in asked)
        {
            if (name is not "All" && !QueueAttributes.Names.Contains(name, StringComparer.Ordinal))
            {
                throw SqsErrors.InvalidAttributeName(name);
            }
        }

        var all = asked.Contains("All", StringComparer.Ordinal);
        var isOwners = string.Equals(context.Caller.AccountId, queue.Identity.AccountId, StringComparison.Ordinal);
        var answered = QueueReadings.Of(queue, name => (all || asked.Contains(name, StringComparer.Ordinal)) && (isOwners || name is not "Policy"));
        var result = WireValue.Structure();
        return answered.Count == 0 ? result : result.With("Attributes", answered);
    }
}
