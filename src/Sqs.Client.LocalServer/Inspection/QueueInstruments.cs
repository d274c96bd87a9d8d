using System.Diagnostics.Metrics;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Realms;

namespace Sqs.Client.LocalServer.Inspection;

/// <summary>
/// The metrics that Amazon CloudWatch has for SQS, by their names there, as instruments. Nobody pays for them who does not listen: counts
/// are read from the queues when a listener asks.
/// </summary>
internal sealed class QueueInstruments : IDisposable
{
    private readonly Meter _meter;
    private readonly RealmDirectory _realms;
    private readonly Histogram<long> _sentMessageSize;

    /// <summary>Opens the meter.</summary>
    /// <param name="realms">Where the queues are.</param>
    /// <param name="server">The scope of the meter, to tell servers of one process apart.</param>
    public QueueInstruments(RealmDirectory realms, LocalSqs server)
    {
        _realms = realms;
        _meter = new Meter(new MeterOptions(LocalSqs.MeterName) { Scope = server });
        _sentMessageSize = _meter.CreateHistogram<long>("SentMessageSize", "By", "The sizes of messages that were added to a queue");
        Count("NumberOfMessagesSent", "Messages added to a queue", static totals => totals.Sent);
        Count("NumberOfMessagesReceived", "Messages returned by calls of ReceiveMessage", static totals => totals.Received);
        Count("NumberOfEmptyReceives", "Calls of ReceiveMessage that returned no message", static totals => totals.EmptyReceives);
        Count("NumberOfMessagesDeleted", "Messages deleted from a queue", static totals => totals.Deleted);
        Gauge("ApproximateNumberOfMessagesVisible", "Messages that can be received", static counts => counts.Visible);
        Gauge("ApproximateNumberOfMessagesNotVisible", "Messages in flight", static counts => counts.InFlight);
        Gauge("ApproximateNumberOfMessagesDelayed", "Messages that cannot be received yet", static counts => counts.Delayed);
    }

    public void Sent(MessageQueue queue, long bytes)
    {
        queue.Tally.Send();
        if (_sentMessageSize.Enabled)
        {
            _sentMessageSize.Record(bytes, Tags(queue));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?>[] Tags(MessageQueue queue) =>
    [
        KeyValuePair.Create<string, object?>("QueueName", queue.Identity.Name),
        KeyValuePair.Create<string, object?>("Region", queue.Identity.Region),
        KeyValuePair.Create<string, object?>("AccountId", queue.Identity.AccountId),
    ];

    private void Count(string name, string description, Func<LocalQueueTotals, long> read) => _ = _meter.CreateObservableCounter(
        name, () => _realms.ListQueues().Select(queue => new Measurement<long>(read(queue.Tally.Totals), Tags(queue))), "{message}", description);

    private void Gauge(string name, string description, Func<(int Visible, int InFlight, int Delayed), int> read) => _ = _meter.CreateObservableGauge(
        name, () => _realms.ListQueues().Select(queue => new Measurement<int>(read(queue.Count()), Tags(queue))), "{message}", description);
}
