using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sqs.Client.Processing;

/// <summary>
/// Tells logs and metrics what happens to held messages. Loggers and listeners are users' code, so nothing that they throw gets out of here:
/// it would stop the loop that holds the messages.
/// </summary>
/// <param name="queue">The name of the queue.</param>
/// <param name="loggers">Where it is told; null for nowhere.</param>
internal sealed class LeaseReports(string queue, ILoggerFactory? loggers)
{
    private readonly LeaseLog _log = new((loggers ?? NullLoggerFactory.Instance).CreateLogger("Sqs.Client.Processing.Leases"));

    /// <summary>What the log threw last.</summary>
    public Exception? LogFailure { get; private set; }

    public void Taken(int count) => Count(LeaseMetrics.Held, count);

    public void Ended(Message message, LeaseEnd end, Exception? error)
    {
        Count(LeaseMetrics.Held, -1);
        Count(LeaseMetrics.Ended, 1, new KeyValuePair<string, object?>(LeaseMetrics.End, NameOf(end)));
        if (end == LeaseEnd.Lost)
        {
            Tell(() => _log.Lost(queue, message.MessageId));
        }
        else if (end == LeaseEnd.DeleteLost && error is not null)
        {
            Tell(() => _log.DeleteLost(queue, message.MessageId, error));
        }
    }

    public void ExtensionRequested() => Count(LeaseMetrics.ExtensionRequests, 1);

    public void Extended(int count) => Count(LeaseMetrics.Extended, count);

    public void ExtensionFailed(int count, string reason, Exception? error) => Tell(() => _log.ExtensionFailed(queue, count, reason, error));

    public void DeleteFailed(Message message, Exception error) => Tell(() => _log.DeleteFailed(queue, message.MessageId, LeaseErrors.NameOf(error)));

    public void AbandonFailed(Message message, string reason) => Tell(() => _log.AbandonFailed(queue, message.MessageId, reason));

    public void Releasing(int count, string cause) => Tell(() => _log.Releasing(queue, count, cause));

    public void ReleaseFailed(int count, Exception? error) => Tell(() => _log.ReleaseFailed(queue, count, error));

    public void LostListenerFailed(Message message, Exception error) => Tell(() => _log.LostListenerFailed(queue, message.MessageId, ErrorNames.Of(error)));

    public void TurnFailed(Exception error) => Tell(() => _log.TurnFailed(queue, error));

    private void Count(Instrument<long> instrument, long change, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        if (!instrument.Enabled || change == 0)
        {
            return;
        }

        var tags = new TagList(more) { { LeaseMetrics.System, LeaseMetrics.SystemValue }, { LeaseMetrics.Destination, queue } };
        try
        {
            (instrument as Counter<long>)?.Add(change, tags);
            (instrument as UpDownCounter<long>)?.Add(change, tags);
        }
        catch (Exception error)
        {
            Tell(() => _log.ListenerFailed(queue, error));
        }
    }

    /// <summary>A log that throws is broken itself: there is nobody left to tell but a debugger, and messages must be held all the same.</summary>
    private void Tell(Action log)
    {
        try
        {
            log();
        }
        catch (Exception error)
        {
            LogFailure = error;
        }
    }

    private static string NameOf(LeaseEnd end) => end switch
    {
        LeaseEnd.Completed => "completed",
        LeaseEnd.Abandoned => "abandoned",
        LeaseEnd.Released => "released",
        LeaseEnd.Lost => "lost",
        _ => "delete_lost",
    };
}
