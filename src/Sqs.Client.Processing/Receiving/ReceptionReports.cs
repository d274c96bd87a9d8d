using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Tells logs and metrics how receiving goes. Never throws.</summary>
internal sealed class ReceptionReports
{
    private readonly string _queue;
    private readonly ReceptionLog _log;
    private readonly QueueListeners _listeners;
    private int _waiting;

    /// <summary>Tells of one queue.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="loggers">Where it is told; null for nowhere.</param>
    public ReceptionReports(string queue, ILoggerFactory? loggers)
    {
        (_queue, _log) = (queue, new ReceptionLog(GuardedLoggers.Over(loggers).CreateLogger<Reception>()));
        _listeners = new QueueListeners(queue, _log.ListenerFailed);
    }

    public void PollEnded(string result) => _listeners.Count(ReceptionMetrics.Polls, 1, new KeyValuePair<string, object?>(TagNames.PollResult, result));

    /// <summary>Failures that follow each other are told at the first, the second, the fourth, the eighth...</summary>
    public void PollFailed(int failures, string name, Exception error)
    {
        if (int.IsPow2(failures))
        {
            _log.PollsFail(_queue, failures, name, error);
        }
    }

    public void PollsWorkAgain(int failures) => _log.PollsWorkAgain(_queue, failures);

    public void Waiting(int waiting)
    {
        _listeners.Count(ReceptionMetrics.Waiting, waiting - _waiting);
        _waiting = waiting;
    }

    public void Damaged(int count)
    {
        _listeners.Count(ReceptionMetrics.Damaged, count);
        _log.Damaged(_queue, count);
    }

    public void Releasing(int count, string cause)
    {
        _listeners.Count(ReceptionMetrics.Released, count, new KeyValuePair<string, object?>(TagNames.ReleaseCause, cause));
        _log.Releasing(_queue, count, cause);
    }

    public void ReleaseFailed(Exception error) => _log.ReleaseFailed(_queue, error);

    public void WorkFailed(Delivery delivery, Exception error) => _log.WorkFailed(_queue, delivery.Message.MessageId, error);

    public void Restarting(int restarts, Exception error)
    {
        _listeners.Count(ReceptionMetrics.Restarts, 1);
        _log.Restarting(_queue, restarts, error);
    }

    public void ListenerFailed(Exception error) => _log.ListenerFailed(_queue, error);
}
