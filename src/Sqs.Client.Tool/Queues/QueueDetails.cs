using System.Text.Json;

namespace Sqs.Client.Tool.Queues;

/// <summary>All that is known about a queue.</summary>
internal sealed record QueueDetails
{
    public required string Url { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; }

    /// <summary>The URLs of the queues whose dead-letter queue it is.</summary>
    public required IReadOnlyList<string> DeadLetterSources { get; init; }

    public IEnumerable<IReadOnlyList<string>> Rows() =>
    [
        ["queue", "QueueUrl", Url],
        .. Attributes.Select(pair => (string[])["attribute", pair.Key, pair.Value]),
        .. Tags.Select(pair => (string[])["tag", pair.Key, pair.Value]),
        .. DeadLetterSources.Select(url => (string[])["dead letters of", "QueueUrl", url]),
    ];

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("QueueUrl", Url);
        QueueJson.Map(writer, "Attributes", Attributes);
        QueueJson.Map(writer, "Tags", Tags);
        QueueJson.Texts(writer, "DeadLetterSourceQueueUrls", DeadLetterSources);
        writer.WriteEndObject();
    }
}
