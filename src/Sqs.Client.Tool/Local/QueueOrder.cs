namespace Sqs.Client.Tool.Local;

/// <summary>Puts dead-letter queues before the queues that name them; else the order of the file stays.</summary>
internal static class QueueOrder
{
    public static IReadOnlyList<QueueEntry> Of(IReadOnlyList<QueueEntry> queues)
    {
        var byArn = queues.ToDictionary(queue => queue.Arn, StringComparer.Ordinal);
        var order = new List<QueueEntry>(queues.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var queue in queues)
        {
            foreach (var one in Chain(queue, byArn, placed).Reverse())
            {
                order.Add(one);
                _ = placed.Add(one.Arn);
            }
        }

        return order;
    }

    /// <summary>A queue, its dead-letter queue, the dead-letter queue of that, and so on, as far as they are not in place yet.</summary>
    private static IEnumerable<QueueEntry> Chain(QueueEntry first, Dictionary<string, QueueEntry> byArn, HashSet<string> placed)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var queue = first; queue is not null && !placed.Contains(queue.Arn); queue = queue.DeadLetterArn is { } arn ? byArn.GetValueOrDefault(arn) : null)
        {
            yield return seen.Add(queue.Arn) ? queue : throw queue.At("RedrivePolicy").Wrong("the dead-letter queues lead round in a circle.");
        }
    }
}
