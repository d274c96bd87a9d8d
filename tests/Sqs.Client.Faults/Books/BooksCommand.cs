using System.CommandLine;
using System.Globalization;

namespace Sqs.Client.Faults.Books;

/// <summary><c>books</c>: one kind of run, with one seed after another.</summary>
internal static class BooksCommand
{
    private static readonly Option<string> Faults = new("--faults") { Description = "A mix or a fault.", DefaultValueFactory = static _ => "moderate" };
    private static readonly Option<double> Rate = new("--rate") { Description = "The share of the requests that a single fault happens to, 0-1.", DefaultValueFactory = static _ => 0.1 };
    private static readonly Option<BooksStyle> Style = new("--style") { Description = "How the client is used." };
    private static readonly Option<SqsProtocol> Protocol = new("--protocol") { Description = "The wire protocol." };
    private static readonly Option<int> Messages = new("--messages") { Description = "How many messages.", DefaultValueFactory = static _ => 10_000 };
    private static readonly Option<int> Groups = new("--groups") { Description = "The groups of a FIFO queue; 0 for a standard queue." };
    private static readonly Option<int> Seed = new("--seed") { Description = "The first seed.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many seeds.", DefaultValueFactory = static _ => 1 };

    public static Command Create()
    {
        _ = Faults.AcceptOnlyFromAmong([.. FaultChoice.Names]);
        var command = new Command("books", "Sends, receives and deletes under faults, and says what became of each message.") { Faults, Rate, Style, Protocol, Messages, Groups, Seed, Seeds };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult words)
    {
        var offended = false;
        Console.WriteLine(BooksReport.Heading);
        foreach (var seed in Enumerable.Range(words.GetValue(Seed), words.GetValue(Seeds)))
        {
            var plan = Plan(words, seed);
            var report = await BooksRun.RunAsync(plan);
            Console.WriteLine(report.Row);
            foreach (var offence in report.Offences())
            {
                offended = true;
                Console.WriteLine($"Seed {seed}: {offence}");
            }

            Console.Error.WriteLine($"Failed calls: {Counts(report.Ledger.Surfaced)}. Attempts: {Counts(report.Attempts)}.");
        }

        return offended ? 1 : 0;
    }

    private static string Counts<T>(IReadOnlyDictionary<string, T> counts) => string.Join(", ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));

    private static BooksPlan Plan(ParseResult words, int seed)
    {
        var (faults, groups) = (words.GetValue(Faults)!, words.GetValue(Groups));
        var rules = FaultChoice.Named(faults, words.GetValue(Rate));
        return new BooksPlan(faults, seed)
        {
            Style = words.GetValue(Style),
            Protocol = words.GetValue(Protocol),
            Messages = words.GetValue(Messages),
            Groups = groups,
            Faults = groups > 0 ? FaultChoice.ForFifo(rules) : rules,
            CalmsDown = faults == "outage",
            Duration = faults == "outage" ? TimeSpan.FromMinutes(1) : null,
        };
    }
}
