using System.Diagnostics.Metrics;

namespace Sqs.Client.Processing;

/// <summary>The instruments of the work on messages.</summary>
internal static class RunMetrics
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    public static Histogram<double> Duration { get; } = SqsProcessingDiagnostics.Meter.CreateHistogram(
        "messaging.process.duration", "s", "Time that a handler took.", advice: Seconds);

    public static UpDownCounter<long> Running { get; } = SqsProcessingDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.processing.handlers.running", "{handler}", "Handlers that run.");

    public static Counter<long> Outcomes { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.messages.outcome", "{message}", "Messages whose work ended, by what became of them.");

    public static Histogram<double> Lag { get; } = SqsProcessingDiagnostics.Meter.CreateHistogram(
        "sqs.processing.message.lag", "s", "Time from the sending of a message to the start of its handler.", advice: Seconds);

    public static Counter<long> DeadLetterFailures { get; } = SqsProcessingDiagnostics.Meter.CreateCounter<long>(
        "sqs.processing.dead_letter.failures", "{message}", "Messages that could not be sent to the dead-letter queue and are delivered again.");
}
