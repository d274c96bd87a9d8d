using System.Buffers;
using System.Text;

namespace Sqs.Client.Signing;

/// <summary>
/// The UriEncode of the specification: every byte of the UTF-8 text except <c>A-Z a-z 0-9 - . _ ~</c> becomes <c>%XX</c> in upper case.
/// </summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Encodes text to which nothing has been done yet: a percent sign in it becomes <c>%25</c>.</summary>
    public static void AppendEncoded(ref TextBuffer target, scoped ReadOnlySpan<char> text)
    {
        var plain = text.IndexOfAnyExcept(Unreserved);
        target.Append(plain < 0 ? text : text[..plain]);
        text = plain < 0 ? [] : text[plain..];

        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAscii(text[i]))
            {
                AppendEncoded(ref target, (byte)text[i++]);
                continue;
            }

            _ = Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                AppendEncoded(ref target, value);
            }

            i += consumed;
        }
    }

    /// <summary>
    /// Encodes text of the wire anew: its escapes are read first, so <c>%7e</c> becomes <c>~</c> and <c>%2f</c> becomes <c>%2F</c>. What is
    /// no escape stays itself: a lone <c>%</c> becomes <c>%25</c>, a plus sign <c>%2B</c>.
    /// </summary>
    public static void AppendReencoded(ref TextBuffer target, scoped ReadOnlySpan<char> wire)
    {
        while (!wire.IsEmpty)
        {
            var plain = wire.IndexOf('%');
            AppendEncoded(ref target, plain < 0 ? wire : wire[..plain]);
            if (plain < 0)
            {
                return;
            }

            wire = wire[plain..];
            if (TryReadEscape(wire, out var value))
            {
                AppendEncoded(ref target, value);
                wire = wire[3..];
            }
            else
            {
                AppendEncoded(ref target, (byte)'%');
                wire = wire[1..];
            }
        }
    }

    /// <summary>The text behind the escapes, for reading a presigned query.</summary>
    public static string Decode(ReadOnlySpan<char> wire)
    {
        var text = new TextBuffer(wire.Length * 3);
        try
        {
            while (!wire.IsEmpty)
            {
                var plain = wire.IndexOf('%');
                text.Append(plain < 0 ? wire : wire[..plain]);
                wire = plain < 0 ? [] : wire[plain..];
                if (TryReadEscape(wire, out var value))
                {
                    text.Append(value);
                    wire = wire[3..];
                }
                else if (!wire.IsEmpty)
                {
                    text.Append((byte)'%');
                    wire = wire[1..];
                }
            }

            return text.ToString();
        }
        finally
        {
            text.Dispose();
        }
    }

    private static bool TryReadEscape(ReadOnlySpan<char> wire, out byte value)
    {
        value = 0;
        if (wire.Length < 3 || !char.IsAsciiHexDigit(wire[1]) || !char.IsAsciiHexDigit(wire[2]))
        {
            return false;
        }

        value = (byte)((Digit(wire[1]) << 4) | Digit(wire[2]));
        return true;

        static int Digit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }

    private static void AppendEncoded(ref TextBuffer target, byte value)
    {
        if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
        {
            target.Append(value);
            return;
        }

        target.Append((byte)'%');
        target.Append("0123456789ABCDEF"u8[value >> 4]);
        target.Append("0123456789ABCDEF"u8[value & 15]);
    }
}
