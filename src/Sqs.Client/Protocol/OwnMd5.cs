using System.Buffers.Binary;
using System.Numerics;

namespace Sqs.Client.Protocol;

/// <summary>MD5 by hand, for platforms that forbid their own. Source: RFC 1321; the names are its names.</summary>
internal static class OwnMd5
{
    private const int BlockSize = 64;
    private const int LengthSize = 8;

    /// <summary>The table T of RFC 1321, 3.4: the integer part of 4294967296 times abs(sin(i)), i from 1, in radians.</summary>
    private static readonly uint[] T = [.. Enumerable.Range(1, 64).Select(i => (uint)(long)(4294967296.0 * Math.Abs(Math.Sin(i))))];

    private static ReadOnlySpan<byte> Shifts => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    public static void Compute(ReadOnlySpan<byte> source, Span<byte> digest)
    {
        Span<uint> state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        var rest = source;
        for (; rest.Length >= BlockSize; rest = rest[BlockSize..])
        {
            Transform(state, rest[..BlockSize]);
        }

        // The padding: one bit, zeroes up to 8 bytes before the end of a block, and the length in bits.
        Span<byte> tail = stackalloc byte[BlockSize * 2];
        tail.Clear();
        rest.CopyTo(tail);
        tail[rest.Length] = 0x80;
        var length = rest.Length < BlockSize - LengthSize ? BlockSize : BlockSize * 2;
        BinaryPrimitives.WriteUInt64LittleEndian(tail[(length - LengthSize)..], (ulong)source.Length * 8);
        for (var start = 0; start < length; start += BlockSize)
        {
            Transform(state, tail.Slice(start, BlockSize));
        }

        for (var word = 0; word < state.Length; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(digest[(word * sizeof(uint))..], state[word]);
        }
    }

    private static void Transform(Span<uint> state, ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var step = 0; step < 64; step++)
        {
            var (mixed, word) = (step / 16) switch
            {
                0 => ((b & c) | (~b & d), step),
                1 => ((b & d) | (c & ~d), (5 * step) + 1),
                2 => (b ^ c ^ d, (3 * step) + 5),
                _ => (c ^ (b | ~d), 7 * step),
            };
            var x = BinaryPrimitives.ReadUInt32LittleEndian(block[(word % 16 * sizeof(uint))..]);
            var rotated = BitOperations.RotateLeft(a + mixed + x + T[step], Shifts[(step / 16 * 4) + (step % 4)]);
            (a, b, c, d) = (d, b + rotated, b, c);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
