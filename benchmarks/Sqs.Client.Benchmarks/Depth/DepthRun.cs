using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sqs.Client.Benchmarks.Quick;

namespace Sqs.Client.Benchmarks.Depth;

/// <summary>Compares queues of different depths and writes a table; a filter keeps to the groups with that in their name and writes nothing.</summary>
internal static class DepthRun
{
    public static void Run(string? filter)
    {
        var table = new StringBuilder();
        foreach (var (name, make) in DepthGroups.All)
        {
            if (filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                Show(table, Rows(make()));
                GC.Collect();
            }
        }

        if (filter is not null && !filter.Equals("memory", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        Show(table, "\n| stored messages of 1 KB | count | bytes of memory each |\n| --- | --: | --: |\n");
        foreach (var (name, count, bytes) in DepthGroups.Memory())
        {
            Show(table, string.Create(CultureInfo.InvariantCulture, $"| {name} | {count:N0} | {bytes:N0} |\n"));
        }

        if (filter is null)
        {
            ResultFiles.Write("local-server-depth.md", Head() + table);
        }
    }

    private static void Show(StringBuilder table, string rows)
    {
        Console.Write(rows);
        _ = table.Append(rows);
    }

    private static string Rows(CaseGroup group)
    {
        var rows = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| **{group.Name}** | | | |\n");
        foreach (var (single, microseconds, ratio, bytes) in Interleaved.Run(group))
        {
            _ = rows.Append(CultureInfo.InvariantCulture, $"| {single.Name} | {microseconds:F2} | {ratio:F2} | {bytes:N0} |\n");
        }

        return rows.ToString();
    }

    private static string Head() => $"""
        # The embedded server and the depth of its queues

        `dotnet run -c Release --project benchmarks/Sqs.Client.Benchmarks -- depth`; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture},
        {Environment.ProcessorCount} cores.

        One step is send, receive and delete of a message of 1 KB: three calls of the engine, or three HTTP requests on one open connection with
        signatures off, in the process of the server. The depths take turns, a few milliseconds each for 61 rounds; **ratio** is the median over the rounds of
        what a step took divided by what it took at the depth of 10 in the same round. **us** is the median processor time of a step, of a shared machine;
        **bytes** are allocated by it, those of the caller included.

        A FIFO queue also remembers the deduplication ids of the last five minutes, which here are those of all its messages: they stand in its rows of the
        table of memory. A step on a queue with groups also depends on how many of them have a backlog: ten at the depth of 10, all of them at
        the others. A deep queue also hands out messages that were stored long ago and have left the processor's caches, which a shallow one never does. Memory is the growth of the managed heap after a full collection, divided by the count.

        | messages in the queue | us | ratio | bytes |
        | --- | --: | --: | --: |

        """;
}
