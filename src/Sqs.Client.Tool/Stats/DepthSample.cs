using System.Globalization;
using System.Text.Json;

namespace Sqs.Client.Tool.Stats;

/// <summary>How many messages lie in a queue at a moment, as the service tells it: approximately.</summary>
/// <param name="Url">The queue.</param>
/// <param name="Name">Its name.</param>
/// <param name="Visible">Those that can be received.</param>
/// <param name="InFlight">Those that were received and are neither deleted nor seen again.</param>
/// <param name="Delayed">Those that cannot be received yet.</param>
internal sealed record DepthSample(string Url, string Name, long Visible, long InFlight, long Delayed)
{
    public static IReadOnlyList<QueueAttributeName> Attributes { get; } =
    [
        QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible, QueueAttributeName.ApproximateNumberOfMessagesDelayed,
    ];

    /// <summary>All of them.</summary>
    public long Depth => Visible + InFlight + Delayed;

    public static DepthSample Of(SqsQueue queue, IReadOnlyDictionary<QueueAttributeName, string> attributes) => new(
        queue.Url,
        queue.Name,
        Number(attributes, QueueAttributeName.ApproximateNumberOfMessages),
        Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesNotVisible),
        Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesDelayed));

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("QueueUrl", Url);
        writer.WriteNumber(QueueAttributeName.ApproximateNumberOfMessages.Value, Visible);
        writer.WriteNumber(QueueAttributeName.ApproximateNumberOfMessagesNotVisible.Value, InFlight);
        writer.WriteNumber(QueueAttributeName.ApproximateNumberOfMessagesDelayed.Value, Delayed);
        writer.WriteEndObject();
    }

    private static long Number(IReadOnlyDictionary<QueueAttributeName, string> attributes, QueueAttributeName name) =>
        long.TryParse(attributes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ToolException($"the service did not tell {name}.", ExitCodes.Failed);
}
