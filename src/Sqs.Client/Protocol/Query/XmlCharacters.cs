using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sqs.Client.Protocol.Query;

/// <summary>What XML 1.0 says of single characters.</summary>
internal static class XmlCharacters
{
    // XML 1.0 production [2]: of the characters below the space only tab, line feed and carriage return.
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private static readonly bool[] Marked = [.. Enumerable.Range(0, 256).Select(value => "<&\r]>".Contains((char)value))];

    /// <summary>Where the first byte stands that no XML document in UTF-8 can have; -1 for nowhere.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<byte> document)
    {
        if (!Utf8.IsValid(document))
        {
            return IndexOfInvalidUtf8(document);
        }

        var position = document.IndexOfAny(Forbidden);
        if (position < 0)
        {
            position = document.IndexOf("\uFFFE"u8);
        }

        return position < 0 ? document.IndexOf("\uFFFF"u8) : position;
    }

    public static bool IsValid(int codePoint) => codePoint switch
    {
        < 0x20 => codePoint is '\t' or '\n' or '\r',
        <= 0xD7FF => true,
        <= 0xDFFF => false,
        <= 0xFFFD => true,
        <= 0xFFFF => false,
        _ => codePoint <= 0x10FFFF,
    };

    /// <summary>Whether a byte of a text may be more than itself: markup, a line end, or a part of <c>]]&gt;</c>.</summary>
    public static bool IsMarkedInText(byte value) => Marked[value];

    public static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>Whether a name may begin with the byte. Of the letters beyond ASCII only that they are no ASCII is asked.</summary>
    public static bool IsNameStart(byte value) => value >= 0x80 || value == '_' || char.IsAsciiLetter((char)value);

    public static bool IsNamePart(byte value) => IsNameStart(value) || char.IsAsciiDigit((char)value) || value is (byte)'-' or (byte)'.';

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);

    private static int IndexOfInvalidUtf8(ReadOnlySpan<byte> document)
    {
        var position = 0;
        while (position < document.Length && Rune.DecodeFromUtf8(document[position..], out _, out var length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }
}
