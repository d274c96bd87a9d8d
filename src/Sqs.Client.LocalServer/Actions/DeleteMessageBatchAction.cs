using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <remarks>
/// Mirrors:
/// - each entry as DeleteMessage; a bad handle fails its entry only.
/// </remarks>
internal static class DeleteMessageBatchAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        return Batch.Run(Batch.Entries(context, "DeleteMessageBatchRequestEntry"), (entry, result) =>
        {
            queue.Delete(entry.Required("ReceiptHandle"));
            return result;
        });
    }
}
