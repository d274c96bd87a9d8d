using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - the queues whose RedrivePolicy names this queue; paged like ListQueues;
/// - the member is spelt <c>queueUrls</c>, unlike that of ListQueues.
/// </summary>
internal static class ListDeadLetterSourceQueuesAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        return QueuePage.Of(context, "queueUrls", context.Realms.Of(context.Region, queue.Identity.AccountId).Queues.SourcesOf(queue.Identity.Arn));
    }
}
