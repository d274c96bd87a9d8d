using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Tells logs and metrics what happens to held messages. Never throws.</summary>
internal sealed class LeaseReports
{
    private readonly string _queue;
    private readonly LeaseLog _log;
    private readonly QueueListeners _listeners;

    /// <summary>Tells of one queue.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="loggers">Where it is told; null for nowhere.</param>
    public LeaseReports(string queue, ILoggerFactory? loggers)
    {
        (_queue, _log) = (queue, new LeaseLog(GuardedLoggers.Over(loggers).CreateLogger("Sqs.Client.Processing.Leases")));
        _listeners = new QueueListeners(queue, _log.ListenerFailed);
    }

    public void Taken(int count) => _listeners.Count(LeaseMetrics.Held, count);

    public void Ended(Message message, LeaseEnd end, Exception? error)
    {
        _listeners.Count(LeaseMetrics.Held, -1);
        _listeners.Count(LeaseMetrics.Ended, 1, new KeyValuePair<string, object?>(TagNames.LeaseEnd, Tag(end)));
        if (end == LeaseEnd.Lost)
        {
            _log.Lost(_queue, message.MessageId);
        }
        else if (end == LeaseEnd.DeleteLost && error is not null)
        {
            _log.DeleteLost(_queue, message.MessageId, error);
        }
    }

    public void ExtensionRequested() => _listeners.Count(LeaseMetrics.ExtensionRequests, 1);

    public void Extended(int count) => _listeners.Count(LeaseMetrics.Extended, count);

    public void ExtensionFailed(int count, string reason, Exception? error) => _log.ExtensionFailed(_queue, count, reason, error);

    public void DeleteFailed(Message message, Exception error) => _log.DeleteFailed(_queue, message.MessageId, ErrorNames.Of(error));

    public void AbandonFailed(Message message, Exception error) => _log.AbandonFailed(_queue, message.MessageId, ErrorNames.Of(error));

    public void Releasing(int count, string cause) => _log.Releasing(_queue, count, cause);

    public void ReleaseFailed(int count, Exception? error) => _log.ReleaseFailed(_queue, count, error);

    public void LostListenerFailed(Message message, Exception error) => _log.LostListenerFailed(_queue, message.MessageId, ErrorNames.Of(error));

    public void TurnFailed(Exception error) => _log.TurnFailed(_queue, error);

    private static string Tag(LeaseEnd end) => end switch
    {
        LeaseEnd.Completed => "completed",
        LeaseEnd.Abandoned => "abandoned",
        LeaseEnd.Released => "released",
        LeaseEnd.Lost => "lost",
        _ => "delete_lost",
    };
}
