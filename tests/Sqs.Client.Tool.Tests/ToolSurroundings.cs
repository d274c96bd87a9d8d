using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests;

/// <summary>What a run of the tool finds around it.</summary>
internal sealed record ToolSurroundings
{
    /// <summary>What keeps runs from finding credentials that are not of the test.</summary>
    public static IReadOnlyDictionary<string, string> Alone { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = Path.Combine(Path.GetTempPath(), "sqs-tests-nobody"),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    public VirtualClock Clock { get; init; } = new();

    /// <summary>The clock of the tool, where it is not that of the test.</summary>
    public TimeProvider Time { get => field ?? Clock; init; }

    /// <summary>The environment variables, beside those of <see cref="Alone"/>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>Whether somebody is there to answer questions.</summary>
    public bool HasReader { get; init; }
}
