using System.Globalization;
using System.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>
/// A position in an XML document of UTF-8 bytes, and how to pass each kind of markup. Texts are unescaped in place: what XML writes
/// is never shorter than what it means, so the text moves to the left over its own markup.
/// </summary>
internal ref struct XmlCursor(Span<byte> document)
{
    private readonly Span<byte> _document = document;

    public int Position { get; set; }

    public readonly bool AtEnd => Position >= _document.Length;

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _document.Slice(start, length);

    public readonly bool IsAt(ReadOnlySpan<byte> bytes) => _document[Position..].StartsWith(bytes);

    public readonly SqsResponseException Malformed(string what) => Malformed(what, Position);

    public static SqsResponseException Malformed(string what, int position) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The answer is not XML as the service writes it: {what}, at byte {position}."));

    /// <summary>Passes the bytes given, or refuses.</summary>
    public void Expect(ReadOnlySpan<byte> bytes, string what)
    {
        if (!IsAt(bytes))
        {
            throw Malformed(what);
        }

        Position += bytes.Length;
    }

    /// <summary>Passes white space.</summary>
    /// <returns>Whether there was any.</returns>
    public bool PassWhiteSpace()
    {
        var start = Position;
        while (!AtEnd && XmlCharacters.IsWhiteSpace(_document[Position]))
        {
            Position++;
        }

        return Position > start;
    }

    /// <summary>Passes a name, with or without a prefix.</summary>
    /// <returns>How many of its bytes are the prefix and its colon.</returns>
    public int PassName()
    {
        var start = Position;
        PassNameWithoutColon();
        if (AtEnd || _document[Position] != ':')
        {
            return 0;
        }

        Position++;
        var prefix = Position - start;
        PassNameWithoutColon();
        return prefix;
    }

    /// <summary>Passes a name without a prefix.</summary>
    public void PassNameWithoutColon()
    {
        if (AtEnd || !XmlCharacters.IsNameStart(_document[Position]))
        {
            throw Malformed("a name is missing");
        }

        do
        {
            Position++;
        }
        while (!AtEnd && XmlCharacters.IsNamePart(_document[Position]));
    }

    /// <summary>Passes the attributes of a start tag and the end of the tag.</summary>
    /// <returns>Whether the tag closes its element (<c>/&gt;</c>).</returns>
    public bool PassAttributes()
    {
        while (true)
        {
            var spaced = PassWhiteSpace();
            if (IsAt(">"u8))
            {
                Position++;
                return false;
            }

            if (IsAt("/>"u8))
            {
                Position += 2;
                return true;
            }

            if (!spaced)
            {
                throw Malformed("a start tag does not end");
            }

            _ = PassName();
            PassEquals();
            PassQuoted();
        }
    }

    /// <summary>Passes <c>=</c> with white space around it.</summary>
    public void PassEquals()
    {
        _ = PassWhiteSpace();
        Expect("="u8, "an attribute has no value");
        _ = PassWhiteSpace();
    }

    /// <summary>Passes an attribute's value with its quotation marks.</summary>
    /// <returns>The value as written.</returns>
    public ReadOnlySpan<byte> PassQuoted()
    {
        if (AtEnd || _document[Position] is not ((byte)'"' or (byte)'\''))
        {
            throw Malformed("an attribute's value has no quotation mark");
        }

        var quote = _document[Position++];
        var start = Position;
        while (!AtEnd && _document[Position] != quote)
        {
            switch (_document[Position])
            {
                case (byte)'<':
                    throw Malformed("'<' in an attribute's value");
                case (byte)'&':
                    _ = PassReference();
                    break;
                default:
                    Position++;
                    break;
            }
        }

        if (AtEnd)
        {
            throw Malformed("an attribute's value does not end");
        }

        return _document[start..Position++];
    }

    /// <summary>Passes a comment; the cursor stands at its <c>&lt;!--</c>.</summary>
    public void PassComment()
    {
        Position += 4;
        var length = _document[Position..].IndexOf("--"u8);
        Position = length < 0 ? _document.Length : Position + length;
        Expect("-->"u8, "a comment does not end with '-->'");
    }

    /// <summary>Passes a processing instruction; the cursor stands at its <c>&lt;?</c>.</summary>
    public void PassInstruction()
    {
        Position += 2;
        var start = Position;
        PassNameWithoutColon();
        if (Ascii.EqualsIgnoreCase(_document[start..Position], "xml"u8))
        {
            throw Malformed("an XML declaration that is not at the beginning");
        }

        if (!IsAt("?>"u8) && !PassWhiteSpace())
        {
            throw Malformed("a processing instruction with a malformed name");
        }

        var length = _document[Position..].IndexOf("?>"u8);
        Position = length < 0 ? _document.Length : Position + length;
        Expect("?>"u8, "a processing instruction does not end");
    }

    /// <summary>Moves the text up to the next <c>&lt;</c> to where the text read before it ends, and unescapes it on the way.</summary>
    /// <param name="target">Where the text belongs; not behind the cursor's position.</param>
    /// <returns>Where the moved text ends.</returns>
    public int MoveText(int target)
    {
        target = MovePlain(target);
        var bytes = _document;
        var position = Position;
        int bracket = -2, bracketPair = -2;
        while (position < bytes.Length)
        {
            var value = bytes[position];
            if (!XmlCharacters.IsMarkedInText(value))
            {
                bytes[target++] = value;
                position++;
                continue;
            }

            Position = position;
            switch (value)
            {
                case (byte)'<':
                    return target;
                case (byte)'&':
                    target = MoveReference(target);
                    break;
                case (byte)'\r':
                    bytes[target++] = PassLineEnd();
                    break;
                case (byte)'>' when bracketPair == position - 1:
                    throw Malformed("']]>' in a text");
                default:
                    bracketPair = value == ']' && bracket == position - 1 ? position : bracketPair;
                    bracket = value == ']' ? position : bracket;
                    bytes[target++] = value;
                    Position++;
                    break;
            }

            position = Position;
        }

        Position = position;
        throw Malformed("an element does not end");
    }

    /// <summary>Moves the text of a CDATA section, as <see cref="MoveText"/> does; the cursor stands at its <c>&lt;![CDATA[</c>.</summary>
    public int MoveCharacterData(int target)
    {
        Position += "<![CDATA["u8.Length;
        var length = _document[Position..].IndexOf("]]>"u8);
        if (length < 0)
        {
            Position = _document.Length;
            throw Malformed("a CDATA section does not end");
        }

        var end = Position + length;
        while (Position < end)
        {
            if (_document[Position] == '\r')
            {
                _document[target++] = PassLineEnd();
            }
            else
            {
                _document[target++] = _document[Position++];
            }
        }

        Position = end + "]]>"u8.Length;
        return target;
    }

    /// <summary>Moves the beginning of a text that needs no unescaping in one go; most texts are nothing else.</summary>
    private int MovePlain(int target)
    {
        var rest = _document[Position..];
        var length = rest.IndexOfAny((byte)'<', (byte)'&', (byte)'\r');
        length = length < 0 ? rest.Length : length;
        var plain = rest[..length];
        if (plain.IndexOf("]]>"u8) is >= 0 and var position)
        {
            throw Malformed("']]>' in a text", Position + position);
        }

        if (target < Position)
        {
            plain.CopyTo(_document[target..]);
        }

        Position += length;
        return target + length;
    }

    /// <summary>Moves the character that a reference means; quotation marks first, which JSON is full of.</summary>
    private int MoveReference(int target)
    {
        if (IsAt("&quot;"u8))
        {
            _document[target] = (byte)'"';
            Position += "&quot;"u8.Length;
            return target + 1;
        }

        return target + new Rune(PassReference()).EncodeToUtf8(_document[target..]);
    }

    /// <summary>Passes CR or CR LF, which both mean LF (XML 1.0, 2.11).</summary>
    private byte PassLineEnd()
    {
        Position += IsAt("\r\n"u8) ? 2 : 1;
        return (byte)'\n';
    }

    /// <summary>Passes a reference; the cursor stands at its <c>&amp;</c>.</summary>
    /// <returns>The code point it means.</returns>
    private int PassReference()
    {
        var start = Position++;
        var rest = _document[Position..];
        var length = rest.IndexOf((byte)';');
        if (length < 0)
        {
            throw Malformed("a reference does not end", start);
        }

        var codePoint = XmlReference.CodePoint(rest[..length]);
        if (codePoint < 0)
        {
            throw Malformed("a reference to an entity that does not exist, or to no character of XML", start);
        }

        Position += length + 1;
        return codePoint;
    }
}
