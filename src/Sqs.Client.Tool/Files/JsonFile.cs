using System.Text;
using System.Text.Json;

namespace Sqs.Client.Tool.Files;

/// <summary>Reads a JSON file, comments and commas at the end allowed, into values that know their lines. Mistakes are told without quoting the file.</summary>
internal static class JsonFile
{
    private static readonly JsonReaderOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static FileValue Read(string file)
    {
        try
        {
            return Parse(file, File.ReadAllBytes(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ToolException.Misuse(failure is FileNotFoundException or DirectoryNotFoundException ? $"{file}: there is no such file." : $"{file}: cannot be read.");
        }
    }

    public static FileValue Parse(string file, ReadOnlyMemory<byte> bytes)
    {
        var source = new Source(file, bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        var reader = new Utf8JsonReader(source.Bytes.Span, Tolerant);
        try
        {
            _ = reader.Read();
            var root = Value(ref reader, source, "");
            _ = reader.Read(); // what follows the value is a mistake
            return root;
        }
        catch (JsonException wrong)
        {
            throw ToolException.Misuse($"{file}:{wrong.LineNumber + 1}: is not JSON, at byte {wrong.BytePositionInLine + 1} of the line.");
        }
        catch (InvalidOperationException) // a string that is no Unicode
        {
            throw ToolException.Misuse($"{source.Place(reader.TokenStartIndex)}: holds a text that is not Unicode.");
        }
    }

    private static FileValue Value(ref Utf8JsonReader reader, Source source, string path)
    {
        var start = reader.TokenStartIndex;
        List<KeyValuePair<string, FileValue>> members = [];
        List<FileValue> elements = [];
        var (kind, scalar) = reader.TokenType switch
        {
            JsonTokenType.StartObject => (JsonValueKind.Object, ""),
            JsonTokenType.StartArray => (JsonValueKind.Array, ""),
            JsonTokenType.String => (JsonValueKind.String, reader.GetString()!),
            JsonTokenType.Number => (JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => (JsonValueKind.True, "true"),
            JsonTokenType.False => (JsonValueKind.False, "false"),
            _ => (JsonValueKind.Null, ""),
        };
        while (kind is JsonValueKind.Object && reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            members.Add(Member(ref reader, source, path, members));
        }

        while (kind is JsonValueKind.Array && reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            elements.Add(Value(ref reader, source, $"{path}[{elements.Count}]"));
        }

        return new FileValue(source.Place(start), path, kind, source.Bytes[(int)start..(int)reader.BytesConsumed]) { Members = members, Elements = elements, Scalar = scalar };
    }

    private static KeyValuePair<string, FileValue> Member(ref Utf8JsonReader reader, Source source, string path, List<KeyValuePair<string, FileValue>> earlier)
    {
        var name = reader.GetString()!;
        _ = reader.Read();
        var value = Value(ref reader, source, path.Length == 0 ? name : $"{path}.{name}");
        return earlier.Exists(other => string.Equals(other.Key, name, StringComparison.Ordinal)) ? throw value.Wrong("is there twice.") : KeyValuePair.Create(name, value);
    }

    private sealed record Source(string File, ReadOnlyMemory<byte> Bytes)
    {
        /// <summary>The file and the line of a byte.</summary>
        public string Place(long at) => $"{File}:{Bytes.Span[..(int)at].Count((byte)'\n') + 1}";
    }
}
