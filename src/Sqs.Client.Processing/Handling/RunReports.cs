using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sqs.Client.Processing;

/// <summary>
/// Tells logs and metrics what becomes of messages. Loggers and listeners are users' code, so nothing that they throw gets out of here: a message would
/// be lost by it.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="loggers">Where it is told; null for nowhere.</param>
internal sealed class RunReports(SqsQueue queue, ILoggerFactory? loggers)
{
    private readonly RunLog _log = new((loggers ?? NullLoggerFactory.Instance).CreateLogger<MessageRunner>());

    public string QueueName { get; } = queue.Name;

    public string QueueUrl => queue.Url;

    /// <summary>What the log threw last.</summary>
    public Exception? LogFailure { get; private set; }

    /// <summary>How metrics, traces and dead letters name an error: by its type, never by its text.</summary>
    public static string TypeOf(Exception error) => error.GetType().ToString();

    public void Started(Delivery delivery, TimeProvider time) => Measure(() =>
    {
        RunMetrics.Running.Add(1, Tags());
        if (RunMetrics.Lag.Enabled && delivery.Message.SentTimestamp is { } sent)
        {
            RunMetrics.Lag.Record(Math.Max(0, (time.GetUtcNow() - sent).TotalSeconds), Tags());
        }
    });

    public void Stopped() => Measure(() => RunMetrics.Running.Add(-1, Tags()));

    /// <summary>The message has ended.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="took">How long its handler took; null when none ran.</param>
    /// <param name="error">The name of the error; null when there was none.</param>
    public void Ended(Delivery delivery, RunOutcome outcome, TimeSpan? took, string? error)
    {
        Measure(() =>
        {
            var tags = Tags();
            tags.Add(RunTags.Outcome, RunOutcomes.Tag(outcome));
            if (error is not null)
            {
                tags.Add(RunTags.ErrorType, error);
            }

            RunMetrics.Outcomes.Add(1, tags);
            if (took is { } time)
            {
                RunMetrics.Duration.Record(time.TotalSeconds, tags);
            }
        });
        Tell(() => LogEnd(delivery.Message.MessageId, outcome));
    }

    public void Failed(Delivery delivery, Exception error, FailureAction action) =>
        Tell(() => _log.Failed(QueueName, delivery.Message.MessageId, delivery.ReceiveCount, NameOf(error), action));

    public void DeadLetterFailed(Delivery delivery, Exception? error)
    {
        Measure(() => RunMetrics.DeadLetterFailures.Add(1, Tags()));
        Tell(() => _log.DeadLetterFailed(QueueName, delivery.Message.MessageId, error is null ? "stopped" : NameOf(error)));
    }

    public void StoreFailed(Delivery delivery, string step, Exception error) =>
        Tell(() => _log.StoreFailed(QueueName, delivery.Message.MessageId, step, NameOf(error)));

    public void UserCodeFailed(Delivery delivery, string what, Exception error) =>
        Tell(() => _log.UserCodeFailed(QueueName, what, delivery.Message.MessageId, NameOf(error)));

    public void RunFailed(Delivery delivery, Exception error) => Tell(() => _log.RunFailed(QueueName, delivery.Message.MessageId, NameOf(error)));

    /// <summary>Calls a listener of traces or metrics.</summary>
    public void Measure(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception error)
        {
            Tell(() => _log.ListenerFailed(QueueName, error));
        }
    }

    // What the service refused is told by its code; the type alone often does not say it.
    private static string NameOf(Exception error) =>
        error is SqsException { ErrorCode.Value: { Length: > 0 } code } ? $"{TypeOf(error)} {code}" : TypeOf(error);

    private void LogEnd(string messageId, RunOutcome outcome)
    {
        switch (outcome)
        {
            case RunOutcome.Released:
                _log.Released(QueueName, messageId);
                break;
            case RunOutcome.DeadLettered:
                _log.DeadLettered(QueueName, messageId);
                break;
            case RunOutcome.Discarded:
                _log.Discarded(QueueName, messageId);
                break;
            case RunOutcome.Duplicate:
                _log.Duplicate(QueueName, messageId);
                break;
        }
    }

    /// <summary>A log that throws is broken itself: there is nobody left to tell but a debugger, and messages must flow all the same.</summary>
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

    private TagList Tags() => new()
    {
        { RunTags.System, RunTags.SystemValue },
        { RunTags.OperationName, RunTags.Process },
        { RunTags.Destination, QueueName },
    };
}
