using System.Diagnostics.Metrics;

namespace Sqs.Client.Diagnostics;

/// <summary>The instruments of the client.</summary>
internal static class SqsMetrics
{
    public static Histogram<double> Duration { get; } = SqsDiagnostics.Meter.CreateHistogram(
        "messaging.client.operation.duration",
        "s",
        "Duration of a call, all its attempts and pauses included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20] });

    public static Counter<long> Sent { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that the client tried to send.");

    public static Counter<long> Consumed { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that were received.");

    public static Counter<long> Retries { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.retries", "{attempt}", "Attempts after the first one.");

    public static Counter<long> Unverified { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.unverified.messages", "{message}", "Messages whose body came without a digest to compare.");
}
