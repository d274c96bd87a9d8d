using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - keys that the queue does not have are ignored.
/// </summary>
internal static class UntagQueueAction
{
    public static WireValue? Run(ActionContext context)
    {
        var queue = context.Queue();
        var keys = context.Input.List("TagKeys");
        if (keys.Count == 0)
        {
            throw SqsErrors.MissingParameter("TagKeys");
        }

        lock (queue.Tags)
        {
            foreach (var key in keys)
            {
                _ = queue.Tags.Remove(key);
            }
        }

        return null;
    }
}
