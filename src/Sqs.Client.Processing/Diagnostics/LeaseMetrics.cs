using System.Diagnostics.Metrics;

namespace Sqs.Client.Processing;

/// <summary>The instruments of held messages.</summary>
internal static class LeaseMetrics
{
    public static UpDownCounter<long> Held { get; } = SqsProcessingDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.processing.messages.held", "{message}", "Received messages that are held: waiting, being worked on or being settled.");

    public static Counter<long> Extended { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.extensions", "{message}", "Messages whose visibility timeout was extended.");

    public static Counter<long> ExtensionRequests { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.extension.requests", "{request}", "Calls that extend visibility timeouts, as they are billed: for up to 10 messages each.");

    public static Counter<long> Ended { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.leases.ended", "{message}", "Messages that are not held any more, by how that ended.");
}
