using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Sqs.Client.Protocol.Json;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Protocol;

/// <summary>
/// Reads the result of an answer, so that an action says once what it reads, whatever the protocol. It always stands inside a structure:
/// <see cref="Next"/> enters the next member or leaves. A list is its member once for each element, in both protocols; a map is that in the
/// Query protocol, and a structure of its keys in JSON.
/// </summary>
internal ref struct AnswerReader
{
    private QueryReader _xml;
    private JsonReader _json;
    private ReadOnlySpan<byte> _name;
    private bool _isEntered;

    /// <summary>Begins to read an answer. Emulators of old answer XML to requests in JSON.</summary>
    public AnswerReader(Span<byte> document, SqsProtocol asked)
    {
        IsJson = asked == SqsProtocol.Json && !IsXml(document);
        if (!IsJson)
        {
            _xml = new QueryReader(document);
        }
        else if (Trimmed(document).IsEmpty)
        {
            _isEntered = true; // an action without a result may be answered by nothing
            IsEmpty = true;
        }
        else
        {
            _json = new JsonReader(document);
        }
    }

    public bool IsJson { get; }

    private bool IsEmpty { get; }

    /// <summary>Whether a document means to be XML, going by its first character.</summary>
    public static bool IsXml(ReadOnlySpan<byte> document) => Trimmed(document).StartsWith("<"u8);

    /// <summary>Enters what stands around the result.</summary>
    public void Enter(string action)
    {
        if (!IsJson)
        {
            QueryEnvelope.Enter(ref _xml, action);
        }
    }

    /// <summary>Goes to the result, or to the end of the answer, and learns the request id on the way.</summary>
    /// <returns>Whether there is a result; its members follow.</returns>
    public bool MoveToResult(string action, SqsResponseMetadata metadata)
    {
        if (!IsJson)
        {
            return QueryEnvelope.MoveToResult(ref _xml, action, metadata);
        }

        if (!_isEntered)
        {
            _json.EnterRoot();
            return _isEntered = true;
        }

        if (!IsEmpty)
        {
            _json.Finish();
        }

        return false;
    }

    /// <summary>Enters the next member of the structure; at the end of the structure leaves it.</summary>
    /// <returns>False when the structure was left.</returns>
    public bool Next()
    {
        if (!IsJson)
        {
            return _xml.Next(out _name);
        }

        var entered = _json.Next();
        _name = entered ? _json.Name : default;
        return entered;
    }

    /// <summary>Whether the member that was entered last has the name given.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>Whether the member that was entered last is the list or map with the name given, and in the Query protocol with the other one.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName) => _name.SequenceEqual(IsJson ? name : queryName);

    /// <summary>The name of the member that was entered last: in JSON, the key in a map.</summary>
    public readonly string ReadName() => Encoding.UTF8.GetString(_name);

    /// <summary>Leaves the member that was entered last, whatever is in it.</summary>
    public void Skip()
    {
        if (IsJson)
        {
            _json.Skip();
        }
        else
        {
            _xml.Skip();
        }
    }

    /// <summary>Reads the member's text and leaves the member.</summary>
    /// <returns>Where the text, unescaped, stands in the document.</returns>
    public TextRange ReadContent() => IsJson ? _json.ReadContent() : _xml.ReadContent();

    /// <summary>The bytes of a text read before.</summary>
    public readonly ReadOnlySpan<byte> Bytes(TextRange text) => IsJson ? _json.Bytes(text) : _xml.Bytes(text);

    /// <summary>Reads a value as it is: a body or the value of an attribute.</summary>
    public string ReadVerbatim() => Encoding.UTF8.GetString(Bytes(ReadContent()));

    /// <summary>Reads a value, in XML without the white space around it.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadTrimmed());

    /// <inheritdoc cref="ReadString"/>
    public ReadOnlySpan<byte> ReadTrimmed() => IsJson ? Bytes(_json.ReadContent()) : _xml.ReadTrimmed();

    public int ReadInt32()
    {
        var name = _name;
        return ReadInt64() is var value and >= int.MinValue and <= int.MaxValue ? (int)value : throw Unreadable(name, "a 32-bit number");
    }

    public long ReadInt64()
    {
        var name = _name;
        var text = ReadTrimmed();
        return Utf8Parser.TryParse(text, out long value, out var consumed) && consumed == text.Length ? value : throw Unreadable(name, "a number");
    }

    public bool ReadBoolean()
    {
        var name = _name;
        var text = ReadTrimmed();
        return text.SequenceEqual("true"u8) || (text.SequenceEqual("false"u8) ? false : throw Unreadable(name, "true or false"));
    }

    /// <summary>Reads base64, white space ignored.</summary>
    public ReadOnlyMemory<byte> ReadBinary()
    {
        var name = _name;
        var text = Bytes(ReadContent());
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var length) == OperationStatus.Done ? bytes.AsMemory(0, length) : throw Unreadable(name, "base64");
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> document) =>
        (document.StartsWith("\uFEFF"u8) ? document["\uFEFF"u8.Length..] : document).TrimStart(" \t\r\n"u8);

    private static SqsResponseException Unreadable(ReadOnlySpan<byte> name, string what) => new($"The answer's {Encoding.UTF8.GetString(name)} is not {what}.");
}
