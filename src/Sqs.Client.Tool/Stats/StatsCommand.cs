using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Stats;

/// <summary><c>sqs stats</c>: how many messages lie in queues, once or as a chart that goes on.</summary>
internal sealed class StatsCommand(ToolHost host)
{
    private const int LongestInterval = 3600;

    private const string Description = """
        Shows how many messages of queues are visible, in flight and delayed; the service counts approximately. With --watch it goes on until Ctrl+C: in a
        terminal as a chart of the depth over time, elsewhere as a line for each look. SQS tells no age of the oldest message by any of its actions; that
        is the metric ApproximateAgeOfOldestMessage of CloudWatch.
        """;

    private static readonly string[] Head = ["queue", "visible", "in flight", "delayed"];

    private readonly Argument<QueueReference[]> _queues = QueueReference.ManyArgument();

    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on until Ctrl+C." };

    private readonly Option<int> _interval = new("--interval")
    {
        Description = "How often to look with --watch, 1 to 3600; each look costs a call for each queue. Default: 5.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 5,
        CustomParser = Interval,
    };

    public Command ToCommand() => ClientCommand.Create(host, "stats", Description, [_queues, _watch, _interval], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var queues = await Task.WhenAll(parsed.GetRequiredValue(_queues).Select(queue => session.OpenQueueAsync(queue, stop))).ConfigureAwait(false);
        var feed = new DepthFeed(session.Client, queues, host.Time);
        if (!parsed.GetValue(_watch))
        {
            Show(session, await feed.ReadAsync(stop).ConfigureAwait(false));
            return ExitCodes.Done;
        }

        var interval = TimeSpan.FromSeconds(parsed.GetValue(_interval));
        var reports = feed.FollowAsync(interval, stop);
        await (session.Output.IsJson || !host.IsTerminal ? LinesAsync(session, reports) : ChartAsync(new DepthChart(interval, host.Console.Profile.Width), reports)).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private static void Show(ClientSession session, DepthReport report)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(report.Write);
        }
        else
        {
            session.Output.Rows(Head, report.Queues.Select(Row));
        }
    }

    private static IReadOnlyList<string> Row(DepthSample queue) => [queue.Name, Text(queue.Visible), Text(queue.InFlight), Text(queue.Delayed)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task LinesAsync(ClientSession session, IAsyncEnumerable<DepthReport> reports)
    {
        await foreach (var report in reports.ConfigureAwait(false))
        {
            if (session.Output.IsJson)
            {
                session.Output.Json(report.Write, isLine: true);
            }
            else
            {
                session.Output.Rows(["time", .. Head], report.Queues.Select(queue => (string[])[report.Time, .. Row(queue)]));
            }
        }
    }

    private static int Interval(ArgumentResult result)
    {
        if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestInterval)
        {
            result.AddError("--interval takes a number from 1 to 3600.");
        }

        return seconds;
    }

    private Task ChartAsync(DepthChart chart, IAsyncEnumerable<DepthReport> reports) => host.Console.Live(new Table()).StartAsync(async live =>
    {
        await foreach (var report in reports.ConfigureAwait(false))
        {
            live.UpdateTarget(chart.Next(report));
        }
    });
}
