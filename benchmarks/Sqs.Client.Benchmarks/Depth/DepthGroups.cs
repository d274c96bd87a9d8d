using System.Globalization;
using Sqs.Client.Benchmarks.Quick;
using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.Benchmarks.Depth;

/// <summary>What the depth run compares: the same work on queues of different depths.</summary>
internal static class DepthGroups
{
    private const int Many = 100_000;
    private static readonly int[] Depths = [10, 10_000, 1_000_000];
    private static readonly QueueSettings Standard = new();
    private static readonly QueueSettings Fifo = new() { FifoQueue = true };

    public static IEnumerable<(string Name, Func<CaseGroup> Make)> All { get; } =
    [
        ("standard queue, in the engine", () => OfDepths("standard queue, in the engine", Standard, _ => null)),
        ("standard queue, 1,000 tenants", () => OfDepths("standard queue, 1,000 tenants", Standard, at => Name(at % 1000))),
        ("FIFO queue, 1,000 groups", () => OfDepths("FIFO queue, 1,000 groups", Fifo, at => Name(at % 1000))),
        ("FIFO queue, a group for each message", () => OfDepths("FIFO queue, a group for each message", Fifo, Name)),
        ("standard queue beside hidden messages", BesideHidden),
        ("standard queue, over HTTP", OverHttp),
    ];

    /// <summary>Bytes of managed memory per stored message of 1 KB, bodies and all.</summary>
    public static IEnumerable<(string Name, int Count, double Bytes)> Memory()
    {
        foreach (var (name, settings, groupOf) in new (string, QueueSettings, Func<int, string?>)[]
        {
            ("standard", Standard, _ => null),
            ("standard, 1,000 tenants", Standard, at => Name(at % 1000)),
            ("FIFO, 1,000 groups", Fifo, at => Name(at % 1000)),
        })
        {
            foreach (var count in Depths.Skip(1))
            {
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var queue = new DeepQueue(settings, groupOf).Fill(count);
                var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / count;
                GC.KeepAlive(queue);
                yield return (name, count, bytes);
            }
        }
    }

    private static CaseGroup OfDepths(string name, QueueSettings settings, Func<int, string?> groupOf) => new(
        name,
        [.. Depths.Select(depth => Case.Of(Count(depth), new DeepQueue(settings, groupOf).Fill(depth).Cycle))]);

    private static CaseGroup BesideHidden()
    {
        var delayed = new DeepQueue(Standard, _ => null).Fill(Many, TimeSpan.FromMinutes(15)).Fill(10);
        return new(
            "standard queue beside hidden messages",
            Case.Of("10", new DeepQueue(Standard, _ => null).Fill(10).Cycle),
            Case.Of($"10, and {Count(Many)} in flight", new DeepQueue(Standard, _ => null).Fill(Many).Receive(Many).Fill(10).Cycle),
            Case.Of($"10, and {Count(Many)} delayed", delayed.Cycle));
    }

    private static CaseGroup OverHttp()
    {
        var server = new DeepServer(); // lives as long as its cases: to the end of the process
        foreach (var depth in Depths)
        {
            server.FillAsync($"q{depth}", depth).GetAwaiter().GetResult();
        }

        return new("standard queue, over HTTP", [.. Depths.Select(depth => Case.Of(Count(depth), () => server.CycleAsync($"q{depth}")))])
        {
            Slice = TimeSpan.FromMilliseconds(20),
        };
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Name(int group) => group.ToString(CultureInfo.InvariantCulture);
}
