using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Sqs.Client.Processing;

namespace Worker;

/// <summary>Prints, every second, what the processors measure, how they are, and what the process takes. A service would give the meter to OpenTelemetry instead.</summary>
internal sealed class Telemetry(HealthCheckService health, Tally tally) : BackgroundService
{
    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var meters = Listen();
        using var process = Process.GetCurrentProcess();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var report = await health.CheckHealthAsync(stoppingToken);
            process.Refresh();
            Console.WriteLine(
                $"{tally.Handled,9:N0} handled, {report.Status}; heap {GC.GetTotalMemory(forceFullCollection: false) / 1_048_576} MiB, "
                + $"{ThreadPool.ThreadCount} pool threads, {ThreadPool.PendingWorkItemCount} waiting for one, {process.HandleCount} handles");
            Console.WriteLine("          " + string.Join(", ", _sums.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value:N0}")));
        }
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == SqsProcessingDiagnostics.MeterName && instrument is Counter<long> or UpDownCounter<long>)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _sums.AddOrUpdate(Short(instrument.Name), value, (_, sum) => sum + value));
        listener.Start();
        return listener;
    }

    private static string Short(string name) => name.Replace("sqs.processing.", "", StringComparison.Ordinal);
}
