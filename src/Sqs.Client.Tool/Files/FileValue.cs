using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sqs.Client.Tool.Files;

/// <summary>A value in a JSON file, which knows where it stands: every complaint names file, line and member.</summary>
internal sealed class FileValue(string place, string path, JsonValueKind kind, ReadOnlyMemory<byte> source)
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The members in the order of the file; empty for what is no object.</summary>
    public IReadOnlyList<KeyValuePair<string, FileValue>> Members { get; init; } = [];

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<FileValue> Elements { get; init; } = [];

    /// <summary>The text of a string, a number or a boolean.</summary>
    public string Scalar { get; init; } = "";

    public bool IsText => kind is JsonValueKind.String;

    /// <summary>What is wrong with the value, as the end of the command.</summary>
    public ToolException Wrong(string message) => ToolException.Misuse($"{place}: {(path.Length == 0 ? "" : path + ": ")}{message}");

    public FileValue? Find(string member) => Object().FirstOrDefault(entry => string.Equals(entry.Key, member, StringComparison.Ordinal)).Value;

    public FileValue Required(string member) => Find(member) ?? throw Wrong($"has no member '{member}'.");

    /// <summary>The members of an object.</summary>
    public IReadOnlyList<KeyValuePair<string, FileValue>> Object() => kind is JsonValueKind.Object ? Members : throw Wrong("has to be an object.");

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<FileValue> Items() => kind is JsonValueKind.Array ? Elements : throw Wrong("has to be a list.");

    public string Text() => kind is JsonValueKind.String ? Scalar : throw Wrong("has to be a text.");

    public string NotEmpty() => Text() is { Length: > 0 } text ? text : throw Wrong("must not be empty.");

    /// <summary>A text as it stands; a number, true or false as text; an object as JSON without comments.</summary>
    public string Json() => kind switch
    {
        JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Scalar,
        JsonValueKind.Object => JsonNode.Parse(source.Span, documentOptions: Tolerant)!.ToJsonString(),
        _ => throw Wrong("has to be a text, a number, true, false or an object."),
    };

    public void AllowOnly(IReadOnlyList<string> names)
    {
        foreach (var (name, value) in Object())
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                throw value.Wrong($"is not known; known are {string.Join(", ", names)}.");
            }
        }
    }
}
