using System.Globalization;

namespace Sqs.Client.Faults.Books;

/// <summary>What the books of one run say.</summary>
internal sealed record BooksReport
{
    public required BooksPlan Plan { get; init; }

    public required Ledger Ledger { get; init; }

    /// <summary>Messages that the queue still held when patience ended.</summary>
    public required int Left { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Until the last message was sent.</summary>
    public required TimeSpan Sending { get; init; }

    /// <summary>The attempts of all calls by their action.</summary>
    public required IReadOnlyDictionary<string, long> Attempts { get; init; }

    /// <summary>While faults went on, from the first second to their end; NaN if they had no end.</summary>
    public required double AttemptsPerCallInTheOutage { get; init; }

    public required long BadSignatures { get; init; }

    public required long MostSockets { get; init; }

    /// <summary>Open connections 5 s after the last call.</summary>
    public required long SocketsAfterwards { get; init; }

    public required long BytesAtFirst { get; init; }

    public required long MostBytes { get; init; }

    /// <summary>From the end of the faults to the first call that succeeded; null if there was no end.</summary>
    public required TimeSpan? Recovery { get; init; }

    public required IReadOnlyCollection<Exception> Unobserved { get; init; }

    public static string Heading =>
        "| run | seed | attempted | acknowledged | delivered | deleted | left | lost | unexpected | copies | again | recovered | failed calls | attempts per call | sockets | MB | seconds |\n"
        + "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |";

    /// <summary>The share of calls that failed for their caller.</summary>
    public double SurfacedShare => (double)Ledger.Surfaced.Values.Sum() / Math.Max(1, Ledger.Calls);

    public double AttemptsPerCall => (double)Attempts.Values.Sum() / Math.Max(1, Ledger.Calls);

    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Plan.Name} | {Plan.Seed} | {Ledger.Attempted:N0} | {Ledger.Acknowledged:N0} | {Ledger.Delivered:N0} | {Ledger.Deleted:N0} | {Left} | {Ledger.Lost} | {Ledger.Unexpected.Count} | {Ledger.Copies} | {Ledger.Again} | {Ledger.Recovered} | {Ledger.Surfaced.Values.Sum()} of {Ledger.Calls:N0} | {AttemptsPerCall:0.00} | {MostSockets} | {MostBytes / 1e6:0.0} | {Elapsed.TotalSeconds:0.0} |");

    /// <summary>What breaks the invariant; empty if it holds.</summary>
    public IEnumerable<string> Offences()
    {
        (string What, long Count)[] zeros =
        [
            ("left", Left), ("refused signatures", BadSignatures), ("connections over the limit", Math.Max(0, MostSockets - Plan.MaxConnections)),
        ];
        return Ledger.Offences(Plan.IsFifo).Concat(Ledger.Counted(zeros)).Concat(Unobserved.Select(error => $"an exception that nobody saw: {error}"));
    }
}
