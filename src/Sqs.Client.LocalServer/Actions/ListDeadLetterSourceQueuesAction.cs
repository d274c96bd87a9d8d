using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - the queues whose RedrivePolicy names this queue; paged like ListQueues;
/// - the member is spelt <c>queueUrls</c>, unlike that of ListQueues.
/// </summary>
internal static class ListDeadLetterSourceQueuesAction
{
    public static WireValue Run(ActionContext context) => QueuePage.Of(context, "queueUrls", context.Queues.SourcesOf(context.Queue().Identity.Arn));
}
