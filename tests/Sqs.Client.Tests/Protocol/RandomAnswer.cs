using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5394 // The seeds make the answers repeatable.

/// <summary>Answers of the model's shapes by chance, written in all the ways that XML allows, and what the platform's own reader of XML finds in them.</summary>
internal sealed class RandomAnswer(ServiceModel model, Random random)
{
    private readonly RandomValues _values = new(model, random);
    private readonly string _prefix = random.Next(3) == 0 ? "ns0:" : "";

    /// <summary>An answer of an action.</summary>
    public string Of(string action)
    {
        var result = model.OutputOf(action) is { } shape ? Element(action + "Result", Members(shape, _values.Of(shape))) : "";
        var metadata = Element("ResponseMetadata", Element("RequestId", Text(Guid())));
        return Declared(action + "Response", random.Next(2) == 0 ? result + metadata : metadata + result);
    }

    /// <summary>An error in one of the two forms that services use.</summary>
    public (string Xml, JsonNode Expected) Error()
    {
        var (code, message, type, id) = ("Code." + random.Next(1000).ToString(CultureInfo.InvariantCulture), "x" + RandomValues.Text(random) + "x", random.Next(2) == 0 ? "Sender" : "Receiver", Guid());
        var error = Element("Error", Element("Type", Text(type)) + Element("Message", Text(message)) + Element("Code", Text(code)) + (random.Next(2) == 0 ? Element("Detail", "") : ""));
        var xml = random.Next(2) == 0
            ? Declared("ErrorResponse", error + Element("RequestId", Text(id)))
            : Declared("Response", Element("Errors", error) + Element("RequestID", Text(id)));
        var read = XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Descendants().Single(element => element.Name.LocalName == "Message").Value;
        return (xml, new JsonObject { ["Code"] = code, ["Message"] = read, ["Type"] = type, ["RequestId"] = id });
    }

    /// <summary>What the platform's reader finds in an answer, by the model's names.</summary>
    public JsonObject Read(string action, string xml)
    {
        var root = XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Root!;
        var found = model.OutputOf(action) is { } shape ? ReadStructure(shape, Child(root, action + "Result").Single()) : [];
        found["ResponseMetadata"] = new JsonObject { ["RequestId"] = Child(Child(root, "ResponseMetadata").Single(), "RequestId").Single().Value };
        return found;
    }

    private string Members(JsonElement shape, JsonNode value)
    {
        var parts = new List<string>();
        foreach (var member in shape.GetProperty("members").EnumerateObject().Where(member => value[member.Name] is not null && !IsReserved(member.Name)))
        {
            var (name, target, part) = (model.NameOf(member.Name, member.Value), model.Target(member.Value), value[member.Name]!);
            parts.AddRange(part switch
            {
                JsonArray items => items.Select(item => Element(name, Content(model.Target(target.GetProperty("member")), item!))),
                JsonObject map when target.GetProperty("type").GetString() == "map" => map.Select(pair => Element(name,
                    Element(ServiceModel.LocationOf(target.GetProperty("key")), Text(pair.Key))
                    + Element(ServiceModel.LocationOf(target.GetProperty("value")), Content(model.Target(target.GetProperty("value")), pair.Value!)))),
                _ => [Element(name, Content(target, part))],
            });
        }

        if (random.Next(4) == 0)
        {
            parts.Add(Element("FutureI" + random.Next(9).ToString(CultureInfo.InvariantCulture), Element("Name", Text(RandomValues.Text(random)))));
        }

        return string.Join(random.Next(2) == 0 ? "\n  " : "", parts);
    }

    /// <summary>Lists of values are reserved by the service, which has never sent any.</summary>
    private static bool IsReserved(string member) => member.EndsWith("ListValues", StringComparison.Ordinal);

    private string Content(JsonElement shape, JsonNode value) => shape.GetProperty("type").GetString() switch
    {
        "structure" => Members(shape, value),
        "blob" => value["$b64"]!.GetValue<string>(),
        "string" => Text(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private string Declared(string name, string content)
    {
        var space = _prefix.Length > 0 ? $" xmlns:ns0=\"http://queue.amazonaws.com/doc/2012-11-05/\"" : random.Next(2) == 0 ? " xmlns='http://queue.amazonaws.com/doc/2012-11-05/'" : "";
        var declaration = random.Next(3) switch { 0 => "<?xml version=\"1.0\"?>\n", 1 => "<?xml version='1.0' encoding='utf-8'?>", _ => "" };
        return $"{declaration}<{_prefix}{name}{space}>{content}</{_prefix}{name}>";
    }

    private string Element(string name, string content) =>
        content.Length == 0 && random.Next(2) == 0 ? $"<{_prefix}{name}/>" : $"<{_prefix}{name}>{content}</{_prefix}{name}{(random.Next(5) == 0 ? " " : "")}>";

    private string Guid() => string.Create(CultureInfo.InvariantCulture, $"{random.Next():x8}-1111-4222-8333-{random.NextInt64(1L << 48):x12}");

    private string Text(string text)
    {
        var written = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ = random.Next(6) switch
            {
                0 => written.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};"),
                1 => written.Append(CultureInfo.InvariantCulture, $"&#x{rune.Value:X4};"),
                2 when rune.Value is not (']' or '\r') => written.Append("<![CDATA[").Append(rune.ToString()).Append("]]>"),
                _ => written.Append(rune.Value switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", '\'' => "&apos;", _ => rune.ToString() }),
            };
            _ = random.Next(20) == 0 ? written.Append("<!-- c -->") : written;
        }

        return written.ToString();
    }

    private JsonObject ReadStructure(JsonElement shape, XElement element)
    {
        var found = new JsonObject();
        foreach (var member in shape.GetProperty("members").EnumerateObject())
        {
            var target = model.Target(member.Value);
            var elements = Child(element, model.NameOf(member.Name, member.Value));
            if (elements.Count > 0)
            {
                found[member.Name] = target.GetProperty("type").GetString() switch
                {
                    "list" => new JsonArray([.. elements.Select(item => ReadValue(model.Target(target.GetProperty("member")), item))]),
                    "map" => new JsonObject(elements.Select(entry => KeyValuePair.Create(
                        Child(entry, ServiceModel.LocationOf(target.GetProperty("key"))).Single().Value,
                        (JsonNode?)ReadValue(model.Target(target.GetProperty("value")), Child(entry, ServiceModel.LocationOf(target.GetProperty("value"))).Single())))),
                    _ => ReadValue(target, elements.Single()),
                };
            }
        }

        return found;
    }

    private JsonNode ReadValue(JsonElement shape, XElement element) => shape.GetProperty("type").GetString() switch
    {
        "structure" => ReadStructure(shape, element),
        "blob" => new JsonObject { ["$b64"] = element.Value },
        "integer" or "long" => long.Parse(element.Value, CultureInfo.InvariantCulture),
        "boolean" => bool.Parse(element.Value),
        _ => element.Value,
    };

    private static List<XElement> Child(XElement parent, string name) => [.. parent.Elements().Where(element => element.Name.LocalName == name)];
}
