using System.Diagnostics.Metrics;

namespace Sqs.Client.Diagnostics;

/// <summary>The instruments of fair queues; their tags tell the queue and the tenant.</summary>
internal static class TenantMetrics
{
    public const string Tenant = "sqs.client.tenant";

    public static Counter<long> Sent { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.tenant.sent.messages", "{message}", "Messages of a tenant that were stored.");

    public static Counter<long> Received { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.tenant.received.messages", "{message}", "Messages of a tenant that were received, each time anew.");

    public static Histogram<double> DwellTime { get; } = SqsDiagnostics.Meter.CreateHistogram(
        "sqs.client.tenant.dwell.time",
        "s",
        "How long a message of a tenant had been in the queue when it was received for the first time.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600] });
}
