using System.Diagnostics.Metrics;

namespace Sqs.Client.Processing;

/// <summary>The instruments of receiving.</summary>
internal static class ReceptionMetrics
{
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
}
