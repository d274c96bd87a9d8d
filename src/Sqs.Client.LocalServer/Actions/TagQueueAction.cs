using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - a tag that is there already gets the new value; others stay;
/// - keys of 1-128 characters, values of up to 256.
/// </summary>
internal static class TagQueueAction
{
    public static WireValue? Run(ActionContext context)
    {
        var queue = context.Queue();
        var tags = context.Input.Map("Tags");
        if (tags.Count == 0)
        {
            throw SqsErrors.MissingParameter("Tags");
        }

        TagRules.Check(tags);
        lock (queue.Tags)
        {
            foreach (var (key, value) in tags)
            {
                queue.Tags[key] = value;
            }
        }

        return null;
    }
}
