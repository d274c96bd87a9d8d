using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sqs.Client.Benchmarks.Inputs;

namespace Sqs.Client.Benchmarks.Quick;

/// <summary>Runs all groups, prints a table, and writes it beside the benchmarks when it is complete.</summary>
internal static class QuickRun
{
    public static void Run(string? filter)
    {
        var clock = Stopwatch.StartNew();
        using var stub = new StubProcess();
        var table = new StringBuilder();
        foreach (var make in Groups.WithoutNetwork.Concat(Groups.OverLoopback(stub.Endpoint)))
        {
            var group = make();
            if (filter is null || group.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                var rows = Rows(group);
                Console.Write(rows);
                _ = table.Append(rows);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F0} s"));
        if (filter is null)
        {
            ResultFiles.Write("quick.md", Head() + table);
        }
    }

    private static string Rows(CaseGroup group)
    {
        var rows = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| **{group.Name}** | | | | |\n");
        foreach (var (single, microseconds, ratio, bytes) in Interleaved.Run(group))
        {
            _ = rows.Append(
                CultureInfo.InvariantCulture, $"| {single.Name} | {Significant(microseconds)} | {ratio:F2} | {bytes:N0} | {single.Goal} |\n");
        }

        return rows.ToString();
    }

    private static string Significant(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static string Head() => $"""
        # Quick run

        `dotnet run -c Release --project benchmarks/Sqs.Client.Benchmarks -- quick`; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture},
        {Environment.ProcessorCount} cores.

        The cases of a group take turns in one process, 3 ms of processor time each for 61 rounds (20 ms and 25 rounds over loopback). Within each round a
        case is divided by the group's first one; **ratio** is the median of those. **us** is the median processor time of this process for one call: of a
        shared machine, so only ratios count. **bytes** are allocated by one call, the HTTP stack's included; over loopback the server is another process.
        **goal** is what ratio and bytes are to be.

        | case | us | ratio | bytes | goal |
        | --- | --: | --: | --: | --- |

        """;
}
