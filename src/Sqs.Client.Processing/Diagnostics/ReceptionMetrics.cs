using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sqs.Client.Processing;

/// <summary>The instruments of receiving.</summary>
internal static class ReceptionMetrics
{
    /// <summary>How a poll ended: <c>full</c> when it brought anything, <c>empty</c> or <c>failed</c>.</summary>
    public const string Result = "sqs.processing.poll.result";

    /// <summary>Why messages were released: <c>stop</c>, <c>pause</c>, <c>group</c>, <c>damaged</c> or <c>restart</c>.</summary>
    public const string Cause = "sqs.processing.release.cause";

    public static Counter<long> Polls { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.polls", "{poll}", "Polls that ended.");

    public static UpDownCounter<long> Waiting { get; } = SqsProcessingDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.processing.messages.waiting", "{message}", "Messages that were fetched and are not started.");

    public static Counter<long> Damaged { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.messages.damaged", "{message}", "Received messages whose content is not what their digest says.");

    public static Counter<long> Released { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.messages.released", "{message}", "Messages that were given back without having been started.");

    public static Counter<long> Restarts { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.restarts", "{restart}", "Receive loops that failed and were started anew.");

    public static TagList Tags(string queue, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var tags = new TagList { { "messaging.system", "aws_sqs" }, { "messaging.destination.name", queue } };
        foreach (var tag in more)
        {
            tags.Add(tag);
        }

        return tags;
    }
}
