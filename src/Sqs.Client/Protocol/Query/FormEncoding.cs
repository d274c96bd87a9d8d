using System.Buffers.Binary;
using System.Buffers.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>
/// Percent-encoding over UTF-8. A table entry holds up to three bytes of output and, in its highest byte, how many of them count:
/// four bytes are stored for every byte of input, without a branch, and the next store overwrites the surplus.
/// </summary>
internal static class FormEncoding
{
    private const int Surplus = sizeof(uint);
    private const int TableSize = 256;

    private static readonly uint[] FormTable = BuildTable(forUrl: false);
    private static readonly uint[] UrlTable = BuildTable(forUrl: true);

    /// <summary>The table for a form body, where a space is <c>+</c>, or for a URL, where it is <c>%20</c>.</summary>
    public static uint[] Table(bool forUrl) => forUrl ? UrlTable : FormTable;

    public static void Append(ByteBuffer target, uint[] table, ReadOnlySpan<byte> utf8) => Escaped.Append(target, new Escape(table), utf8);

    /// <summary>Appends a text.</summary>
    /// <returns>-1, or the position of a surrogate without its partner; then nothing useful was written.</returns>
    public static int Append(ByteBuffer target, uint[] table, ReadOnlySpan<char> text) => Escaped.Append(target, new Escape(table), text);

    public static void AppendBase64(ByteBuffer target, uint[] table, ReadOnlySpan<byte> bytes)
    {
        Span<byte> base64 = stackalloc byte[Escaped.Chunk / 3 * 4];
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, Escaped.Chunk)];
            _ = Base64.EncodeToUtf8(chunk, base64, out _, out var written);
            AppendChunk(target, table, base64[..written]);
            bytes = bytes[chunk.Length..];
        }
    }

    private static void AppendChunk(ByteBuffer target, uint[] table, ReadOnlySpan<byte> chunk)
    {
        var free = target.Free((chunk.Length * 3) + Surplus);
        var rest = free;
        ReadOnlySpan<uint> entries = table.AsSpan(0, TableSize); // of a length that the compiler knows: no check for each byte
        foreach (var value in chunk)
        {
            var entry = entries[value];
            BinaryPrimitives.WriteUInt32LittleEndian(rest, entry);
            rest = rest[(int)(entry >> 24)..];
        }

        target.Advance(free.Length - rest.Length);
    }

    private static uint[] BuildTable(bool forUrl)
    {
        const string hex = "0123456789ABCDEF";
        var table = new uint[TableSize];
        for (var value = 0; value < table.Length; value++)
        {
            var unreserved = value < 0x80 && (char.IsAsciiLetterOrDigit((char)value) || "-_.~".Contains((char)value));
            table[value] = unreserved
                ? (uint)value | (1u << 24)
                : '%' | ((uint)hex[value >> 4] << 8) | ((uint)hex[value & 15] << 16) | (3u << 24);
        }

        if (!forUrl)
        {
            table[' '] = '+' | (1u << 24);
        }

        return table;
    }

    private readonly struct Escape(uint[] table) : IEscape
    {
        public void Append(ByteBuffer target, ReadOnlySpan<byte> utf8) => AppendChunk(target, table, utf8);
    }
}
