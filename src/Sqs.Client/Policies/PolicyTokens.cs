using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sqs.Client;

/// <summary>The tokens of a policy's JSON, with the place in the text and the element that is being read, for errors.</summary>
internal ref struct PolicyTokens
{
    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;

    public PolicyTokens(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        Path = "";
    }

    /// <summary>The element that is being read.</summary>
    public string Path { get; set; }

    public readonly JsonTokenType Type => _reader.TokenType;

    public void Next()
    {
        if (!_reader.Read())
        {
            throw Refusal("ends too early");
        }
    }

    /// <summary>Nothing but white space may follow.</summary>
    public void End() => _ = _reader.Read();

    public readonly void Expect(JsonTokenType type, string rule)
    {
        if (Type != type)
        {
            throw Refusal(rule);
        }
    }

    /// <summary>The name of the next member, whose value is then the current token; null at the end of the object.</summary>
    public string? NextMember(HashSet<string> seen)
    {
        Next();
        if (Type is JsonTokenType.EndObject)
        {
            return null;
        }

        var name = _reader.GetString()!;
        if (!seen.Add(name))
        {
            throw Refusal("has a member twice");
        }

        Next();
        return name;
    }

    /// <summary>One text. Numbers and booleans count as their text.</summary>
    public readonly string Text() => Type switch
    {
        JsonTokenType.String => _reader.GetString()!,
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(_reader.ValueSpan),
        _ => throw Refusal("must be a text"),
    };

    /// <summary>One text or a list of them.</summary>
    public List<string> Texts()
    {
        var texts = new List<string>();
        if (Type is not JsonTokenType.StartArray)
        {
            texts.Add(Text());
            return texts;
        }

        for (Next(); Type is not JsonTokenType.EndArray; Next())
        {
            texts.Add(Text());
        }

        return texts;
    }

    /// <summary>The current value whatever it is, as JSON without white space, commas too many and comments.</summary>
    public string Raw()
    {
        using var document = JsonDocument.ParseValue(ref _reader);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PolicyWriter.Options))
        {
            document.RootElement.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The exception for what is wrong with the current token.</summary>
    public readonly PolicyFormatException Refusal(string rule)
    {
        var before = _utf8[..(int)_reader.TokenStartIndex];
        return new PolicyFormatException(Path, rule, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
