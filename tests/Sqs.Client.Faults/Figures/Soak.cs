using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using Sqs.Client.Faults.Books;

namespace Sqs.Client.Faults.Figures;

/// <summary>The process at one moment of a long run. A connection waits in TIME_WAIT at the end that closed it first: the client's, or for a fault the server's.</summary>
internal sealed record SoakSample(TimeSpan At, long Bytes, int Handles, int Threads, long Sockets, int TimeWait, int TimeWaitOfServer)
{
    public static string Heading =>
        "| minute | MB after a collection | handles | pool threads | sockets | TIME_WAIT of the client | of the server |\n| --: | --: | --: | --: | --: | --: | --: |";

    /// <summary>Without the sockets; both ends of each are in this process.</summary>
    public long OtherHandles => Handles - (2 * Sockets);

    public string Row => string.Create(CultureInfo.InvariantCulture, $"| {At.TotalMinutes:0.0} | {Bytes / 1e6:0.00} | {Handles} | {Threads} | {Sockets} | {TimeWait} | {TimeWaitOfServer} |");
}

/// <summary>A long run at a steady pace, with a look at the process again and again: does anything grow?</summary>
internal sealed class Soak(BooksPlan plan, TimeSpan every, Action<SoakSample> report)
{
    private readonly List<SoakSample> _samples = [];

    public async Task<(BooksReport Books, FigureSheet Figures)> RunAsync()
    {
        await using var scene = await BooksScene.StartAsync(plan);
        await using var gauges = new Gauges(scene.Port);
        var run = BooksRun.RunAsync(plan, scene);
        for (var watch = Stopwatch.StartNew(); await Task.WhenAny(run, Task.Delay(every)) != run && watch.Elapsed < plan.Duration;)
        {
            var sample = Look(gauges, scene.Port, watch.Elapsed);
            _samples.Add(sample);
            report(sample);
        }

        var books = await run;
        return (books, Judge(books));
    }

    private static SoakSample Look(Gauges gauges, int port, TimeSpan at)
    {
        using var process = Process.GetCurrentProcess();
        var timeWait = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Where(connection => connection.State == TcpState.TimeWait).ToList();
        return new SoakSample(
            at,
            Gauges.LiveBytes(),
            process.HandleCount,
            ThreadPool.ThreadCount,
            gauges.OpenSockets,
            timeWait.Count(connection => connection.RemoteEndPoint.Port == port),
            timeWait.Count(connection => connection.LocalEndPoint.Port == port));
    }

    /// <summary>The last third against the sample that ends the first sixth: by then everything that is kept has been made.</summary>
    private FigureSheet Judge(BooksReport books)
    {
        var early = _samples[_samples.Count / 6];
        var late = _samples[(_samples.Count * 2 / 3)..];
        var sheet = new FigureSheet();
        sheet.Balanced("22 soak, moderate", [books]);
        sheet.AtMost("22 heap at the end, times that early", 1.1, (double)late.Max(sample => sample.Bytes) / early.Bytes);
        sheet.AtMost("22 pool threads", (2 * Environment.ProcessorCount) + 20, late.Max(sample => sample.Threads));
        sheet.AtMost("22 handles but sockets at the end, times those early", 1.1, (double)late.Max(sample => sample.OtherHandles) / early.OtherHandles);
        sheet.AtMost("22 sockets", plan.MaxConnections, late.Max(sample => sample.Sockets));
        sheet.AtMost("22 connections in TIME_WAIT", 500, late.Max(sample => sample.TimeWait));
        return sheet;
    }
}
