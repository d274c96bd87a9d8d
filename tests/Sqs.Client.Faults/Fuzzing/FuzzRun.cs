using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Faults.Fuzzing;

#pragma warning disable CA5394 // The seeds make the cases repeatable.

/// <summary>Runs case after case, counts how they end, and says how each failure is repeated.</summary>
/// <remarks>
/// A process that dies in a case says nothing any more; so every thousandth case names itself, and the last one named with the command
/// beside it finds the fatal one. A case that hangs is noticed from beside it, and ends the process.
/// </remarks>
internal sealed class FuzzRun(FuzzSettings settings, IFuzzTarget target, TextWriter output)
{
    private const int Announced = 1000;
    private const int MostFailures = 20;
    private static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(90);

    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private long _index = settings.From;
    private int _failures;
    private TimeSpan _slowest;
    private long _slowestIndex;
    private long _mostAllocated;
    private long _heaviestIndex;

    /// <summary>Runs to the end.</summary>
    /// <returns>The exit code: 0 when nothing was wrong.</returns>
    public async Task<int> RunAsync()
    {
        using var done = new CancellationTokenSource();
        var watching = WatchAsync(done.Token);
        var elapsed = Stopwatch.StartNew();
        for (; _index < settings.From + settings.Count && elapsed.Elapsed < settings.Longest && _failures < MostFailures; Volatile.Write(ref _index, _index + 1))
        {
            if ((_index - settings.From) % Announced == 0)
            {
                await output.WriteLineAsync(FormattableString.Invariant($"at case {_index}; if it is the last one: {settings.Repeat(_index, Announced)}"));
            }

            await RunOneAsync();
        }

        await done.CancelAsync();
        await watching;
        await ReportAsync(elapsed.Elapsed);
        return _failures == 0 ? 0 : 1;
    }

    private async Task RunOneAsync()
    {
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        FuzzCase one;
        try
        {
            one = await target.RunAsync(_index, new Random(unchecked((int)((settings.Seed * 1_000_003L) + _index))));
        }
        catch (Exception error)
        {
            one = new FuzzCase("", error.GetType().Name, error.ToString());
        }

        var took = Stopwatch.GetElapsedTime(started);
        (_slowest, _slowestIndex) = took > _slowest ? (took, _index) : (_slowest, _slowestIndex);
        var bytes = GC.GetTotalAllocatedBytes() - allocated;
        (_mostAllocated, _heaviestIndex) = bytes > _mostAllocated ? (bytes, _index) : (_mostAllocated, _heaviestIndex);
        _outcomes[one.Outcome] = _outcomes.GetValueOrDefault(one.Outcome) + 1;
        if (one.Wrong is not null)
        {
            _failures++;
            await output.WriteLineAsync(FormattableString.Invariant(
                $"FAILED seed {settings.Seed} case {_index} {settings.ProtocolOf(_index)} {one.Name}: {one.Wrong}\n  repeat: {settings.Repeat(_index, 1)}"));
        }
    }

    /// <summary>Ends the process when a case does not end.</summary>
    private async Task WatchAsync(CancellationToken done)
    {
        var (seen, since) = (-1L, Stopwatch.StartNew());
        while (!done.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (Volatile.Read(ref _index) is var index && index != seen)
            {
                (seen, since) = (index, Stopwatch.StartNew());
            }
            else if (since.Elapsed > LongestCase)
            {
                await output.WriteLineAsync(FormattableString.Invariant($"FAILED seed {settings.Seed} case {index}: it does not end\n  repeat: {settings.Repeat(index, 1)}"));
                Environment.Exit(2);
            }
        }
    }

    private async Task ReportAsync(TimeSpan elapsed)
    {
        foreach (var (outcome, count) in _outcomes)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"  {count} {outcome}"));
        }

        foreach (var line in target.Summary)
        {
            await output.WriteLineAsync("  " + line);
        }

        await output.WriteLineAsync(FormattableString.Invariant($"slowest is case {_slowestIndex}, heaviest is case {_heaviestIndex}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            seed: {settings.Seed}
            cases: {_index - settings.From}
            failures: {_failures}
            seconds: {elapsed.TotalSeconds:0.0}
            slowest case, ms: {_slowest.TotalMilliseconds:0}
            most allocated by a case, MiB: {_mostAllocated >> 20}
            peak memory, MiB: {PeakMemory.Read() >> 20}
            """));
    }
}
