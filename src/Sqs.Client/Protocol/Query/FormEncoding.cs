using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Sqs.Client.Protocol.Query;

/// <summary>
/// Percent-encoding over UTF-8. A table entry holds up to three bytes of output and, in its highest byte, how many of them count:
/// four bytes are stored for every byte of input, without a branch, and the next store overwrites the surplus.
/// </summary>
internal static class FormEncoding
{
    private const int Chunk = 1023; // a multiple of 3, so that base64 has no padding before its end
    private const int Surplus = sizeof(uint);
    private const int TableSize = 256;

    private static readonly uint[] FormTable = BuildTable(forUrl: false);
    private static readonly uint[] UrlTable = BuildTable(forUrl: true);

    /// <summary>The table for a form body, where a space is <c>+</c>, or for a URL, where it is <c>%20</c>.</summary>
    public static uint[] Table(bool forUrl) => forUrl ? UrlTable : FormTable;

    public static void Append(ByteBuffer target, uint[] table, ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            var chunk = utf8[..Math.Min(utf8.Length, Chunk)];
            AppendChunk(target, table, chunk);
            utf8 = utf8[chunk.Length..];
        }
    }

    /// <summary>Appends a text.</summary>
    /// <returns>-1, or the position of a surrogate without its partner; then nothing useful was written.</returns>
    public static int Append(ByteBuffer target, uint[] table, ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[Chunk];
        var position = 0;
        while (true)
        {
            var status = Utf8.FromUtf16(text[position..], utf8, out var read, out var written, replaceInvalidSequences: false);
            AppendChunk(target, table, utf8[..written]);
            position += read;
            switch (status)
            {
                case OperationStatus.Done:
                    return -1;
                case OperationStatus.DestinationTooSmall:
                    break;
                default:
                    return position;
            }
        }
    }

    public static void AppendBase64(ByteBuffer target, uint[] table, ReadOnlySpan<byte> bytes)
    {
        Span<byte> base64 = stackalloc byte[Chunk / 3 * 4];
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, Chunk)];
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
}
