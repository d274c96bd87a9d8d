using System.Runtime.CompilerServices;
using System.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>
/// Pulls elements out of an answer, by their local names. It always stands inside an element: <see cref="Next"/> enters the next child
/// or leaves; an entered child is read as a value, skipped, or walked with <see cref="Next"/> until that returns false.
/// </summary>
/// <remarks>It unescapes in place, so a document can be read once. Nothing here recurses: depth is bounded by a number, not by the stack.</remarks>
internal ref struct QueryReader(Span<byte> document)
{
    /// <summary>The service's answers are 7 elements deep.</summary>
    public const int MostDepth = 64;

    private readonly Span<byte> _document = document;
    private XmlCursor _cursor = new(document);
    private OpenElements _open;
    private int _depth;
    private bool _isEmptyElement;

    /// <summary>Checks the bytes, passes what stands before the root element and enters it.</summary>
    /// <returns>The root's local name.</returns>
    public ReadOnlySpan<byte> EnterRoot()
    {
        var invalid = XmlCharacters.IndexOfInvalid(_document);
        if (invalid >= 0)
        {
            throw XmlCursor.Malformed("bytes that are not UTF-8, or a character that XML does not have", invalid);
        }

        XmlDeclaration.Pass(ref _cursor);
        PassMiscellaneous();
        if (!_cursor.IsAt("<"u8))
        {
            throw _cursor.Malformed(_cursor.AtEnd ? "it has no element" : "it does not begin with an element");
        }

        return PassStartTag();
    }

    /// <summary>Makes sure that nothing stands behind the root element, which has been left.</summary>
    public void Finish()
    {
        PassMiscellaneous();
        if (!_cursor.AtEnd)
        {
            throw _cursor.Malformed("something stands behind the end of its root element");
        }
    }

    /// <summary>Enters the next child of the element; at the end of the element leaves it.</summary>
    /// <param name="name">The local name of the child.</param>
    /// <returns>False when the element was left.</returns>
    public bool Next(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (LeaveEmptyElement())
        {
            return false;
        }

        while (true)
        {
            _ = _cursor.MoveText(_cursor.Position);
            if (_cursor.IsAt("</"u8))
            {
                PassEndTag();
                return false;
            }

            if (_cursor.IsAt("<![CDATA["u8))
            {
                _ = _cursor.MoveCharacterData(_cursor.Position);
            }
            else if (!PassCommentOrInstruction())
            {
                name = PassStartTag();
                return true;
            }
        }
    }

    /// <summary>Leaves the element that was entered last, whatever is in it.</summary>
    public void Skip()
    {
        var depth = _depth;
        while (_depth >= depth)
        {
            _ = Next(out _);
        }
    }

    /// <summary>Reads the element's text and leaves the element. Elements inside a text are skipped.</summary>
    /// <returns>Where the text, unescaped, stands in the document.</returns>
    public TextRange ReadContent()
    {
        var start = _cursor.Position;
        if (LeaveEmptyElement())
        {
            return new TextRange(start, 0);
        }

        var end = start;
        while (true)
        {
            end = _cursor.MoveText(end);
            if (_cursor.IsAt("</"u8))
            {
                PassEndTag();
                return new TextRange(start, end - start);
            }

            if (_cursor.IsAt("<![CDATA["u8))
            {
                end = _cursor.MoveCharacterData(end);
            }
            else if (!PassCommentOrInstruction())
            {
                _ = PassStartTag();
                Skip();
            }
        }
    }

    /// <summary>The bytes of a text read before.</summary>
    public readonly ReadOnlySpan<byte> Bytes(TextRange text) => _document.Slice(text.Start, text.Length);

    /// <summary>Reads a value without the white space around it.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadTrimmed());

    /// <inheritdoc cref="ReadString"/>
    public ReadOnlySpan<byte> ReadTrimmed() => XmlCharacters.Trim(Bytes(ReadContent()));

    private bool LeaveEmptyElement()
    {
        if (!_isEmptyElement)
        {
            return false;
        }

        _isEmptyElement = false;
        _depth--;
        return true;
    }

    private ReadOnlySpan<byte> PassStartTag()
    {
        if (_depth == MostDepth)
        {
            throw _cursor.Malformed("elements are nested too deeply");
        }

        _cursor.Expect("<"u8, "an element is missing");
        var start = _cursor.Position;
        var prefix = _cursor.PassName();
        var end = _cursor.Position;
        _open[_depth++] = new TextRange(start, end - start);
        _isEmptyElement = _cursor.PassAttributes();
        return _document[(start + prefix)..end];
    }

    private void PassEndTag()
    {
        var open = _open[--_depth];
        _cursor.Expect("</"u8, "an end tag is missing");
        _cursor.Expect(Bytes(open), "an end tag does not match its start tag");
        _ = _cursor.PassWhiteSpace();
        _cursor.Expect(">"u8, "an end tag does not match its start tag");
    }

    private bool PassCommentOrInstruction()
    {
        if (_cursor.IsAt("<!--"u8))
        {
            _cursor.PassComment();
        }
        else if (_cursor.IsAt("<?"u8))
        {
            _cursor.PassInstruction();
        }
        else
        {
            return false;
        }

        return true;
    }

    private void PassMiscellaneous()
    {
        do
        {
            _ = _cursor.PassWhiteSpace();
        }
        while (PassCommentOrInstruction());

        if (_cursor.IsAt("<!"u8))
        {
            throw _cursor.Malformed("it has a document type declaration, which is refused");
        }
    }

    /// <summary>The qualified names of the elements that are open. They stand before all texts that are moved, so they are never overwritten.</summary>
    [InlineArray(MostDepth)]
    private struct OpenElements
    {
        private TextRange _outermost;
    }
}
