using System.Text;

namespace Sqs.Client.Tool.Messages;

/// <summary>A line to send.</summary>
/// <param name="Number">Which one of the source, from 1.</param>
/// <param name="Text">The line without its end.</param>
internal sealed record SourceLine(int Number, string Text)
{
    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Number = ").Append(Number);
        return true;
    }
}
