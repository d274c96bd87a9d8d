using Spectre.Console;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Status;

namespace Sqs.Client.Tool.Tests.Status;

public sealed class StatusTableTests
{
    [Fact]
    public void Table_ShowsQueuesAndTotals()
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 100;
        var queue = new QueueReport("arn", "orders [old]", new LocalMessageCounts(1, 2, 3), 4) { SendRate = 5.25, ReceiveRate = 6, DeleteRate = 0.04 };
        console.Write(StatusTable.Of(new StatusReport(12.34, 99, 7, [queue])));
        var lines = writer.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("12.3 requests/s, 99 requests, 7 errors", lines[0]);
        Assert.Equal(["queue", "visible", "in flight", "delayed", "sent/s", "received/s", "deleted/s", "waiting"], Cells(lines[2]));
        Assert.Equal(["orders [old]", "1", "2", "3", "5.3", "6", "0", "4"], Cells(lines[4]));
    }

    private static string[] Cells(string line) => line.Trim('│').Split('│', StringSplitOptions.TrimEntries);
}
