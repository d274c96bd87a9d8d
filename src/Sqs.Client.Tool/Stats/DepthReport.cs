using System.Globalization;
using System.Text.Json;

namespace Sqs.Client.Tool.Stats;

/// <summary>The queues at a moment.</summary>
internal sealed record DepthReport(DateTimeOffset At, IReadOnlyList<DepthSample> Queues)
{
    /// <summary>The moment as text.</summary>
    public string Time => At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("Time", Time);
        writer.WriteStartArray("Queues");
        foreach (var queue in Queues)
        {
            queue.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
