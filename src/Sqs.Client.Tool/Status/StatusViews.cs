using Spectre.Console;

namespace Sqs.Client.Tool.Status;

/// <summary>Shows the reports of a feed until they end.</summary>
internal static class StatusViews
{
    /// <summary>As a table that is drawn anew in its place.</summary>
    public static Task TableAsync(StatusFeed feed, IAnsiConsole console, CancellationToken stop) => console.Live(new Table()).StartAsync(async live =>
    {
        await foreach (var report in feed.ReadAsync(stop).ConfigureAwait(false))
        {
            live.UpdateTarget(StatusTable.Of(report));
        }
    });

    /// <summary>As lines, one for each queue that changed.</summary>
    public static async Task LinesAsync(StatusFeed feed, TextWriter writer, CancellationToken stop)
    {
        var lines = new StatusLines();
        await foreach (var report in feed.ReadAsync(stop).ConfigureAwait(false))
        {
            foreach (var line in lines.Next(report))
            {
                writer.WriteLine(line);
            }
        }
    }
}
