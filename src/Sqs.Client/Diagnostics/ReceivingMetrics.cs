using System.Diagnostics.Metrics;

namespace Sqs.Client.Diagnostics;

/// <summary>The instruments of buffered receives.</summary>
internal static class ReceivingMetrics
{
    /// <summary>Why a poll was made: <c>demand</c> or <c>prefetch</c>.</summary>
    public const string Reason = "sqs.client.poll.reason";

    /// <summary>How a poll ended: <c>full</c> when it brought anything, <c>empty</c> or <c>failed</c>.</summary>
    public const string Result = "sqs.client.poll.result";

    /// <summary>Why messages were made visible again: <c>age</c>, <c>unknown</c> (the visibility timeout could not be read) or <c>dispose</c>.</summary>
    public const string Cause = "sqs.client.release.cause";

    public static Counter<long> Polls { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.polls", "{poll}", "Polls of buffered receives that ended.");

    public static UpDownCounter<long> Buffered { get; } = SqsDiagnostics.Meter.CreateUpDownCounter<long>(
        "sqs.client.buffered.received.messages", "{message}", "Received messages that wait for a caller.");

    public static Histogram<double> Age { get; } = SqsDiagnostics.Meter.CreateHistogram(
        "sqs.client.buffered.received.age",
        "s",
        "Age of a received message when a caller was given it.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 300] });

    public static Counter<long> Released { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.released.messages", "{message}", "Received messages that were made visible again because no caller took them.");

    public static Counter<long> Expired { get; } = SqsDiagnostics.Meter.CreateCounter<long>(
        "sqs.client.expired.messages", "{message}", "Received messages that no caller took and that were left until they become visible by themselves.");
}
