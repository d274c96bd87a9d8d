using System.Diagnostics.Metrics;

namespace Sqs.Client.Diagnostics;

/// <summary>The instruments of the outgoing half of the buffered client; their tag <c>messaging.operation.name</c> tells the kind.</summary>
internal static class OutgoingMetrics
{
    public const string Reason = "sqs.client.buffer.cut.reason";
    public const string Sent = "sqs.client.buffer.leftover.sent";

    /// <summary>The bytes that the service bills as one request.</summary>
    private const long BillingUnit = 64 * 1024;

    public static Histogram<long> BatchSize { get; } = SqsDiagnostics.Meter.CreateHistogram(
        "sqs.client.buffer.batch.size",
        "{message}",
        "Entries of an outgoing batch, by the reason for which it was cut.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });

    public static Histogram<long> BatchBytes { get; } = SqsDiagnostics.Meter.CreateHistogram<long>(
        "sqs.client.buffer.batch.bytes", "By", "Bytes of an outgoing batch, as the service counts them.");

    public static Histogram<double> Linger { get; } = SqsDiagnostics.Meter.CreateHistogram(
        "sqs.client.buffer.batch.linger",
        "s",
        "How long the oldest entry of a batch had waited when it was cut.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });

    public static UpDownCounter<long> Pending { get; } = SqsDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.client.buffer.pending.messages", "{message}", "Calls that were accepted and are not completed.");

    public static UpDownCounter<long> PendingBytes { get; } = SqsDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.client.buffer.pending.bytes", "By", "Bytes of the calls that were accepted and are not completed.");

    public static UpDownCounter<long> InFlight { get; } = SqsDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.client.buffer.batches.in_flight", "{batch}", "Outgoing batches on the wire.");

    public static Counter<long> SentAgain { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.buffer.entry.retries", "{message}", "Entries that went out again, by the code of their failure.");

    public static Counter<long> Failed { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.buffer.entry.failures", "{message}", "Entries that failed in a batch that did not, by code.");

    public static Counter<long> Lowered { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.buffer.ceiling.reductions", "{reduction}", "How often the most bytes of a queue's batches were lowered.");

    public static Counter<long> Leftovers { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.buffer.leftovers", "{message}", "Calls that were given up when the client was disposed, by whether they had been sent.");

    public static Counter<long> Billed { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.buffer.billed.requests", "{request}", "Requests as they are billed, in units of 64 KiB.");

    public static Counter<long> BilledSingly { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.buffer.unbatched.requests", "{request}", "What would have been billed had every call gone out alone.");

    /// <summary>How many requests a call of so many bytes is billed as.</summary>
    public static long UnitsOf(long bytes) => Math.Max(1, (bytes + BillingUnit - 1) / BillingUnit);
}
