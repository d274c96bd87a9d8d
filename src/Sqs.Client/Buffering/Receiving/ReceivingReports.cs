using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sqs.Client.Diagnostics;

namespace Sqs.Client.Buffering;

/// <summary>
/// Tells logs and metrics what happens. Loggers and listeners are users' code, so nothing that they throw gets out of here: it would stop
/// the queue that reports.
/// </summary>
internal sealed class ReceivingReports(ILoggerFactory loggers)
{
    private readonly ReceivingLog _log = new(loggers.CreateLogger<BufferedSqsClient>());

    /// <summary>What the log threw last.</summary>
    public Exception? LogFailure { get; private set; }

    public void PollEnded(string queueUrl, ReceivePoll poll, string result) => Measure(queueUrl, () => ReceivingMetrics.Polls.Add(
        1, Tags(queueUrl, new(ReceivingMetrics.Reason, poll.IsPrefetch ? "prefetch" : "demand"), new(ReceivingMetrics.Result, result))));

    public void Buffered(string queueUrl, int change) => Measure(queueUrl, () => ReceivingMetrics.Buffered.Add(change, Tags(queueUrl)));

    public void HandedOver(string queueUrl, IReadOnlyList<HeldMessage> messages, TimeSpan now)
    {
        if (!ReceivingMetrics.Age.Enabled)
        {
            return;
        }

        Measure(queueUrl, () =>
        {
            var tags = Tags(queueUrl);
            foreach (var message in messages)
            {
                ReceivingMetrics.Age.Record((now - message.Harvest.EndedAt).TotalSeconds, tags);
            }
        });
    }

    public void Releasing(string queueUrl, int count, string cause) => Tell(() => _log.Releasing(Name(queueUrl), count, cause));

    public void Released(string queueUrl, int count, string cause) => Measure(
        queueUrl, () => ReceivingMetrics.Released.Add(count, Tags(queueUrl, new KeyValuePair<string, object?>(ReceivingMetrics.Cause, cause))));

    public void ReleaseFailed(string queueUrl, int count, Exception? error)
    {
        Measure(queueUrl, () => ReceivingMetrics.Expired.Add(count, Tags(queueUrl)));
        Tell(() => _log.ReleaseFailed(Name(queueUrl), count, error));
    }

    public void LeftToExpire(string queueUrl, int count)
    {
        Measure(queueUrl, () => ReceivingMetrics.Expired.Add(count, Tags(queueUrl)));
        Tell(() => _log.LeftToExpire(Name(queueUrl), count));
    }

    public void PollFailed(string queueUrl, Exception error) => Tell(() => _log.PollFailed(Name(queueUrl), error));

    public void AttributesDenied(string queueUrl) => Tell(() => _log.AttributesDenied(Name(queueUrl)));

    public void AttributesFailed(string queueUrl, int count, Exception error) => Tell(() => _log.AttributesFailed(Name(queueUrl), count, error));

    public void TurnFailed(string queueUrl, Exception error) => Tell(() => _log.TurnFailed(Name(queueUrl), error));

    private void Measure(string queueUrl, Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception error)
        {
            Tell(() => _log.ListenerFailed(Name(queueUrl), error));
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

    private static TagList Tags(string queueUrl, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var tags = new TagList { { SqsTags.System, SqsTags.SystemValue }, { SqsTags.Destination, Name(queueUrl) } };
        foreach (var tag in more)
        {
            tags.Add(tag);
        }

        return tags;
    }

    private static string Name(string queueUrl) => QueueUrls.NameOf(queueUrl).ToString();
}
