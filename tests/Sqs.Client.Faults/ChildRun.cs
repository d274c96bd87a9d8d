using System.Globalization;

namespace Sqs.Client.Faults;

/// <summary>A run in a process of its own, so that a stack overflow is seen and does not take the tests along.</summary>
internal sealed class ChildRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly string _output;

    private ChildRun(int exitCode, string output) => (ExitCode, _output) = (exitCode, output);

    public int ExitCode { get; }

    /// <summary>All lines that it wrote.</summary>
    public IEnumerable<string> Lines => _output.Split('\n').Select(line => line.TrimEnd('\r'));

    /// <summary>The last lines, which tell what went wrong.</summary>
    public string End => _output[^Math.Min(_output.Length, 4000)..];

    /// <summary>Runs a verb of this program to its end; a process that does not end in time is killed.</summary>
    /// <param name="command">The verb and its options.</param>
    /// <param name="mostMiB">How much memory its objects may have; beyond it the process dies.</param>
    /// <param name="environment">What else it finds in its environment.</param>
    public static async Task<ChildRun> OfAsync(string command, long mostMiB, params (string Name, string Value)[] environment)
    {
        var (exitCode, said) = await OwnProgram.RunAsync(
            command.Split(' '),
            Longest,
            [("DOTNET_GCHeapHardLimit", (mostMiB << 20).ToString("x", CultureInfo.InvariantCulture)), ("DOTNET_DbgEnableMiniDump", "0"), .. environment]);
        return new ChildRun(exitCode, said);
    }

    /// <summary>Fails unless the process ended by itself and found nothing.</summary>
    public void AssertGood()
    {
        Assert.True(ExitCode == 0, End);
        Assert.Equal(0, Figure("failures"));
    }

    /// <summary>A figure that the run printed as <c>name: number</c>.</summary>
    public double Figure(string name) => double.Parse(
        Lines.Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal)).AsSpan(name.Length + 2), CultureInfo.InvariantCulture);

    /// <summary>How many cases ended so.</summary>
    public long Count(string outcome) => Lines
        .Select(line => line.Trim().Split(' '))
        .Where(words => words.Length >= 2 && string.Join(' ', words[1..]) == outcome)
        .Sum(words => long.Parse(words[0], CultureInfo.InvariantCulture));
}
