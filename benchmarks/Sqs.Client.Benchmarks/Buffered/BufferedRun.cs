using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Benchmarks.Quick;

namespace Sqs.Client.Benchmarks.Buffered;

/// <summary>Compares ways to send and writes a table; a filter keeps to the groups with that in their name and writes nothing.</summary>
internal static class BufferedRun
{
    private const int Rounds = 7;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(string? filter)
    {
        var table = new StringBuilder();
        using (var far = new StubProcess(TimeSpan.FromMilliseconds(20)))
        {
            await GroupAsync(table, filter, "20 ms away, each caller awaits its send",
                Sender.Plain("plain client, 16 callers", far.Endpoint, 16),
                Sender.Floor("bare HTTP, 16 callers", far.Endpoint, 16, 1),
                Sender.Buffered("buffered, 16 callers", far.Endpoint, 16),
                Sender.Buffered("buffered at LowCost, 16 callers", far.Endpoint, 16, QueueBufferPreset.LowCost),
                Sender.ByHand("batched by hand, 12 callers", far.Endpoint, 12),
                Sender.Plain("plain client, 1 caller", far.Endpoint, 1),
                Sender.Buffered("buffered, 1 caller", far.Endpoint, 1));
            await GroupAsync(table, filter, "20 ms away, 16 producers with 10 sends outstanding each",
                Sender.Floor("bare HTTP, 10 batches of 10 in flight", far.Endpoint, 10, Samples.BatchSize),
                Sender.Buffered("buffered", far.Endpoint, 160),
                Sender.Buffered("buffered at LowCost", far.Endpoint, 160, QueueBufferPreset.LowCost));
            await LatencyAsync(table, filter, far.Endpoint);
        }

        using var near = new StubProcess(TimeSpan.Zero);
        await GroupAsync(table, filter, "no latency, as many sends outstanding as the processor takes",
            Sender.Plain("plain client, 160 callers", near.Endpoint, 160),
            Sender.Buffered("buffered, 160 callers", near.Endpoint, 160),
            Sender.ByHand("batched by hand, 16 callers", near.Endpoint, 16));
        if (filter is null)
        {
            ResultFiles.Write("buffered.md", Head() + table);
        }
    }

    /// <summary>Senders take turns of a second; a ratio is the median over the rounds of a sender's rate by the first one's in the same round.</summary>
    private static async Task GroupAsync(StringBuilder table, string? filter, string name, params Sender[] senders)
    {
        if (filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            Show(table, $"\n**{name}**\n\n| | messages/s | ratio | messages/CPU s | ratio | messages/request | bytes/message |\n| --- | --: | --: | --: | --: | --: | --: |\n");
            var windows = senders.Select(_ => new List<Window>()).ToArray();
            for (var round = -1; round < Rounds; round++)
            {
                for (var turn = 0; turn < senders.Length; turn++)
                {
                    var at = (turn + Math.Max(round, 0)) % senders.Length;
                    var window = await Window.OfAsync(senders[at], Slice);
                    if (round >= 0) // the first one warms up
                    {
                        windows[at].Add(window);
                    }
                }
            }

            for (var at = 0; at < senders.Length; at++)
            {
                Show(table, Row(senders[at].Name, windows[at], windows[0]));
            }
        }

        foreach (var sender in senders)
        {
            await sender.DisposeAsync();
        }
    }

    private static async Task LatencyAsync(StringBuilder table, string? filter, Uri endpoint)
    {
        if (filter is not null && !"latency".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        Show(table, "\n**20 ms away, sends that come at a rate: median of a send in ms**\n\n| messages/s | plain client | buffered | added | buffered at LowCost | added |\n| --: | --: | --: | --: | --: | --: |\n");
        await using var plain = Sender.Plain("", endpoint, 1);
        await using var buffered = Sender.Buffered("", endpoint, 1);
        await using var lowCost = Sender.Buffered("", endpoint, 1, QueueBufferPreset.LowCost);
        foreach (var (rate, count) in new[] { (1, 8), (10, 60), (100, 400), (1000, 4000) })
        {
            var own = await Latencies.MedianAsync(plain, rate, count);
            var first = await Latencies.MedianAsync(buffered, rate, count);
            var second = await Latencies.MedianAsync(lowCost, rate, count);
            Show(table, string.Create(CultureInfo.InvariantCulture, $"| {rate:N0} | {own:F1} | {first:F1} | {first - own:F1} | {second:F1} | {second - own:F1} |\n"));
        }
    }

    private static void Show(StringBuilder table, string rows)
    {
        Console.Write(rows);
        _ = table.Append(rows);
    }

    private static string Row(string name, List<Window> own, List<Window> first) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Median(own.Select(window => window.MessagesPerSecond)):N0} | {Median(own.Zip(first, (one, other) => one.MessagesPerSecond / other.MessagesPerSecond)):F2} "
        + $"| {Median(own.Select(window => window.MessagesPerCpuSecond)):N0} | {Median(own.Zip(first, (one, other) => one.MessagesPerCpuSecond / other.MessagesPerCpuSecond)):F2} "
        + $"| {Median(own.Select(window => window.MessagesPerRequest)):F1} | {Median(own.Select(window => window.BytesPerMessage)):N0} |\n");

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Head() => $"""
        # Sending through the buffered client

        `dotnet run -c Release --project benchmarks/Sqs.Client.Benchmarks -- buffered`; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture},
        {Environment.ProcessorCount} cores. Messages of 1 KB to a stub in a process of its own, which shares the cores. Senders take turns of a second for {Rounds} rounds; a **ratio** is the
        median over the rounds of a sender's rate by that of the first row in the same round. A CPU second is one of the processor time of the sending process.

        """;
}
