using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sqs.Client.Processing;

/// <summary>How a processor is, and why.</summary>
internal readonly record struct ProcessorHealth(HealthStatus Health, string Reason)
{
    /// <summary>The worst that can be said of a processor.</summary>
    public static ProcessorHealth Judge(SqsProcessorStatus status, SqsProcessorsHealthOptions options)
    {
        if (status.State is ProcessorState.New or ProcessorState.Stopping or ProcessorState.Stopped)
        {
            return new ProcessorHealth(HealthStatus.Unhealthy, $"{status.Name} is not running ({status.State})");
        }

        if (IsPollStale(status, options.PollStaleAfter))
        {
            return new ProcessorHealth(HealthStatus.Unhealthy, $"{status.Name} has had no good poll {Since(status.LastGoodPoll)}{Because(status)}");
        }

        if (status.OldestHandler > options.HandlerStuckAfter)
        {
            return new ProcessorHealth(HealthStatus.Degraded, $"{status.Name} has a handler that has been running for {Text(status.OldestHandler.Value)}");
        }

        return status.MessageAge > options.MessageOldAfter
            ? new ProcessorHealth(HealthStatus.Degraded, $"{status.Name} is behind: its messages are {Text(status.MessageAge.Value)} old when they are started")
            : new ProcessorHealth(HealthStatus.Healthy, "");
    }

    /// <summary>A processor that is paused, or that works on as much as it may, polls for nothing and is well.</summary>
    private static bool IsPollStale(SqsProcessorStatus status, TimeSpan limit)
    {
        DateTimeOffset?[] beginnings = [status.LastGoodPoll, status.ActiveSince, status.SaturatedUntil];
        return status.State != ProcessorState.Paused && !status.IsSaturated && status.Now - beginnings.Max() > limit;
    }

    private static string Since(DateTimeOffset? poll) => poll is { } moment ? string.Create(CultureInfo.InvariantCulture, $"since {moment:u}") : "yet";

    private static string Because(SqsProcessorStatus status) =>
        status.LastError is { } error ? string.Create(CultureInfo.InvariantCulture, $" ({error}, {status.Failures} in a row)") : "";

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
