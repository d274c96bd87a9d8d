using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - the same name with the same attributes answers the existing queue; attributes not named are not compared; tags neither;
/// - the same name with another value is QueueAlreadyExists;
/// - 60 seconds must pass after a deletion (QueueDeletedRecently);
/// - names: 1-80 letters, digits, hyphens, underscores; <c>.fifo</c> exactly for FifoQueue=true;
/// - a FIFO attribute on a standard queue is InvalidAttributeName, a value out of range InvalidAttributeValue;
/// - the target of a RedrivePolicy must exist, be of the same kind and allow this source.
/// </summary>
internal static class CreateQueueAction
{
    public static WireValue Run(ActionContext context)
    {
        var name = context.Input.Required("QueueName");
        var queue = context.Queues.Create(name, context.Input.Map("Attributes"), context.Input.Map("Tags"));
        return WireValue.Structure().With("QueueUrl", context.UrlOf(queue));
    }
}
