namespace Sqs.Client.Faults.Fuzzing;

/// <summary>How far a run goes.</summary>
/// <param name="Target">What is fuzzed: <c>response</c>, <c>request</c> or <c>hostile</c>.</param>
/// <param name="Protocol"><c>query</c>, <c>json</c> or <c>both</c>.</param>
/// <param name="Seed">What all chance comes from.</param>
/// <param name="From">The number of the first case.</param>
/// <param name="Count">How many cases at most.</param>
/// <param name="Longest">How long at most.</param>
internal sealed record FuzzSettings(string Target, string Protocol, int Seed, long From, long Count, TimeSpan Longest)
{
    /// <summary>Both protocols take turns.</summary>
    public SqsProtocol ProtocolOf(long index) => Protocol switch
    {
        "query" => SqsProtocol.Query,
        "json" => SqsProtocol.Json,
        _ => index % 2 == 0 ? SqsProtocol.Query : SqsProtocol.Json,
    };

    /// <summary>The command that runs some of the cases again.</summary>
    public string Repeat(long from, long count) => FormattableString.Invariant(
        $"dotnet run --project tests/Sqs.Client.Faults -c Release -- fuzz --target {Target} --protocol {Protocol} --seed {Seed} --from {from} --count {count}");
}
