using System.Globalization;
using Spectre.Console;

namespace Sqs.Client.Tool.Status;

/// <summary>A report as a table.</summary>
internal static class StatusTable
{
    private static readonly string[] Numbers = ["visible", "in flight", "delayed", "sent/s", "received/s", "deleted/s", "waiting"];

    public static Table Of(StatusReport report)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title(string.Create(CultureInfo.InvariantCulture, $"{report.RequestRate:0.#} requests/s, {report.Requests} requests, {report.Errors} errors"))
            .AddColumn("queue");
        foreach (var number in Numbers)
        {
            _ = table.AddColumn(number, column => column.RightAligned().NoWrap());
        }

        foreach (var queue in report.Queues)
        {
            _ = table.AddRow(
                Markup.Escape(queue.Label), Text(queue.Counts.Visible), Text(queue.Counts.InFlight), Text(queue.Counts.Delayed),
                Text(queue.SendRate), Text(queue.ReceiveRate), Text(queue.DeleteRate), Text(queue.Waiting));
        }

        return table;
    }

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
