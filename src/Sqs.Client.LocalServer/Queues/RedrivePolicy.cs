using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>Where messages go that were received too often.</summary>
internal sealed record RedrivePolicy(string DeadLetterTargetArn, int MaxReceiveCount)
{
    private const int MostReceives = 1000;

    /// <summary>As the service writes it back, whatever spelling it came in.</summary>
    public string Json
    {
        get
        {
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes))
            {
                writer.WriteStartObject();
                writer.WriteString("deadLetterTargetArn", DeadLetterTargetArn);
                writer.WriteNumber("maxReceiveCount", MaxReceiveCount);
                writer.WriteEndObject();
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }

    /// <summary>Reads the attribute; maxReceiveCount may be a number or a string of one.</summary>
    public static bool TryRead(string json, out RedrivePolicy? policy)
    {
        policy = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("deadLetterTargetArn", out var arn)
                || arn.ValueKind is not JsonValueKind.String
                || !document.RootElement.TryGetProperty("maxReceiveCount", out var receives)
                || !TryCount(receives, out var count))
            {
                return false;
            }

            policy = new RedrivePolicy(arn.GetString()!, count);
            return count is >= 1 and <= MostReceives;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter of a text with half a surrogate pair
        {
            return false;
        }
    }

    private static bool TryCount(JsonElement element, out int count)
    {
        count = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt32(out count),
            JsonValueKind.String => int.TryParse(element.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out count),
            _ => false,
        };
    }
}
