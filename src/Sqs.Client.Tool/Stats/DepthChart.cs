using System.Globalization;
using Spectre.Console;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Stats;

/// <summary>Reports as a chart: for each queue its numbers now, and its depth over the time that was watched.</summary>
/// <param name="interval">The time between two reports.</param>
/// <param name="width">How many characters stand in a line.</param>
internal sealed class DepthChart(TimeSpan interval, int width)
{
    private const string First = "queue";
    private const int MostBars = 40;
    private const int FewestBars = 8;

    /// <summary>The columns of numbers, and what stands between all columns.</summary>
    private const int OtherColumns = 46;

    private readonly Dictionary<string, Queue<long>> _history = new(StringComparer.Ordinal);

    public Table Next(DepthReport report)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title(string.Create(CultureInfo.InvariantCulture, $"{report.Time}, every {interval.TotalSeconds:0} s; Ctrl+C ends it"))
            .AddColumn(First, static column => column.NoWrap());
        foreach (var name in (ReadOnlySpan<string>)["visible", "in flight", "delayed", "most"])
        {
            _ = table.AddColumn(name, column => column.RightAligned().NoWrap());
        }

        var longest = report.Queues.Max(queue => queue.Name.Length);
        var bars = Math.Clamp(width - OtherColumns - Math.Max(First.Length, longest), FewestBars, MostBars);
        _ = table.AddColumn("depth", column => column.Width(bars).NoWrap());
        foreach (var queue in report.Queues)
        {
            var history = Remember(queue);
            _ = table.AddRow(
                new Text(Cells.OnOneLine(queue.Name)) { Overflow = Overflow.Ellipsis }, Number(queue.Visible), Number(queue.InFlight), Number(queue.Delayed), Number(history.Max()),
                new Text(Sparkline.Of([.. history.TakeLast(bars)]), new Style(Color.Green)));
        }

        return table;
    }

    private static Text Number(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    private Queue<long> Remember(DepthSample queue)
    {
        if (!_history.TryGetValue(queue.Url, out var history))
        {
            _history[queue.Url] = history = new Queue<long>(MostBars);
        }

        if (history.Count == MostBars)
        {
            _ = history.Dequeue();
        }

        history.Enqueue(queue.Depth);
        return history;
    }
}
