using System.Globalization;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Status;

/// <summary>Says in lines what changed since the last report: a line for each queue that came, went, or holds other messages.</summary>
internal sealed class StatusLines
{
    private readonly Dictionary<string, (string Label, LocalMessageCounts Counts)> _shown = new(StringComparer.Ordinal);

    public IEnumerable<string> Next(StatusReport report)
    {
        var gone = _shown.Keys.Except(report.Queues.Select(queue => queue.Arn), StringComparer.Ordinal).ToList();
        foreach (var arn in gone)
        {
            _ = _shown.Remove(arn, out var last);
            yield return $"{last.Label}: deleted";
        }

        foreach (var queue in report.Queues.Where(queue => !_shown.TryGetValue(queue.Arn, out var last) || last.Counts != queue.Counts))
        {
            _shown[queue.Arn] = (queue.Label, queue.Counts);
            yield return Line(queue);
        }
    }

    private static string Line(QueueReport queue) => string.Create(
        CultureInfo.InvariantCulture,
        $"{queue.Label}: {queue.Counts.Visible} visible, {queue.Counts.InFlight} in flight, {queue.Counts.Delayed} delayed; sent {queue.SendRate:0.#}/s, received {queue.ReceiveRate:0.#}/s, deleted {queue.DeleteRate:0.#}/s; {queue.Waiting} waiting");
}
