using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - each entry as ChangeMessageVisibility; a bad handle or time fails its entry only, a missing handle the whole call.
/// </summary>
internal static class ChangeMessageVisibilityBatchAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        return Batch.Run(context, Batch.Entries(context, "ChangeMessageVisibilityBatchRequestEntry", "ReceiptHandle"), (entry, result) =>
        {
            queue.ChangeVisibility(entry.Required("ReceiptHandle"), TimeSpan.FromSeconds(entry.RequiredInteger("VisibilityTimeout", 0, 43_200)));
            return result;
        });
    }
}
