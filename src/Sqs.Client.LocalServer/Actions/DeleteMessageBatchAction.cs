using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - each entry as DeleteMessage; a bad handle fails its entry only, a missing handle the whole call.
/// </summary>
internal static class DeleteMessageBatchAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        return Batch.Run(context, Batch.Entries(context, "DeleteMessageBatchRequestEntry", "ReceiptHandle"), (entry, result) =>
        {
            queue.Delete(entry.Required("ReceiptHandle"));
            return result;
        });
    }
}
