using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5394 // The seeds make the values repeatable.

/// <summary>Values of the model's shapes by chance, as JSON by the model's names; letters that cultures treat in their own way come often.</summary>
internal sealed class RandomValues(ServiceModel model, Random random)
{
    private const string Letters = "aAiIzZåÅıİßÆœ\u0660\u06F1\u0E59\u200F\u00AD\u0085\u2028-_.~ \t\n\r!*'();:@&=+$,/?#[]%\"<>\\^`{|}é漢\u0301]]>&amp;<![CDATA[<!--";

    /// <summary>A text of the characters that the service takes.</summary>
    public static string Text(Random random, int longest = 30) => string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => random.Next(10) switch
    {
        0 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
        1 => ((char)random.Next(0x20, 0xD800)).ToString(),
        _ => Letters[random.Next(Letters.Length)].ToString(),
    }));

    /// <summary>A value of a shape. Lists and maps have members: in the Query protocol empty ones are not there.</summary>
    public JsonNode Of(JsonElement shape) => shape.GetProperty("type").GetString() switch
    {
        "structure" => Structure(shape),
        "list" => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Of(model.Target(shape.GetProperty("member"))))]),
        "map" => new JsonObject(Enumerable.Range(0, random.Next(1, 4)).Select(n => KeyValuePair.Create($"k{n}I" + Text(random, 5).Trim(), (JsonNode?)Of(model.Target(shape.GetProperty("value")))))),
        "integer" or "long" => random.Next(2) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(100),
        "boolean" => random.Next(2) == 0,
        "blob" => new JsonObject { ["$b64"] = Convert.ToBase64String(Bytes()) },
        _ => Text(random),
    };

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(1, 50)];
        random.NextBytes(bytes);
        return bytes;
    }

    private JsonObject Structure(JsonElement shape)
    {
        var required = shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        var made = new JsonObject();
        foreach (var member in shape.GetProperty("members").EnumerateObject())
        {
            if (required.Contains(member.Name) || random.Next(3) > 0)
            {
                made[member.Name] = Of(model.Target(member.Value));
            }
        }

        return made;
    }
}
