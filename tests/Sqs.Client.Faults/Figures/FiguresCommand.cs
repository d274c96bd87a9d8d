using System.CommandLine;
using Sqs.Client.Faults.Books;

namespace Sqs.Client.Faults.Figures;

/// <summary><c>figures</c>: the long runs under faults, with what is to be reached and what was.</summary>
internal static class FiguresCommand
{
    private static readonly Option<int[]> Only = new("--only") { Description = "The figures to measure, 11-25; all of them by default.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("figures", "Measures what happens to messages under faults, beside the same run without; takes about ten minutes.") { Only };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult words)
    {
        Console.WriteLine(BooksReport.Heading);
        var sheet = new FigureSheet();
        var runs = new BooksFigures(sheet, static run => Console.WriteLine(run.Row)).Runs.Concat(new PollFigures(sheet).Runs).OrderBy(pair => pair.Key);
        var only = words.GetValue(Only) ?? [];
        foreach (var (_, run) in runs.Where(pair => only.Length == 0 || only.Contains(pair.Key)))
        {
            await run();
        }

        Console.WriteLine($"\n{sheet}");
        return sheet.AllMet ? 0 : 1;
    }
}
