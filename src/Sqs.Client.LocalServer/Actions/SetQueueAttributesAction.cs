using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - all attributes are checked before one is set;
/// - FifoQueue cannot be changed: InvalidAttributeValue on a FIFO queue, InvalidAttributeName on a standard one;
/// - a RedrivePolicy is checked when it is set; one whose dead-letter queue has gone since does not hinder other changes;
/// - an empty Policy, RedrivePolicy, RedriveAllowPolicy or KmsMasterKeyId takes the attribute away;
/// - a Policy that is none, is over its limits or speaks of another queue is InvalidAttributeValue;
/// - LastModifiedTimestamp moves.
/// </summary>
internal static class SetQueueAttributesAction
{
    public static WireValue? Run(ActionContext context)
    {
        var queue = context.Queue();
        var attributes = context.Input.Map("Attributes");
        if (attributes.Count == 0)
        {
            throw SqsErrors.MissingParameter("Attribute.Name");
        }

        foreach (var (name, value) in attributes)
        {
            if (name is "FifoQueue" && !(queue.Settings.FifoQueue && value.Equals("true", StringComparison.OrdinalIgnoreCase)))
            {
                throw queue.Settings.FifoQueue ? SqsErrors.InvalidAttributeValue(name) : SqsErrors.InvalidAttributeName(name);
            }
        }

        queue.Configure(settings =>
        {
            var changed = attributes.Aggregate(settings, (before, attribute) => before.With(attribute.Key, attribute.Value)).Consistent().About(queue.Identity);
            var isRedriveSet = attributes.Any(attribute => attribute.Key is "RedrivePolicy");
            RedriveRules.Check(queue.Identity, isRedriveSet ? changed : changed with { Redrive = null }, context.Queues.FindByArn);
            return changed;
        });
        return null;
    }
}
