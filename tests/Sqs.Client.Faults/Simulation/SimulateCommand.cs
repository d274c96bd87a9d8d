using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Faults.Simulation;

/// <summary><c>simulate</c>: many worlds, one seed after another. A seed gives the same world each time.</summary>
internal static class SimulateCommand
{
    private static readonly Option<int> Seed = new("--seed") { Description = "The first seed.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many seeds.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<bool> Twice = new("--twice") { Description = "Lives through each world twice, and compares all that went over its networks." };

    private const string WorldMark = "world ";

    private static readonly TimeSpan LongestWorld = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var command = new Command("simulate", "Lives through random worlds on one thread in virtual time: lost messages, hangs, exceptions.") { Seed, Seeds, Twice };
        command.SetAction(static words => Pump.IsPossible ? LiveAsync(words) : InAChildAsync());
        return command;
    }

    /// <summary>
    /// The number of threads is decided when a process starts. And who watches it must stand outside: a world that keeps its one thread busy for ever cannot
    /// be stopped from within.
    /// </summary>
    private static async Task<int> InAChildAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.GetCommandLineArgs()[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var variable in Pump.OneThread)
        {
            start.Environment[variable] = "1";
        }

        using var child = Process.Start(start)!;
        var world = "";
        try
        {
            while (await child.StandardOutput.ReadLineAsync().WaitAsync(LongestWorld) is { } line)
            {
                world = line.StartsWith(WorldMark, StringComparison.Ordinal) ? line[WorldMark.Length..] : world;
                Console.Write(line.StartsWith(WorldMark, StringComparison.Ordinal) ? "" : line + Environment.NewLine);
            }
        }
        catch (TimeoutException)
        {
            child.Kill();
            Console.WriteLine($"Seed {world}: does not end, and lets nothing else run.");
        }

        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    private static async Task<int> LiveAsync(ParseResult words)
    {
        var (seed, seeds, bad) = (words.GetValue(Seed), words.GetValue(Seeds), 0);
        var (events, delivered, failed, watch) = (0L, 0L, 0L, Stopwatch.StartNew());
        for (var last = seed + seeds; seed < last; seed++)
        {
            Console.WriteLine($"{WorldMark}{seed}");
            var end = await World.RunAsync(seed);
            List<string> offences = [.. end.Offences];
            if (words.GetValue(Twice) && await World.RunAsync(seed) is var again && again.Trace.Hash != end.Trace.Hash)
            {
                offences.Add(string.Create(CultureInfo.InvariantCulture, $"differs the second time: {end.Trace.Events} events, then {again.Trace.Events}"));
            }

            (events, delivered, failed) = (events + end.Trace.Events, delivered + end.Ledger.Delivered, failed + end.Ledger.Surfaced.Values.Sum());
            bad += offences.Count > 0 ? 1 : 0;
            offences.ForEach(offence => Console.WriteLine($"Seed {seed}: {offence}"));
        }

        var pace = seeds / watch.Elapsed.TotalMinutes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeds} worlds, {delivered} messages, {events} events on the networks, {failed} failed calls; {bad} bad worlds; {pace:0} worlds a minute"));
        return bad > 0 ? 1 : 0;
    }
}
