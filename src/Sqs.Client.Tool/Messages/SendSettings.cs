using System.Text;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary>What <c>sqs send</c> was asked to do.</summary>
internal sealed record SendSettings
{
    public required QueueReference Queue { get; init; }

    /// <summary>The body, where it was given as a text.</summary>
    public required string? Text { get; init; }

    /// <summary>The file to read; without it, and without a text, the standard input.</summary>
    public required string? File { get; init; }

    public required bool ByLines { get; init; }

    /// <summary>Everything but the body.</summary>
    public required OutgoingMessage Template { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("File = ").Append(File).Append(", ByLines = ").Append(ByLines);
        return true;
    }
}
