using System.CommandLine;

namespace Sqs.Client.Faults.Books;

/// <summary><c>figures</c>: the long runs under faults, with what is to be reached and what was.</summary>
internal static class FiguresCommand
{
    private static readonly Option<int[]> Only = new("--only") { Description = "The figures to measure, 13-21; all of them by default.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("figures", "Measures what happens to messages under faults, beside the same run without; takes about ten minutes.") { Only };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult words)
    {
        Console.WriteLine(BooksReport.Heading);
        var figures = new Figures(static run => Console.WriteLine(run.Row));
        var only = words.GetValue(Only) ?? [];
        foreach (var (_, run) in figures.Runs.Where(pair => only.Length == 0 || only.Contains(pair.Key)))
        {
            await run();
        }

        Console.WriteLine($"\n{Figure.Heading}\n{string.Join('\n', figures.Measured.Select(figure => figure.Row))}");
        return figures.Measured.All(figure => figure.IsMet) ? 0 : 1;
    }
}
