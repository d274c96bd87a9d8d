using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Tells logs and metrics what becomes of messages. Never throws.</summary>
internal sealed class RunReports
{
    private static readonly KeyValuePair<string, object?> Operation = new(TagNames.OperationName, TagNames.Process);

    private readonly RunLog _log;

    /// <summary>Tells of one queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="loggers">Where it is told; null for nowhere.</param>
    public RunReports(SqsQueue queue, ILoggerFactory? loggers)
    {
        (Queue, _log) = (queue, new RunLog(GuardedLoggers.Over(loggers).CreateLogger<MessageRunner>()));
        Listeners = new QueueListeners(queue.Name, _log.ListenerFailed);
    }

    public SqsQueue Queue { get; }

    public QueueListeners Listeners { get; }

    /// <summary>How metrics, traces and dead letters name an error: by its full type, as OpenTelemetry wants <c>error.type</c>; never by its text.</summary>
    public static string TypeOf(Exception error) => error.GetType().ToString();

    public void Started(Delivery delivery, TimeProvider time)
    {
        Listeners.Count(RunMetrics.Running, 1, Operation);
        if (RunMetrics.Lag.Enabled && delivery.Message.SentTimestamp is { } sent)
        {
            // The clock is users' code too.
            Listeners.Call(() =>
            {
                var lag = time.GetUtcNow() - sent;
                Listeners.Record(RunMetrics.Lag, lag > TimeSpan.Zero ? lag : TimeSpan.Zero, Operation);
            });
        }
    }

    public void Stopped() => Listeners.Count(RunMetrics.Running, -1, Operation);

    /// <summary>The message has ended.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="took">How long its handler took; null when none ran.</param>
    /// <param name="error">The name of the error; null when there was none.</param>
    public void Ended(Delivery delivery, RunOutcome outcome, TimeSpan? took, string? error)
    {
        List<KeyValuePair<string, object?>> tags = [Operation, new(TagNames.Outcome, RunOutcomes.Tag(outcome))];
        if (error is not null)
        {
            tags.Add(new(TagNames.ErrorType, error));
        }

        Listeners.Count(RunMetrics.Outcomes, 1, [.. tags]);
        if (took is { } time)
        {
            Listeners.Record(RunMetrics.Duration, time, [.. tags]);
        }

        LogEnd(delivery.Message.MessageId, outcome);
    }

    public void Failed(Delivery delivery, Exception error, FailureAction action) =>
        _log.Failed(Queue.Name, delivery.Message.MessageId, delivery.ReceiveCount, ErrorNames.Of(error), action);

    public void DeadLetterFailed(Delivery delivery, Exception? error)
    {
        Listeners.Count(RunMetrics.DeadLetterFailures, 1, Operation);
        _log.DeadLetterFailed(Queue.Name, delivery.Message.MessageId, error is null ? "stopped" : ErrorNames.Of(error));
    }

    public void StoreFailed(Delivery delivery, string step, Exception error) =>
        _log.StoreFailed(Queue.Name, delivery.Message.MessageId, step, ErrorNames.Of(error));

    public void UserCodeFailed(Delivery delivery, string what, Exception error) =>
        _log.UserCodeFailed(Queue.Name, what, delivery.Message.MessageId, ErrorNames.Of(error));

    public void RunFailed(Delivery delivery, Exception error) => _log.RunFailed(Queue.Name, delivery.Message.MessageId, ErrorNames.Of(error));

    private void LogEnd(string messageId, RunOutcome outcome)
    {
        switch (outcome)
        {
            case RunOutcome.Released:
                _log.Released(Queue.Name, messageId);
                break;
            case RunOutcome.DeadLettered:
                _log.DeadLettered(Queue.Name, messageId);
                break;
            case RunOutcome.Discarded:
                _log.Discarded(Queue.Name, messageId);
                break;
            case RunOutcome.Duplicate:
                _log.Duplicate(Queue.Name, messageId);
                break;
        }
    }
}
