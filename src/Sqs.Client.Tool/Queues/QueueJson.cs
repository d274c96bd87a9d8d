using System.Text.Json;

namespace Sqs.Client.Tool.Queues;

/// <summary>Queues as JSON, with the member names of the service.</summary>
internal static class QueueJson
{
    public static void Urls(Utf8JsonWriter writer, IEnumerable<string> urls)
    {
        writer.WriteStartObject();
        Texts(writer, "QueueUrls", urls);
        writer.WriteEndObject();
    }

    public static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    public static void Map(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
