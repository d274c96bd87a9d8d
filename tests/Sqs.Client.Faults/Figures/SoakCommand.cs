using System.CommandLine;
using Sqs.Client.Faults.Books;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Figures;

/// <summary><c>soak</c>: half an hour under moderate faults.</summary>
internal static class SoakCommand
{
    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long.", DefaultValueFactory = static _ => 30 };
    private static readonly Option<double> Pace = new("--pace") { Description = "Messages a second.", DefaultValueFactory = static _ => 500 };
    private static readonly Option<BooksStyle> Style = new("--style") { Description = "How the client is used." };
    private static readonly Option<int> Seed = new("--seed") { Description = "The seed of the faults.", DefaultValueFactory = static _ => 1 };

    public static Command Create()
    {
        var command = new Command("soak", "Works for a long time under moderate faults, and looks whether memory, handles, threads or sockets grow.") { Minutes, Pace, Style, Seed };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult words)
    {
        var (duration, pace) = (TimeSpan.FromMinutes(words.GetValue(Minutes)), words.GetValue(Pace));
        var plan = new BooksPlan("soak", words.GetValue(Seed))
        {
            Style = words.GetValue(Style),
            Messages = (int)(pace * duration.TotalSeconds) + 1,
            Duration = duration,
            Pace = pace,
            Faults = FaultMix.Moderate(),
        };
        Console.WriteLine(SoakSample.Heading);
        var (books, figures) = await new Soak(plan, duration / 30, static sample => Console.WriteLine(sample.Row)).RunAsync();
        Console.WriteLine($"\n{BooksReport.Heading}\n{books.Row}\n\n{figures}");
        return figures.AllMet ? 0 : 1;
    }
}
