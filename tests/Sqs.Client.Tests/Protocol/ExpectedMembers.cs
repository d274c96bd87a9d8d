using System.Text.Json;

namespace Sqs.Client.Tests.Protocol;

/// <summary>The members of an expected object. Each must be asked for, so that no member of a vector is forgotten.</summary>
/// <param name="json">The object.</param>
/// <param name="asked">The protocol of the answer: values in XML are trimmed.</param>
internal sealed class ExpectedMembers(JsonElement json, SqsProtocol asked = SqsProtocol.Query)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>XML values are trimmed here, except bodies and attribute values; the vectors (botocore) trim nothing.</summary>
    public string? Text(string name) => Find(name) is { } value ? Text(value) : null;

    public string? Verbatim(string name) => Find(name) is { } value ? value.GetString()! : null;

    public long? Number(string name) => Find(name) is { } value ? value.GetInt64() : null;

    public bool? Boolean(string name) => Find(name) is { } value ? value.GetBoolean() : null;

    public byte[]? Binary(string name) => Find(name) is { } value ? value.GetProperty("$b64").GetBytesFromBase64() : null;

    public List<string> Texts(string name) => Find(name) is { } value ? [.. value.EnumerateArray().Select(Text)] : [];

    public Dictionary<string, string> Map(string name) =>
        Find(name) is { } value ? value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!) : [];

    public List<KeyValuePair<string, ExpectedMembers>> Objects(string name) =>
        Find(name) is { } value ? [.. value.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, new ExpectedMembers(pair.Value, asked)))] : [];

    public List<ExpectedMembers> List(string name) =>
        Find(name) is { } value ? [.. value.EnumerateArray().Select(item => new ExpectedMembers(item, asked))] : [];

    public ExpectedMembers Object(string name) => new(Find(name)!.Value, asked);

    /// <summary>A map whose values are trimmed as other texts are.</summary>
    public Dictionary<string, string> TextMap(string name) =>
        Find(name) is { } value ? value.EnumerateObject().ToDictionary(pair => pair.Name, pair => Text(pair.Value)) : [];

    public void AssertAllAsked() => Assert.Equal([], json.EnumerateObject().Select(member => member.Name).Except(_asked));

    private string Text(JsonElement value) => asked == SqsProtocol.Query ? value.GetString()!.Trim(' ', '\t', '\r', '\n') : value.GetString()!;

    private JsonElement? Find(string name)
    {
        _ = _asked.Add(name);
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
