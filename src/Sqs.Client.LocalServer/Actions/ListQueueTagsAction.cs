using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <remarks>
/// Mirrors:
/// - all tags at once, without pages; a queue without tags answers an empty result.
/// </remarks>
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
