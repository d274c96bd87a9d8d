using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - deleting again, or by a handle of an earlier receive, answers 200; only the newest handle deletes;
/// - a handle still deletes after its visibility timeout on a standard queue; on a FIFO queue it is InvalidParameterValue;
/// - a text that is no handle of this queue is ReceiptHandleIsInvalid.
/// </summary>
internal static class DeleteMessageAction
{
    public static WireValue? Run(ActionContext context)
    {
        context.Queue().Delete(context.Input.Required("ReceiptHandle"));
        return null;
    }
}
