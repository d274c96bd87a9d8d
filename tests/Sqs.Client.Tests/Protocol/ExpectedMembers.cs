using System.Text.Json;

namespace Sqs.Client.Tests.Protocol;

/// <summary>The members of an expected object. Each must be asked for, so that no member of a vector is forgotten.</summary>
internal sealed class ExpectedMembers(JsonElement json)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>XML values are trimmed here, except bodies and attribute values; the vectors (botocore) trim nothing.</summary>
    public static string Trimmed(string text) => text.Trim(' ', '\t', '\r', '\n');

    public string? Text(string name) => Find(name) is { } value ? Trimmed(value.GetString()!) : null;

    public string? Verbatim(string name) => Find(name) is { } value ? value.GetString()! : null;

    public long? Number(string name) => Find(name) is { } value ? value.GetInt64() : null;

    public bool? Boolean(string name) => Find(name) is { } value ? value.GetBoolean() : null;

    public byte[]? Binary(string name) => Find(name) is { } value ? value.GetProperty("$b64").GetBytesFromBase64() : null;

    public List<string> Texts(string name) => Find(name) is { } value ? [.. value.EnumerateArray().Select(item => Trimmed(item.GetString()!))] : [];

    public Dictionary<string, string> Map(string name) =>
        Find(name) is { } value ? value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!) : [];

    public List<KeyValuePair<string, ExpectedMembers>> Objects(string name) =>
        Find(name) is { } value ? [.. value.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, new ExpectedMembers(pair.Value)))] : [];

    public List<ExpectedMembers> List(string name) =>
        Find(name) is { } value ? [.. value.EnumerateArray().Select(item => new ExpectedMembers(item))] : [];

    public ExpectedMembers Object(string name) => new(Find(name)!.Value);

    public void AssertAllAsked() => Assert.Equal([], json.EnumerateObject().Select(member => member.Name).Except(_asked));

    private JsonElement? Find(string name)
    {
        _ = _asked.Add(name);
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
