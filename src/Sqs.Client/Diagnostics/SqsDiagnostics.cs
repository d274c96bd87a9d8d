using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Sqs.Client;

/// <summary>The names under which this library reports traces and metrics, to be given to OpenTelemetry.</summary>
/// <remarks>
/// Spans and instruments follow OpenTelemetry's messaging conventions for Amazon SQS (status: development). Nothing is measured while
/// nobody listens, and no body, receipt handle, secret or token is ever a tag.
/// </remarks>
public static class SqsDiagnostics
{
    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Sqs.Client";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Sqs.Client";

    /// <summary>The version of this library, as traces, metrics and the user agent state it.</summary>
    internal static string Version { get; } =
        typeof(SqsDiagnostics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    internal static ActivitySource Source { get; } = new(ActivitySourceName, Version);

    internal static Meter Meter { get; } = new(MeterName, Version);
}
