using System.Globalization;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - no names, no attributes; <c>All</c> means all that are set; an unknown name is InvalidAttributeName;
/// - attributes that the queue does not have (Policy, RedrivePolicy, FIFO ones on a standard queue) are left out;
/// - Policy is withheld from other accounts than the queue's;
/// - times are whole seconds, counts are of this moment.
/// </summary>
internal static class GetQueueAttributesAction
{
    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        var asked = context.Input.List("AttributeNames");
        foreach (var name in asked)
        {
            if (name is not "All" && !QueueAttributes.Names.Contains(name, StringComparer.Ordinal))
            {
                throw SqsErrors.InvalidAttributeName(name);
            }
        }

        var all = asked.Contains("All", StringComparer.Ordinal);
        var counts = queue.Count();
        var answered = new List<KeyValuePair<string, string>>();
        var isOwners = string.Equals(context.Caller.AccountId, queue.Identity.AccountId, StringComparison.Ordinal);
        foreach (var name in QueueAttributes.Names)
        {
            if (name is "Policy" && !isOwners)
            {
                continue;
            }

            if ((all || asked.Contains(name, StringComparer.Ordinal)) && Read(queue, counts, name) is { } value)
            {
                answered.Add(KeyValuePair.Create(name, value));
            }
        }

        var result = WireValue.Structure();
        return answered.Count == 0 ? result : result.With("Attributes", answered);
    }

    private static string? Read(MessageQueue queue, (int Visible, int InFlight, int Delayed) counts, string name) => name switch
    {
        "QueueArn" => queue.Identity.Arn,
        "CreatedTimestamp" => Text(queue.CreatedAt.ToUnixTimeSeconds()),
        "LastModifiedTimestamp" => Text(queue.ModifiedAt.ToUnixTimeSeconds()),
        "ApproximateNumberOfMessages" => Text(counts.Visible),
        "ApproximateNumberOfMessagesNotVisible" => Text(counts.InFlight),
        "ApproximateNumberOfMessagesDelayed" => Text(counts.Delayed),
        _ => queue.Settings.Read(name),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
