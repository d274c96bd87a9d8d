using System.Buffers.Binary;

namespace Sqs.Client.Protocol.Json;

/// <summary>
/// What stands between the quotation marks of a JSON string, in UTF-8: only what RFC 8259, 7 demands is escaped. A table entry holds up to
/// six bytes of output and, in its highest byte, how many of them count: eight bytes are stored for every byte of input, without a branch.
/// </summary>
internal static class JsonEscaping
{
    private const int LongestEscape = 6;
    private const int Surplus = sizeof(ulong);
    private const int TableSize = 256;

    private static readonly ulong[] Table = [.. Enumerable.Range(0, TableSize).Select(static value => EntryOf((byte)value))];

    public static void Append(ByteBuffer target, ReadOnlySpan<byte> utf8) => Escaped.Append(target, default(Escape), utf8);

    /// <summary>Appends a text.</summary>
    /// <returns>-1, or the position of a surrogate without its partner; then nothing useful was written.</returns>
    public static int Append(ByteBuffer target, ReadOnlySpan<char> text) => Escaped.Append(target, default(Escape), text);

    private static void AppendChunk(ByteBuffer target, ReadOnlySpan<byte> chunk)
    {
        var free = target.Free((chunk.Length * LongestEscape) + Surplus);
        var rest = free;
        ReadOnlySpan<ulong> entries = Table.AsSpan(0, TableSize); // of a length that the compiler knows: no check for each byte
        foreach (var value in chunk)
        {
            var entry = entries[value];
            BinaryPrimitives.WriteUInt64LittleEndian(rest, entry);
            rest = rest[(int)(entry >> 56)..];
        }

        target.Advance(free.Length - rest.Length);
    }

    private static ulong EntryOf(byte value) => value switch
    {
        (byte)'"' or (byte)'\\' => Short((char)value),
        (byte)'\b' => Short('b'),
        (byte)'\t' => Short('t'),
        (byte)'\n' => Short('n'),
        (byte)'\f' => Short('f'),
        (byte)'\r' => Short('r'),
        < 0x20 => Entry($"\\u{value:x4}"),
        _ => value | (1UL << 56),
    };

    private static ulong Short(char character) => Entry($"\\{character}");

    private static ulong Entry(string output)
    {
        var entry = (ulong)output.Length << 56;
        for (var position = 0; position < output.Length; position++)
        {
            entry |= (ulong)output[position] << (8 * position);
        }

        return entry;
    }

    private readonly struct Escape : IEscape
    {
        public void Append(ByteBuffer target, ReadOnlySpan<byte> utf8) => AppendChunk(target, utf8);
    }
}
