using Spectre.Console;
using Sqs.Client.Tool.Stats;

namespace Sqs.Client.Tool.Tests.Stats;

public sealed class DepthChartTests
{
    /// <summary>In a terminal of the usual width the names are whole, and the newest bar is the last.</summary>
    [Theory]
    [InlineData("orders-dead")]
    [InlineData("a    ")]
    public void Chart_FitsIntoItsTerminal(string shown)
    {
        var name = shown.TrimEnd();
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 80;
        var chart = new DepthChart(TimeSpan.FromSeconds(5), console.Profile.Width);
        var last = new Table();
        for (var depth = 0; depth <= 50; depth++)
        {
            last = chart.Next(new DepthReport(DateTimeOffset.UnixEpoch, [new DepthSample($"https://host/1/{name}", name, depth, 0, 0)]));
        }

        console.Write(last);
        var row = written.ToString().Split('\n').Single(line => line.Contains($"│ {name} ", StringComparison.Ordinal)).TrimEnd();
        Assert.StartsWith($"│ {shown} │      50 │         0 │       0 │   50 │ ", row, StringComparison.Ordinal);
        Assert.EndsWith("█ │", row, StringComparison.Ordinal);
        Assert.Equal(80, row.Length);
    }
}
