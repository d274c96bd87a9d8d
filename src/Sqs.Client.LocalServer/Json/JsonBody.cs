using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Json;

/// <summary>
/// Turns the object of a JSON request into the members that actions read. Types are taken as the service takes them: text where a
/// number belongs is refused, and so is a number where text belongs; a null is a member that did not come; of a name that comes twice
/// the last value counts.
/// </summary>
internal static class JsonBody
{
    public static WireValue Read(string action, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return WireValue.Structure();
        }

        if (!Utf8.IsValid(body.Span))
        {
            throw SqsErrors.NotSerialized("The request is not in UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Structure(action, document.RootElement);
        }
        catch (JsonException)
        {
            throw SqsErrors.NotSerialized("The request could not be read as JSON.");
        }
    }

    private static WireValue Structure(string action, JsonElement json)
    {
        var found = new Dictionary<string, WireValue>(StringComparer.Ordinal);
        foreach (var property in Of(json, JsonValueKind.Object, "a Structure").EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.Null && JsonMembers.TryFind(action, JsonText.NameOf(property), out var member, out var form))
            {
                found[member] = Value(action, form, property.Value);
            }
        }

        return found.Aggregate(WireValue.Structure(), (structure, member) => structure.With(member.Key, member.Value));
    }

    private static WireValue Value(string action, JsonForm form, JsonElement json) => form switch
    {
        JsonForm.Integer => WireValue.Text(Integer(json)),
        JsonForm.Blob => WireValue.Text(Blob(json)),
        JsonForm.Texts => List(json, item => WireValue.Text(Text(item))),
        JsonForm.Blobs => List(json, item => WireValue.Text(Blob(item))),
        JsonForm.Structures => List(json, item => Structure(action, item)),
        JsonForm.TextMap => Map(json, item => WireValue.Text(Text(item))),
        JsonForm.StructureMap => Map(json, item => Structure(action, item)),
        _ => WireValue.Text(Text(json)),
    };

    private static string Text(JsonElement json) => JsonText.Of(Of(json, JsonValueKind.String, "a String"));

    /// <summary>The digits of a whole number; a fraction is cut off, and what is beyond all limits stays as it is written.</summary>
    private static string Integer(JsonElement json)
    {
        var number = Of(json, JsonValueKind.Number, "an Integer");
        return number.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture)
            : number.TryGetDecimal(out var fraction) ? decimal.Truncate(fraction).ToString(CultureInfo.InvariantCulture)
            : number.GetRawText();
    }

    private static string Blob(JsonElement json)
    {
        var text = Text(json);
        return Base64.IsValid(text) ? text : throw SqsErrors.NotSerialized("STRING_VALUE can not be decoded as base64");
    }

    private static WireValue List(JsonElement json, Func<JsonElement, WireValue> read) =>
        WireValue.List(Of(json, JsonValueKind.Array, "a List").EnumerateArray().Where(item => item.ValueKind is not JsonValueKind.Null).Select(read));

    private static WireValue Map(JsonElement json, Func<JsonElement, WireValue> read)
    {
        var entries = new Dictionary<string, WireValue>(StringComparer.Ordinal);
        foreach (var property in Of(json, JsonValueKind.Object, "a Map").EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.Null)
            {
                entries[JsonText.NameOf(property)] = read(property.Value);
            }
        }

        return WireValue.Map(entries);
    }

    private static JsonElement Of(JsonElement json, JsonValueKind kind, string wanted) =>
        json.ValueKind == kind ? json : throw SqsErrors.NotSerialized($"{Token(json.ValueKind)} can not be converted to {wanted}");

    /// <summary>The service names the token that it met, not the type.</summary>
    private static string Token(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "STRING_VALUE",
        JsonValueKind.Number => "NUMBER_VALUE",
        JsonValueKind.True => "TRUE_VALUE",
        JsonValueKind.False => "FALSE_VALUE",
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        _ => "NULL_VALUE",
    };
}
