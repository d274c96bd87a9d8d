using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - the prefix is compared letter by letter, case included;
/// - MaxResults 1-1000; NextToken only when MaxResults was sent.
/// </summary>
internal static class ListQueuesAction
{
    public static WireValue Run(ActionContext context)
    {
        var prefix = context.Input.Text("QueueNamePrefix") ?? "";
        return QueuePage.Of(context, "QueueUrls", context.Queues.List().Where(queue => queue.Identity.Name.StartsWith(prefix, StringComparison.Ordinal)));
    }
}
