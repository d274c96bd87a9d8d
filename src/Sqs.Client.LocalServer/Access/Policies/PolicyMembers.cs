using System.Text.Json;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>The members of one object of a policy, each known and there once.</summary>
internal sealed class PolicyMembers
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private PolicyMembers()
    {
    }

    public static PolicyMembers Of(JsonElement element, params string[] known)
    {
        var members = new PolicyMembers();
        foreach (var member in Pairs(element))
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal) || !members._members.TryAdd(member.Name, member.Value))
            {
                throw new FormatException("An element of the policy is unknown or there twice.");
            }
        }

        return members;
    }

    /// <summary>The members of something that has to be an object.</summary>
    public static IEnumerable<JsonProperty> Pairs(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object ? element.EnumerateObject() : throw new FormatException("The policy has another value where an object belongs.");

    /// <summary>One text or a list of them, never empty. Numbers and booleans count as their text.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element)
    {
        string[] texts = element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select(Scalar)] : [Scalar(element)];
        return texts.Length > 0 ? texts : throw new FormatException("A list of the policy is empty.");
    }

    public JsonElement? Find(string name) => _members.TryGetValue(name, out var value) ? value : null;

    public JsonElement Required(string name) => Find(name) ?? throw new FormatException($"The policy lacks {name}.");

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw new FormatException($"{name} is not a text."),
    };

    /// <summary>The one of two elements that is there, and whether it is the second.</summary>
    public (JsonElement Value, bool IsSecond) OneOf(string first, string second) => (Find(first), Find(second)) switch
    {
        ({ } value, null) => (value, false),
        (null, { } value) => (value, true),
        _ => throw new FormatException($"A statement has either {first} or {second}."),
    };

    private static string Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new FormatException("The policy has another value where a text belongs."),
    };
}
