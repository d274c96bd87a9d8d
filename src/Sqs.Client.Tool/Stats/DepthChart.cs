using System.Globalization;
using Spectre.Console;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Stats;

/// <summary>Reports as a chart: for each queue its numbers now, and its depth over the time that was watched.</summary>
internal sealed class DepthChart(TimeSpan interval)
{
    private const int Width = 40;

    private readonly Dictionary<string, Queue<long>> _history = new(StringComparer.Ordinal);

    public Table Next(DepthReport report)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title(string.Create(CultureInfo.InvariantCulture, $"{report.Time}, every {interval.TotalSeconds:0} s; Ctrl+C ends it"))
            .AddColumn("queue");
        foreach (var name in (ReadOnlySpan<string>)["visible", "in flight", "delayed", "most"])
        {
            _ = table.AddColumn(name, column => column.RightAligned().NoWrap());
        }

        _ = table.AddColumn("depth", column => column.Width(Width).NoWrap());
        foreach (var queue in report.Queues)
        {
            var history = Remember(queue);
            _ = table.AddRow(
                new Text(Cells.OnOneLine(queue.Name)), Number(queue.Visible), Number(queue.InFlight), Number(queue.Delayed), Number(history.Max()),
                new Text(Sparkline.Of(history), new Style(Color.Green)));
        }

        return table;
    }

    private static Text Number(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    private Queue<long> Remember(DepthSample queue)
    {
        if (!_history.TryGetValue(queue.Url, out var history))
        {
            _history[queue.Url] = history = new Queue<long>(Width);
        }

        if (history.Count == Width)
        {
            _ = history.Dequeue();
        }

        history.Enqueue(queue.Depth);
        return history;
    }
}
