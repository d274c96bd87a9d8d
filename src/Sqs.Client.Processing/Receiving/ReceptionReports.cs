using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sqs.Client.Processing;

/// <summary>
/// Tells logs and metrics what happens. Loggers and listeners are users' code, so nothing that they throw gets out of here: it would stop
/// the queue that reports.
/// </summary>
internal sealed class ReceptionReports(string queue, ILoggerFactory? loggers)
{
    private readonly ReceptionLog? _log = Make(loggers);
    private int _waiting;

    /// <summary>What the log threw last.</summary>
    public Exception? LogFailure { get; private set; }

    public void PollEnded(string result) =>
        Measure(() => ReceptionMetrics.Polls.Add(1, ReceptionMetrics.Tags(queue, new KeyValuePair<string, object?>(ReceptionMetrics.Result, result))));

    /// <summary>Failures that follow each other are told at the first, the second, the fourth, the eighth...</summary>
    public void PollFailed(int failures, string code, Exception error)
    {
        if (int.IsPow2(failures))
        {
            Tell(log => log.PollsFail(queue, failures, code, error));
        }
    }

    public void PollsWorkAgain(int failures) => Tell(log => log.PollsWorkAgain(queue, failures));

    public void Waiting(int waiting)
    {
        var change = waiting - _waiting;
        _waiting = waiting;
        if (change != 0)
        {
            Measure(() => ReceptionMetrics.Waiting.Add(change, ReceptionMetrics.Tags(queue)));
        }
    }

    public void Damaged(int count)
    {
        Measure(() => ReceptionMetrics.Damaged.Add(count, ReceptionMetrics.Tags(queue)));
        Tell(log => log.Damaged(queue, count));
    }

    public void Releasing(int count, string cause)
    {
        Measure(() => ReceptionMetrics.Released.Add(count, ReceptionMetrics.Tags(queue, new KeyValuePair<string, object?>(ReceptionMetrics.Cause, cause))));
        Tell(log => log.Releasing(queue, count, cause));
    }

    public void ReleaseFailed(Exception error) => Tell(log => log.ReleaseFailed(queue, error));

    public void WorkFailed(Delivery delivery, Exception error) => Tell(log => log.WorkFailed(queue, delivery.Message.MessageId, error));

    public void Restarting(int restarts, Exception error)
    {
        Measure(() => ReceptionMetrics.Restarts.Add(1, ReceptionMetrics.Tags(queue)));
        Tell(log => log.Restarting(queue, restarts, error));
    }

    public void ListenerFailed(Exception error) => Tell(log => log.ListenerFailed(queue, error));

    private void Measure(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception error)
        {
            ListenerFailed(error);
        }
    }

    /// <summary>A log that throws is broken itself: there is nobody left to tell but a debugger, and messages must flow all the same.</summary>
    private void Tell(Action<ReceptionLog> tell)
    {
        try
        {
            if (_log is not null)
            {
                tell(_log);
            }
        }
        catch (Exception error)
        {
            LogFailure = error;
        }
    }

    private static ReceptionLog? Make(ILoggerFactory? loggers)
    {
        try
        {
            return new ReceptionLog((loggers ?? NullLoggerFactory.Instance).CreateLogger<Reception>());
        }
        catch (Exception)
        {
            // A factory that throws makes no log; messages must flow all the same.
            return null;
        }
    }
}
