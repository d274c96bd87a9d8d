using System.Buffers.Text;
using System.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>
/// Writes the members of a request as <c>name=value</c> pairs of a form or of a URL's query. What is begun puts its name before all names
/// until it ends: <c>SendMessageBatchRequestEntry.1.Id</c>.
/// </summary>
/// <remarks>Source: the Query protocol, API version 2012-11-05. Names hold only unreserved characters, so they are copied as they are.</remarks>
internal sealed class QueryWriter(ByteBuffer target, bool forUrl) : IRequestWriter
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
            Value(name, value);
        }
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Name(name);
            _ = Utf8Formatter.TryFormat(number, target.Free(MostDigits), out var length);
            target.Advance(length);
        }
    }

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

    public int BeginList(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName) => Enter(queryName);

    public void EndList(int mark) => _prefixLength = mark;

    public int BeginMap(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName) => Enter(queryName);

    public void Item(int index, string value)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        _ = Utf8Formatter.TryFormat(index, digits, out var length);
        Text(digits[..length], value);
    }

    public int BeginItem(int index)
    {
        var mark = _prefixLength;
        _ = Utf8Formatter.TryFormat(index, _prefix.AsSpan(_prefixLength), out var digits);
        _prefixLength += digits;
        _prefix[_prefixLength++] = (byte)'.';
        return mark;
    }

    public void Pair(int index, string key, string value, ReadOnlySpan<byte> queryKey)
    {
        var mark = BeginItem(index);
        Text(queryKey, key);
        Text("Value"u8, value);
        EndObject(mark);
    }

    public int BeginValue(int index, string key)
    {
        var mark = BeginItem(index);
        Text("Name"u8, key);
        _ = Enter("Value"u8);
        return mark;
    }

    public void EndObject(int mark) => _prefixLength = mark;

    private int Enter(ReadOnlySpan<byte> name)
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

    private void Value(ReadOnlySpan<byte> name, string value)
    {
        var loneSurrogate = FormEncoding.Append(target, _table, value);
        if (loneSurrogate >= 0)
        {
            throw new SqsValidationException(
                Encoding.UTF8.GetString(_prefix, 0, _prefixLength) + Encoding.UTF8.GetString(name),
                "must not contain a surrogate without its partner, which has no encoding in UTF-8")
            {
                Position = loneSurrogate,
            };
        }
    }
}
