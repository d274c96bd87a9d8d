using System.Buffers;

namespace Sqs.Client.Protocol;

/// <summary>A growing run of bytes in pooled memory, for a request being written or an answer being read.</summary>
internal sealed class ByteBuffer(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public Memory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>Free space of at least <paramref name="size"/> bytes behind what is written.</summary>
    public Span<byte> Free(int size)
    {
        Reserve(size);
        return _bytes.AsSpan(Length);
    }

    /// <inheritdoc cref="Free"/>
    public Memory<byte> FreeMemory(int size)
    {
        Reserve(size);
        return _bytes.AsMemory(Length);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        Length += bytes.Length;
    }

    public void Append(byte value)
    {
        Free(1)[0] = value;
        Length++;
    }

    /// <summary>Drops what was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Hands the memory to somebody who gives it back to the shared pool, or lets it be collected.</summary>
    /// <remarks>Used for leased bodies, and for a request that the HTTP stack may still be reading: that memory must not be used again.</remarks>
    public byte[] Detach()
    {
        var bytes = _bytes;
        _bytes = [];
        Length = 0;
        return bytes;
    }

    public void Dispose()
    {
        var bytes = Detach();
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, Length + size)));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
