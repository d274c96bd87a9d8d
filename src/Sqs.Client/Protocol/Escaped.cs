using System.Buffers;
using System.Text.Unicode;

namespace Sqs.Client.Protocol;

/// <summary>How a protocol escapes a piece of UTF-8. A struct, so that each protocol has a loop of its own without calls in it.</summary>
internal interface IEscape
{
    void Append(ByteBuffer target, ReadOnlySpan<byte> utf8);
}

/// <summary>Appends texts escaped, piece by piece: a piece stays in the nearest cache between its two passes.</summary>
internal static class Escaped
{
    /// <summary>The length of a piece; a multiple of 3, so that base64 has no padding before its end.</summary>
    public const int Chunk = 1023;

    public static void Append<TEscape>(ByteBuffer target, TEscape escape, ReadOnlySpan<byte> utf8)
        where TEscape : struct, IEscape
    {
        while (!utf8.IsEmpty)
        {
            var chunk = utf8[..Math.Min(utf8.Length, Chunk)];
            escape.Append(target, chunk);
            utf8 = utf8[chunk.Length..];
        }
    }

    /// <summary>Appends a text.</summary>
    /// <returns>-1, or the position of a surrogate without its partner; then nothing useful was written.</returns>
    public static int Append<TEscape>(ByteBuffer target, TEscape escape, ReadOnlySpan<char> text)
        where TEscape : struct, IEscape
    {
        Span<byte> utf8 = stackalloc byte[Chunk];
        var position = 0;
        while (true)
        {
            var status = Utf8.FromUtf16(text[position..], utf8, out var read, out var written, replaceInvalidSequences: false);
            escape.Append(target, utf8[..written]);
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
}
