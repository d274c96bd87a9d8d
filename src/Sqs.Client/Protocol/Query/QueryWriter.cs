using System.Buffers.Text;
using System.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>Writes the members of a request as <c>name=value</c> pairs of a form or of a URL's query. Null members are not written.</summary>
/// <remarks>Source: the Query protocol, API version 2012-11-05. Names hold only unreserved characters, so they are copied as they are.</remarks>
internal sealed class QueryWriter(ByteBuffer target, bool forUrl)
{
    private const int MostDigits = 20;

    // Deeper than the protocol goes: SendMessageBatchRequestEntry.N.MessageSystemAttribute.M.Value. with indices of 10 digits is 85.
    private const int LongestPrefix = 128;

    private readonly uint[] _table = FormEncoding.Table(forUrl);
    private readonly int _start = target.Length;
    private byte[] _prefix = [];
    private int _prefixLength;

    /// <summary>Writes what every request begins with.</summary>
    public void Action(string action)
    {
        Text("Action"u8, action);
        Name("Version"u8);
        target.Append("2012-11-05"u8);
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            var loneSurrogate = FormEncoding.Append(target, _table, value);
            if (loneSurrogate >= 0)
            {
                throw Unencodable(name, loneSurrogate);
            }
        }
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Name(name);
            AppendDigits(number);
        }
    }

    /// <summary>Writes a binary value, as base64.</summary>
    public void Binary(ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
        {
            Name(name);
            FormEncoding.AppendBase64(target, _table, bytes.Span);
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
            Name(name);
            FormEncoding.Append(target, _table, body.Utf8.Span);
        }
    }

    /// <summary>Puts <c>name.index.</c> before all names until <see cref="Leave"/>.</summary>
    /// <returns>What to hand to <see cref="Leave"/>.</returns>
    public int Enter(ReadOnlySpan<byte> name, int index)
    {
        var mark = Enter(name);
        _ = Utf8Formatter.TryFormat(index, _prefix.AsSpan(_prefixLength), out var digits);
        _prefixLength += digits;
        _prefix[_prefixLength++] = (byte)'.';
        return mark;
    }

    /// <summary>Puts <c>name.</c> before all names until <see cref="Leave"/>.</summary>
    /// <returns>What to hand to <see cref="Leave"/>.</returns>
    public int Enter(ReadOnlySpan<byte> name)
    {
        if (_prefix.Length == 0)
        {
            _prefix = new byte[LongestPrefix];
        }

        var mark = _prefixLength;
        name.CopyTo(_prefix.AsSpan(_prefixLength));
        _prefixLength += name.Length;
        _prefix[_prefixLength++] = (byte)'.';
        return mark;
    }

    public void Leave(int mark) => _prefixLength = mark;

    /// <summary>Writes one value of a list: <c>name.index=value</c>.</summary>
    public void Item(ReadOnlySpan<byte> name, int index, string value)
    {
        Name(name);
        target.Truncate(target.Length - 1);
        target.Append((byte)'.');
        AppendDigits(index);
        target.Append((byte)'=');
        var loneSurrogate = FormEncoding.Append(target, _table, value);
        if (loneSurrogate >= 0)
        {
            throw Unencodable(name, loneSurrogate);
        }
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        if (target.Length > _start)
        {
            target.Append((byte)'&');
        }

        target.Append(_prefix.AsSpan(0, _prefixLength));
        target.Append(name);
        target.Append((byte)'=');
    }

    private void AppendDigits(long value)
    {
        _ = Utf8Formatter.TryFormat(value, target.Free(MostDigits), out var length);
        target.Advance(length);
    }

    private SqsValidationException Unencodable(ReadOnlySpan<byte> name, int position) =>
        new(
            Encoding.UTF8.GetString(_prefix, 0, _prefixLength) + Encoding.UTF8.GetString(name),
            "must not contain a surrogate without its partner, which has no encoding in UTF-8")
        {
            Position = position,
        };
}
