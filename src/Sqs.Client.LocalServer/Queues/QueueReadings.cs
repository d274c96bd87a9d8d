using System.Globalization;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>What a queue tells of itself, by the names on the wire.</summary>
internal static class QueueReadings
{
    /// <summary>Every attribute that the queue has.</summary>
    public static IReadOnlyDictionary<string, string> All(MessageQueue queue) => Of(queue, static _ => true).ToDictionary(StringComparer.Ordinal);

    /// <summary>The attributes that were asked for, as far as the queue has them. Times are whole seconds, counts are of this moment.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(MessageQueue queue, Func<string, bool> isAsked)
    {
        var counts = queue.Count();
        var found = new List<KeyValuePair<string, string>>();
        foreach (var name in QueueAttributes.Names)
        {
            if (isAsked(name) && Read(queue, counts, name) is { } value)
            {
                found.Add(KeyValuePair.Create(name, value));
            }
        }

        return found;
    }

    public static IReadOnlyDictionary<string, string> Tags(MessageQueue queue)
    {
        lock (queue.Tags)
        {
            return new SortedDictionary<string, string>(queue.Tags, StringComparer.Ordinal);
        }
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
