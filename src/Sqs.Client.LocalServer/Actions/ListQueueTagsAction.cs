using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - all tags at once, without pages; a queue without tags answers an empty result.
/// </summary>
internal static class ListQueueTagsAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        lock (queue.Tags)
        {
            var result = WireValue.Structure();
            return queue.Tags.Count == 0 ? result : result.With("Tags", [.. queue.Tags]);
        }
    }
}
