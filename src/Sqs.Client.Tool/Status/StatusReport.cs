using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Status;

/// <summary>What is shown: a sample, and how fast things went since the one before.</summary>
/// <param name="RequestRate">Requests per second.</param>
/// <param name="Requests">Requests answered since the start.</param>
/// <param name="Errors">Those answered with an error.</param>
/// <param name="Queues">The queues, in the order of the sample.</param>
internal sealed record StatusReport(double RequestRate, long Requests, long Errors, IReadOnlyList<QueueReport> Queues)
{
    /// <summary>Rates between two samples; all are zero where there is no earlier one or no time has passed.</summary>
    public static StatusReport Between(StatusSample? before, StatusSample now)
    {
        var seconds = before is null ? 0 : (now.At - before.At).TotalSeconds;
        var earlier = before?.Queues.ToDictionary(queue => queue.Arn, queue => queue.Totals, StringComparer.Ordinal) ?? [];
        return new StatusReport(
            Rate(before?.Requests ?? 0, now.Requests, seconds),
            now.Requests,
            now.Errors,
            [.. now.Queues.Select(queue => Of(queue, earlier.GetValueOrDefault(queue.Arn), seconds))]);
    }

    private static QueueReport Of(QueueSample queue, LocalQueueTotals before, double seconds) => new(queue.Arn, queue.Label, queue.Counts, queue.Waiting)
    {
        SendRate = Rate(before.Sent, queue.Totals.Sent, seconds),
        ReceiveRate = Rate(before.Received, queue.Totals.Received, seconds),
        DeleteRate = Rate(before.Deleted, queue.Totals.Deleted, seconds),
    };

    /// <summary>A total that fell belongs to a queue that was deleted and created again: it counts from zero.</summary>
    private static double Rate(long before, long now, double seconds) => seconds <= 0 ? 0 : (now < before ? now : now - before) / seconds;
}

/// <summary>A queue as it is shown.</summary>
internal sealed record QueueReport(string Arn, string Label, LocalMessageCounts Counts, int Waiting)
{
    /// <summary>Messages sent per second.</summary>
    public double SendRate { get; init; }

    /// <summary>Messages received per second.</summary>
    public double ReceiveRate { get; init; }

    /// <summary>Messages deleted per second.</summary>
    public double DeleteRate { get; init; }
}
