using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - 0-43200 seconds counted from now; zero shows the message at once;
/// - no further than 12 hours after the receive, extensions included: InvalidParameterValue;
/// - after the visibility timeout a standard queue answers 200 and changes nothing, a FIFO queue InvalidParameterValue;
/// - a deleted message is InvalidParameterValue.
/// </summary>
internal static class ChangeMessageVisibilityAction
{
    public static WireValue? Run(ActionContext context)
    {
        var queue = context.Queue();
        var handle = context.Input.Required("ReceiptHandle");
        queue.ChangeVisibility(handle, TimeSpan.FromSeconds(context.Input.RequiredInteger("VisibilityTimeout", 0, 43_200)));
        return null;
    }
}
