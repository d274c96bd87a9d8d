using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - the queue goes with everything in it; polls that wait on it end with NonExistentQueue;
/// - its name is free again after 60 seconds.
/// </summary>
internal static class DeleteQueueAction
{
    public static WireValue? Run(ActionContext context)
    {
        context.Queues.Delete(context.Queue());
        return null;
    }
}
