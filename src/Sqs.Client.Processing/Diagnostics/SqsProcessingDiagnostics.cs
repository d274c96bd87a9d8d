using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Sqs.Client.Processing;

/// <summary>The names under which this library reports traces and metrics, to be given to OpenTelemetry.</summary>
/// <remarks>Nothing is measured while nobody listens, and no body, receipt handle, secret or token is ever a tag.</remarks>
public static class SqsProcessingDiagnostics
{
    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Sqs.Client.Processing";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Sqs.Client.Processing";

    internal static ActivitySource Source { get; } = new(ActivitySourceName, Version);

    internal static Meter Meter { get; } = new(MeterName, Version);

    private static string Version =>
        typeof(SqsProcessingDiagnostics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
