using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Tests.Protocol;

/// <summary>The service's own model of its actions: what a request of each may hold, and how the Query protocol names that.</summary>
internal sealed class ServiceModel(JsonElement model)
{
    // Texts of all planes, with the characters that one of the protocols escapes standing out.
    private static readonly Gen<string> Texts = Gen.Frequency(
        (6, Gen.Choose(0x20, 0x7E)),
        (4, Gen.Elements('"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\u0001', '\u001F', '\u007F', '&', '=', '+', '%').Select(character => (int)character)),
        (1, Gen.Choose(0x80, 0x7FF)),
        (1, Gen.Elements(0x2028, 0x2029, 0xFEFF, 0xFFFD)),
        (1, Gen.Choose(0x800, 0xD7FF)),
        (1, Gen.Choose(0x10000, 0x10FFFF))).ArrayOf().Select(points => string.Concat(points.Select(char.ConvertFromUtf32)));

    private readonly JsonElement _shapes = model.GetProperty("shapes");

    public static ServiceModel Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedMaterial.Path("vectors", "sqs-query-service-model.json")));
        return new ServiceModel(document.RootElement.Clone());
    }

    public IEnumerable<string> Actions => model.GetProperty("operations").EnumerateObject().Select(operation => operation.Name);

    /// <summary>Parameters of an action with any values, by the model's names; binary values are <c>{"$b64": ...}</c>, as in the vectors.</summary>
    public Gen<JsonNode> Parameters(string action) => Value(InputOf(action));

    /// <summary>The pairs of the Query protocol that an object means.</summary>
    public List<KeyValuePair<string, string>> Flatten(string action, JsonElement written)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        Flatten(pairs, "", InputOf(action), written);
        return pairs;
    }

    /// <summary>The shape of an action's request.</summary>
    public JsonElement InputOf(string action) => Target(model.GetProperty("operations").GetProperty(action).GetProperty("input"));

    /// <summary>The shape of an action's result; null when it has none.</summary>
    public JsonElement? OutputOf(string action) =>
        model.GetProperty("operations").GetProperty(action).TryGetProperty("output", out var output) ? Target(output) : null;

    /// <summary>The shape that a member refers to.</summary>
    public JsonElement Target(JsonElement reference) => _shapes.GetProperty(reference.GetProperty("shape").GetString()!);

    /// <summary>How the Query protocol calls a member. Flattened lists are called as their items are.</summary>
    public string NameOf(string member, JsonElement reference)
    {
        if (member == "MessageSystemAttributeNames")
        {
            return "MessageSystemAttributeName"; // the model folds it into AttributeName (sqs-api.md, 1.7)
        }

        var shape = Target(reference);
        return shape.GetProperty("type").GetString() == "list" ? LocationOf(shape.GetProperty("member"))
            : reference.TryGetProperty("locationName", out var own) ? own.GetString()!
            : shape.TryGetProperty("locationName", out var location) ? location.GetString()!
            : member;
    }

    /// <summary>How the Query protocol calls what a list or a map holds.</summary>
    public static string LocationOf(JsonElement reference) => reference.GetProperty("locationName").GetString()!;

    private Gen<JsonNode> Value(JsonElement shape) => shape.GetProperty("type").GetString() switch
    {
        "structure" => Structure(shape),
        "list" => Value(Target(shape.GetProperty("member"))).ArrayOf().Resize(4).Select(items => (JsonNode)new JsonArray([.. items])),
        "map" => Texts.SelectMany(_ => Value(Target(shape.GetProperty("value"))), (key, value) => (key, value)).ArrayOf().Resize(4)
            .Select(pairs => (JsonNode)new JsonObject(pairs.DistinctBy(pair => pair.key).Select(pair => KeyValuePair.Create(pair.key, (JsonNode?)pair.value)))),
        "integer" => Gen.Choose(int.MinValue, int.MaxValue).Select(number => (JsonNode)JsonValue.Create(number)),
        "blob" => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().Select(bytes => (JsonNode)new JsonObject { ["$b64"] = Convert.ToBase64String(bytes) }),
        _ => Texts.Select(text => (JsonNode)JsonValue.Create(text)),
    };

    private Gen<JsonNode> Structure(JsonElement shape)
    {
        var required = shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        var made = Gen.Constant(new JsonObject());
        foreach (var member in shape.GetProperty("members").EnumerateObject())
        {
            var value = Value(Target(member.Value)).Select(node => (JsonNode?)node);
            var maybe = required.Contains(member.Name) ? value : Gen.OneOf(value, Gen.Constant<JsonNode?>(null));
            made = made.SelectMany(_ => maybe, (earlier, node) => With(earlier, member.Name, node));
        }

        return made.Select(made => (JsonNode)made);
    }

    private static JsonObject With(JsonObject earlier, string name, JsonNode? value)
    {
        var next = (JsonObject)earlier.DeepClone();
        if (value is not null)
        {
            next[name] = value.DeepClone();
        }

        return next;
    }

    private void Flatten(List<KeyValuePair<string, string>> pairs, string prefix, JsonElement shape, JsonElement value)
    {
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                foreach (var member in value.EnumerateObject())
                {
                    var reference = shape.GetProperty("members").GetProperty(member.Name);
                    Flatten(pairs, prefix + (prefix.Length > 0 ? "." : "") + NameOf(member.Name, reference), Target(reference), member.Value);
                }

                break;
            case "list":
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Flatten(pairs, Numbered(prefix, index), Target(shape.GetProperty("member")), item);
                }

                break;
            case "map":
                foreach (var (index, pair) in value.EnumerateObject().Index())
                {
                    var entry = Numbered(prefix, index);
                    pairs.Add(KeyValuePair.Create($"{entry}.{LocationOf(shape.GetProperty("key"))}", pair.Name));
                    Flatten(pairs, $"{entry}.{LocationOf(shape.GetProperty("value"))}", Target(shape.GetProperty("value")), pair.Value);
                }

                break;
            case "blob" when value.ValueKind == JsonValueKind.Object:
                pairs.Add(KeyValuePair.Create(prefix, value.GetProperty("$b64").GetString()!));
                break;
            default:
                pairs.Add(KeyValuePair.Create(prefix, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
                break;
        }
    }

    private static string Numbered(string prefix, int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{index + 1}");
}
