using System.Buffers;
using System.Text;

namespace Sqs.Client.Signing;

/// <summary>UTF-8 text that grows in a rented array. Whoever makes one disposes it; the array is wiped, for tokens pass through it.</summary>
internal struct TextBuffer(int capacity)
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The array that holds the text now; the next append may replace it.</summary>
    public readonly byte[] Array => _bytes;

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = Math.Min(Length, length);

    public void Append(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>Appends text as UTF-8; a lone surrogate becomes U+FFFD, as it does in every HTTP stack.</summary>
    public void Append(scoped ReadOnlySpan<char> text) =>
        Length += Ascii.FromUtf16(text, Room(text.Length), out var written) == OperationStatus.Done
            ? written
            : Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Appends ASCII text, its capitals as small letters.</summary>
    public void AppendLowerCase(scoped ReadOnlySpan<char> text)
    {
        var start = Length;
        Append(text);
        _ = Ascii.ToLowerInPlace(_bytes.AsSpan(start, Length - start), out _);
    }

    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        Hex.Write(bytes, Room(bytes.Length * 2));
        Length += bytes.Length * 2;
    }

    /// <summary>Space for at least that many bytes after the text; what is used of it is added to the length by the caller.</summary>
    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, _bytes.Length * 2));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
        Length = 0;
    }
}
