using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;

namespace Sqs.Client.Faults.Books;

/// <summary>The process at one moment of a long run.</summary>
internal sealed record SoakSample(TimeSpan At, long Bytes, int Handles, int Threads, long Sockets, int TimeWait)
{
    public static string Heading => "| minute | MB after a collection | handles | pool threads | sockets | TIME_WAIT |\n| --: | --: | --: | --: | --: | --: |";

    public string Row => string.Create(CultureInfo.InvariantCulture, $"| {At.TotalMinutes:0.0} | {Bytes / 1e6:0.00} | {Handles} | {Threads} | {Sockets} | {TimeWait} |");
}

/// <summary>A long run at a steady pace, with a look at the process again and again: does anything grow?</summary>
internal sealed class Soak(BooksPlan plan, TimeSpan every, Action<SoakSample> report)
{
    private readonly List<SoakSample> _samples = [];

    public async Task<(BooksReport Books, IReadOnlyList<Figure> Figures)> RunAsync()
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
        var timeWait = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Count(connection => connection.State == TcpState.TimeWait && (connection.RemoteEndPoint.Port == port || connection.LocalEndPoint.Port == port));
        return new SoakSample(at, Gauges.LiveBytes(), process.HandleCount, ThreadPool.ThreadCount, gauges.OpenSockets, timeWait);
    }

    /// <summary>The last third against the sample that ends the first sixth: by then everything that is kept has been made.</summary>
    private Figure[] Judge(BooksReport books)
    {
        var early = _samples[_samples.Count / 6];
        var late = _samples[(_samples.Count * 2 / 3)..];
        var offences = books.Offences().ToList();
        return
        [
            new("22 soak, moderate", "lost, unexpected, left = 0; own exceptions only", offences.Count == 0 ? "holds" : string.Join("; ", offences.Take(3)), offences.Count == 0),
            AtMost("22 heap at the end, times that early", 1.1, (double)late.Max(sample => sample.Bytes) / early.Bytes),
            AtMost("22 pool threads", (2 * Environment.ProcessorCount) + 20, late.Max(sample => sample.Threads)),
            AtMost("22 handles at the end, times those early", 1.1, (double)late.Max(sample => sample.Handles) / early.Handles),
            AtMost("22 sockets", plan.MaxConnections, late.Max(sample => sample.Sockets)),
            AtMost("22 connections in TIME_WAIT", 500, late.Max(sample => sample.TimeWait)),
        ];
    }

    private static Figure AtMost(string name, double goal, double measured) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"<= {goal:0.##}"), measured.ToString("0.##", CultureInfo.InvariantCulture), measured <= goal);
}
