using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sqs.Client.Tests.Policies;

/// <summary>
/// What a policy's JSON means, by a hand of its own: one form for a value and a list of one, for both ways to say everybody, for numbers and
/// their text; without the order that has no meaning.
/// </summary>
internal static class Meaning
{
    public static string Of(string json)
    {
        var policy = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true })!.AsObject();
        var statements = Items(policy["Statement"]!).Select(statement => Statement(statement!.AsObject())).Order(StringComparer.Ordinal);
        var others = policy.Where(element => element.Key is not ("Version" or "Id" or "Statement")).Select(element => $"{element.Key}={element.Value?.ToJsonString()}").Order(StringComparer.Ordinal);
        return $"{policy["Version"] ?? "2008-10-17"}|{policy["Id"]}|{string.Join('\n', statements)}|{string.Join('\n', others)}";
    }

    private static string Statement(JsonObject statement) => string.Join(
        "; ",
        statement.OrderBy(element => element.Key, StringComparer.Ordinal).Select(element => $"{element.Key}={element.Key switch
        {
            "Principal" or "NotPrincipal" => Principals(element.Value!),
            "Condition" => Members(element.Value!.AsObject(), operation => Members(operation.AsObject(), Texts)),
            _ => Texts(element.Value!),
        }}"));

    private static string Principals(JsonNode node) => node is JsonObject kinds ? Members(kinds, Texts) : $"AWS({Texts(node)})";

    private static string Members(JsonObject members, Func<JsonNode, string> value) =>
        string.Join(' ', members.Select(member => $"{member.Key}({value(member.Value!)})").Order(StringComparer.Ordinal));

    private static string Texts(JsonNode node) => string.Join(' ', Items(node).Select(item => $"<{item}>").Order(StringComparer.Ordinal));

    private static IEnumerable<JsonNode?> Items(JsonNode node) => node is JsonArray list ? list.AsEnumerable() : [node];
}
