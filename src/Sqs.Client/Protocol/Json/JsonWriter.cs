using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sqs.Client.Protocol.Json;

/// <summary>Writes the members of a request as an object of AWS JSON 1.0.</summary>
/// <remarks>Source: "AWS JSON 1.0 protocol" of Smithy. The names of members hold nothing that is escaped, so they are copied as they are.</remarks>
internal sealed class JsonWriter : IRequestWriter
{
    private const int MostDigits = 20;

    private readonly ByteBuffer _target;

    /// <summary>Where the name of the list or map that was begun last stands.</summary>
    private TextRange _container;

    public JsonWriter(ByteBuffer target)
    {
        _target = target;
        _target.Append((byte)'{');
    }

    /// <summary>Ends the request.</summary>
    public void End() => _target.Append((byte)'}');

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Value(Name(name), value);
        }
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            _ = Name(name);
            _ = Utf8Formatter.TryFormat(number, _target.Free(MostDigits), out var length);
            _target.Advance(length);
        }
    }

    public void Binary(ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
        {
            _ = Name(name);
            _target.Append((byte)'"');
            _ = Base64.EncodeToUtf8(bytes.Span, _target.Free(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var length);
            _target.Advance(length);
            _target.Append((byte)'"');
        }
    }

    public void Body(ReadOnlySpan<byte> name, MessageBody body)
    {
        if (body.Text is { } text)
        {
            Text(name, text);
        }
        else
        {
            _ = Name(name);
            _target.Append((byte)'"');
            JsonEscaping.Append(_target, body.Utf8.Span);
            _target.Append((byte)'"');
        }
    }

    public int BeginList(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName) => Begin(name, (byte)'[');

    public void EndList(int mark) => _target.Append((byte)']');

    public int BeginMap(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName) => Begin(name, (byte)'{');

    public void Item(int index, string value)
    {
        Separate();
        Value(_container, value);
    }

    public int BeginItem(int index)
    {
        Separate();
        _target.Append((byte)'{');
        return 0;
    }

    public void Pair(int index, string key, string value, ReadOnlySpan<byte> queryKey)
    {
        Key(key);
        Value(_container, value);
    }

    public int BeginValue(int index, string key)
    {
        Key(key);
        _target.Append((byte)'{');
        return 0;
    }

    public void EndObject(int mark) => _target.Append((byte)'}');

    private int Begin(ReadOnlySpan<byte> name, byte bracket)
    {
        _container = Name(name);
        _target.Append(bracket);
        return 0;
    }

    private TextRange Name(ReadOnlySpan<byte> name)
    {
        Separate();
        _target.Append((byte)'"');
        var range = new TextRange(_target.Length, name.Length);
        _target.Append(name);
        _target.Append("\":"u8);
        return range;
    }

    private void Key(string key)
    {
        Separate();
        Value(_container, key);
        _target.Append((byte)':');
    }

    /// <summary>Writes a comma behind what is no beginning: a value ends in a digit, a quotation mark or a closing bracket.</summary>
    private void Separate()
    {
        if (_target.Written[^1] is not ((byte)'{' or (byte)'['))
        {
            _target.Append((byte)',');
        }
    }

    private void Value(TextRange name, string value)
    {
        _target.Append((byte)'"');
        var loneSurrogate = JsonEscaping.Append(_target, value);
        if (loneSurrogate >= 0)
        {
            throw new SqsValidationException(
                Encoding.UTF8.GetString(_target.Written.Slice(name.Start, name.Length)),
                "must not contain a surrogate without its partner, which has no encoding in UTF-8")
            {
                Position = loneSurrogate,
            };
        }

        _target.Append((byte)'"');
    }
}
