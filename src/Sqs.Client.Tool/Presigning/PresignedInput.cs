using System.Text;

namespace Sqs.Client.Tool.Presigning;

/// <summary>What goes into a presigned URL.</summary>
internal sealed record PresignedInput(string QueueUrl, string Text, string? Group, string? Deduplication)
{
    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("QueueUrl = ").Append(QueueUrl);
        return true;
    }
}
