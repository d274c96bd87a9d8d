using System.Text.Json;
using Sqs.Client.Processing;

namespace Sqs.Client.Tool.Moves;

/// <summary>The end of a move as JSON, in the member names of the service.</summary>
internal static class MoveJson
{
    public static void Write(Utf8JsonWriter writer, string sourceArn, string? destinationArn, RedriveProgress progress)
    {
        writer.WriteStartObject();
        writer.WriteString("Status", progress.Status.Value);
        writer.WriteString("SourceArn", sourceArn);
        if (destinationArn is not null)
        {
            writer.WriteString("DestinationArn", destinationArn);
        }

        writer.WriteNumber("ApproximateNumberOfMessagesMoved", progress.Moved);
        if (progress.ToMove is { } toMove)
        {
            writer.WriteNumber("ApproximateNumberOfMessagesToMove", toMove);
        }

        if (progress.FailureReason is { } reason)
        {
            writer.WriteString("FailureReason", reason);
        }

        writer.WriteNumber("StartedTimestamp", progress.StartedAt.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }
}
