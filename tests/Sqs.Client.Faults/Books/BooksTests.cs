using System.Globalization;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Books;

/// <summary>Short runs of the books over sockets; the long ones are behind <c>books</c> on the command line.</summary>
public sealed class BooksTests(ITestOutputHelper output)
{
    public static TheoryData<string, int, string> Runs =>
    [
        ("Plain", 0, "Query"), ("Plain", 0, "Json"), ("Buffered", 0, "Query"), ("Processor", 0, "Query"), ("Plain", 20, "Query"), ("Buffered", 20, "Json"), ("Processor", 20, "Json"),
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task UnderModerateFaults_TheBooksBalance(string style, int groups, string protocol)
    {
        var report = await BooksRun.RunAsync(new BooksPlan(style, Seed: 1)
        {
            Style = Enum.Parse<BooksStyle>(style),
            Protocol = Enum.Parse<SqsProtocol>(protocol),
            Groups = groups,
            Messages = 600,
            Faults = groups == 0 ? FaultMix.Moderate() : FaultChoice.ForFifo(FaultMix.Moderate()),
            VisibilityTimeout = TimeSpan.FromSeconds(groups == 0 ? 3 : 6),
        });
        output.WriteLine(report.Row);
        output.WriteLine(string.Join(", ", report.Ledger.Surfaced.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))));
        Assert.Empty(report.Offences());
    }

    [Fact]
    public async Task UnderEachFaultAlone_TheBooksBalance()
    {
        var runs = FaultChoice.Faults.Select((pair, at) => BooksRun.RunAsync(new BooksPlan(pair.Key, Seed: at)
        {
            Faults = FaultChoice.Named(pair.Key, rate: 0.15),
            Messages = 200,
            Senders = 4,
            Receivers = 4,
            VisibilityTimeout = TimeSpan.FromSeconds(3),
        }));
        var reports = await Task.WhenAll(runs);
        output.WriteLine(string.Join('\n', reports.Select(report => report.Row)));
        Assert.Empty(reports.SelectMany(report => report.Offences().Select(offence => $"{report.Plan.Name}: {offence}")));
    }
}
