using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Sqs.Client.Notifications;

/// <summary>
/// The members of one JSON object, with the place that the object stands at. Whatever is wrong with them ends in <see cref="NotificationFormatException"/>.
/// A member that stands twice is refused: readers that disagree on which one counts could be played off against each other.
/// </summary>
internal sealed class JsonMembers
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    private readonly Dictionary<string, JsonElement> _members;
    private readonly string _place;
    private readonly JsonElement _element;

    private JsonMembers(JsonElement element, string place)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw new NotificationFormatException(place.Length == 0 ? "body" : place, "must be a JSON object");
        }

        (_element, _place, _members) = (element, place, new Dictionary<string, JsonElement>(StringComparer.Ordinal));
        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(NameOf(member), member.Value))
            {
                throw new NotificationFormatException(place.Length == 0 ? "body" : place, "must not have a member twice");
            }
        }
    }

    /// <summary>The names, in the order of the text.</summary>
    public IEnumerable<string> Names => _element.EnumerateObject().Select(static member => member.Name);

    /// <summary>The object as it stands in the text.</summary>
    public ReadOnlyMemory<byte> Json => Encoding.UTF8.GetBytes(_element.GetRawText());

    /// <summary>Reads an object; the place is that of the text, empty for a whole body.</summary>
    public static JsonMembers Parse(ReadOnlySpan<byte> utf8, string place = "")
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new NotificationFormatException("body", "must be UTF-8");
        }

        try
        {
            var reader = new Utf8JsonReader(utf8);
            var element = JsonElement.ParseValue(ref reader);
            _ = reader.Read(); // throws where something follows
            return new JsonMembers(element, place);
        }
        catch (JsonException error)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
            throw new NotificationFormatException(place.Length == 0 ? at : $"{place}, {at}", "must be JSON, nested 64 levels at the most");
        }
    }

    /// <summary>Reads an object where a text may be anything; null when it is none.</summary>
    public static JsonMembers? TryParse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return null;
        }

        try
        {
            return Parse(utf8);
        }
        catch (NotificationFormatException)
        {
            return null;
        }
    }

    public bool Has(string name) => _members.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    public bool HasText(string name) => _members.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.String;

    public bool HasObject(string name) => _members.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.Object;

    /// <summary>True for a list that is not empty, of objects that all have these members.</summary>
    public bool HasListOf(string name, params string[] members)
    {
        try
        {
            return _members.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0
                && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Object && members.All(member => item.TryGetProperty(member, out _)));
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair in a name
        }
    }

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public string? OptionalText(string name) => !Has(name) ? null
        : _members[name] is { ValueKind: JsonValueKind.String } text ? TextOf(text, PlaceOf(name))
        : throw new NotificationFormatException(PlaceOf(name), "must be a string");

    public long? OptionalNumber(string name) => !Has(name) ? null
        : _members[name] is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value
        : throw new NotificationFormatException(PlaceOf(name), "must be a whole number");

    public DateTimeOffset Time(string name) => TryParseTime(Text(name), out var time) ? time
        : throw new NotificationFormatException(PlaceOf(name), "must be a time, such as 2012-04-25T21:49:25.719Z");

    public JsonMembers Object(string name) => OptionalObject(name) ?? throw Missing(name);

    public JsonMembers? OptionalObject(string name) => Has(name) ? new JsonMembers(_members[name], PlaceOf(name)) : null;

    public IReadOnlyList<JsonMembers> Objects(string name) =>
        [.. Items(name).Select((item, index) => new JsonMembers(item, ItemPlace(name, index)))];

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select((item, index) => item.ValueKind is JsonValueKind.String
        ? TextOf(item, ItemPlace(name, index))
        : throw new NotificationFormatException(ItemPlace(name, index), "must be a string"))];

    /// <summary>A member as it stands in the text.</summary>
    public ReadOnlyMemory<byte> Raw(string name) => Has(name) ? Encoding.UTF8.GetBytes(_members[name].GetRawText()) : throw Missing(name);

    /// <summary>The objects in a map whose names are not AWS's: places count them, so that no error quotes a name.</summary>
    public IEnumerable<KeyValuePair<string, JsonMembers>> Map(string name) => !Has(name) ? []
        : new JsonMembers(_members[name], PlaceOf(name))._members.Select((entry, index) => KeyValuePair.Create(entry.Key, new JsonMembers(entry.Value, ItemPlace(name, index))));

    public string PlaceOf(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    public static bool TryParseTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private JsonElement.ArrayEnumerator Items(string name) => !Has(name) ? throw Missing(name)
        : _members[name] is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray()
        : throw new NotificationFormatException(PlaceOf(name), "must be a list");

    private NotificationFormatException Missing(string name) => new(PlaceOf(name), "must be there");

    private string ItemPlace(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{PlaceOf(name)}[{index}]");

    private string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new NotificationFormatException(_place.Length == 0 ? "body" : _place, "must not have half a surrogate pair in a name");
        }
    }

    private static string TextOf(JsonElement text, string place)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new NotificationFormatException(place, "must not have half a surrogate pair");
        }
    }
}
