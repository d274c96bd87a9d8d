using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Sqs.Client.Protocol.Json;

/// <summary>
/// Pulls members out of an answer. It always stands inside an object: <see cref="Next"/> enters the value of the next member or leaves;
/// an entered value is read as a text, skipped, or walked with <see cref="Next"/> until that returns false. A list is its member once for each
/// element; what is null is absent.
/// </summary>
/// <remarks>It unescapes in place, so a document can be read once. Nothing here recurses: depth is bounded by a number, not by the stack.</remarks>
internal ref struct JsonReader
{
    /// <summary>The service's answers are 7 objects and lists deep.</summary>
    public const int MostDepth = 64;

    private readonly Span<byte> _document;
    private Utf8JsonReader _tokens;
    private MemberNames _names;
    private int _depth;
    private bool _isAtScalar;
    private TextRange _name;

    public JsonReader(Span<byte> document)
    {
        if (document.StartsWith("\uFEFF"u8))
        {
            document[.."\uFEFF"u8.Length].Fill((byte)' '); // so that positions stay those of the document
        }

        _document = document;
        _tokens = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = MostDepth });
    }

    /// <summary>The name of the member that was entered last; a key, in a map.</summary>
    public readonly ReadOnlySpan<byte> Name => Bytes(_name);

    /// <summary>Checks the bytes and enters the object that the document is.</summary>
    public void EnterRoot()
    {
        if (!Utf8.IsValid(_document))
        {
            throw Malformed("bytes that are not UTF-8");
        }

        Advance();
        if (_tokens.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed("it is no object");
        }

        _depth = 1;
    }

    /// <summary>Makes sure that nothing stands behind the object, which has been left.</summary>
    public void Finish()
    {
        if (Read())
        {
            throw Malformed("something stands behind its end");
        }
    }

    /// <summary>Enters the value of the next member of the object; at the end of the object leaves it.</summary>
    /// <returns>False when the object was left.</returns>
    public bool Next()
    {
        if (_isAtScalar)
        {
            throw Malformed("a text or number stands where an object belongs");
        }

        while (true)
        {
            Advance();
            switch (_tokens.TokenType)
            {
                case JsonTokenType.EndObject:
                    _depth--;
                    return false;
                case JsonTokenType.PropertyName:
                    _names[_depth - 1] = Text();
                    break;
                case JsonTokenType.StartArray or JsonTokenType.EndArray or JsonTokenType.Null:
                    break;
                case JsonTokenType.StartObject:
                    _name = _names[_depth++ - 1];
                    return true;
                default:
                    _name = _names[_depth - 1];
                    _isAtScalar = true;
                    return true;
            }
        }
    }

    /// <summary>Leaves the value that was entered last, whatever is in it.</summary>
    public void Skip()
    {
        if (_isAtScalar)
        {
            _isAtScalar = false;
            return;
        }

        try
        {
            _tokens.Skip();
        }
        catch (JsonException)
        {
            throw Malformed("it is cut off or not well-formed");
        }

        _depth--;
    }

    /// <summary>Reads the value as a text and leaves it. Numbers, true and false are texts as they are written.</summary>
    /// <returns>Where the text, unescaped, stands in the document.</returns>
    public TextRange ReadContent()
    {
        if (!_isAtScalar)
        {
            throw Malformed("an object stands where a text or number belongs");
        }

        _isAtScalar = false;
        return _tokens.TokenType == JsonTokenType.String ? Text() : new TextRange((int)_tokens.TokenStartIndex, _tokens.ValueSpan.Length);
    }

    /// <summary>The bytes of a text read before.</summary>
    public readonly ReadOnlySpan<byte> Bytes(TextRange text) => _document.Slice(text.Start, text.Length);

    private TextRange Text()
    {
        var start = (int)_tokens.TokenStartIndex + 1;
        var length = _tokens.ValueSpan.Length;
        if (_tokens.ValueIsEscaped)
        {
            length = JsonUnescaping.InPlace(_document.Slice(start, length));
        }

        return length < 0 ? throw Malformed("a surrogate without its partner") : new TextRange(start, length);
    }

    private void Advance()
    {
        if (!Read())
        {
            throw Malformed("it ends too early");
        }
    }

    private bool Read()
    {
        try
        {
            return _tokens.Read();
        }
        catch (JsonException)
        {
            throw Malformed("it is cut off or not well-formed");
        }
    }

    private readonly SqsResponseException Malformed(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The answer is not JSON as the service writes it: {what}, at byte {_tokens.BytesConsumed}."));

    /// <summary>The name of the member at which each open object stands. They stand before all texts that are unescaped later.</summary>
    [InlineArray(MostDepth)]
    private struct MemberNames
    {
        private TextRange _outermost;
    }
}
