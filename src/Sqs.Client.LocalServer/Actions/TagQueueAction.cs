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

        foreach (var (key, value) in tags)
        {
            if (key.Length is < 1 or > 128 || value.Length > 256)
            {
                throw SqsErrors.InvalidParameter("Tag keys must be between 1 and 128 characters in length, tag values at most 256.");
            }
        }

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
