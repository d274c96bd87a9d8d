namespace Sqs.Client.Faults.Fuzzing;

/// <summary>What damaged input is thrown at.</summary>
internal interface IFuzzTarget : IAsyncDisposable
{
    /// <summary>Runs one case.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="random">What decides: the same for the same seed and number.</param>
    Task<FuzzCase> RunAsync(long index, Random random);

    /// <summary>What else there is to say at the end.</summary>
    IEnumerable<string> Summary { get; }
}

/// <summary>What became of a case.</summary>
/// <param name="Name">What was damaged.</param>
/// <param name="Outcome">How it ended: the name of an exception, a status; cases are counted by it.</param>
/// <param name="Wrong">What must not be; null when all is well.</param>
internal readonly record struct FuzzCase(string Name, string Outcome, string? Wrong = null)
{
    public const string Accepted = "accepted";
}
