using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - no body, or no group id on a FIFO queue: MissingParameter;
/// - too large, delay out of range, delay on a FIFO queue, bad ids, bad attributes: InvalidParameterValue;
/// - forbidden characters: InvalidMessageContents;
/// - a deduplication id seen in the last five minutes: the first answer again, nothing stored;
/// - a group id is allowed on standard queues and checked there too.
/// </summary>
internal static class SendMessageAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        var settings = queue.Settings;
        _ = context.Input.Required("MessageBody");
        if (settings.FifoQueue)
        {
            _ = context.Input.Required("MessageGroupId");
        }

        return MessageComposer.Read(context, context.Input, settings).SendTo(context, queue, WireValue.Structure());
    }
}
