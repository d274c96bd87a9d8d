using System.Buffers.Text;
using System.Text;

namespace Sqs.Client.Protocol.Json;

/// <summary>Takes the escapes out of a JSON string, in place: what is escaped is never shorter than what it means.</summary>
internal static class JsonUnescaping
{
    private const int UnitLength = 6; // of \uXXXX

    /// <summary>Unescapes a text whose escapes are well-formed (RFC 8259, 7), as the tokeniser has seen to.</summary>
    /// <returns>The length of the text; -1 when it has a surrogate without its partner.</returns>
    public static int InPlace(Span<byte> text)
    {
        var source = text.IndexOf((byte)'\\');
        if (source < 0)
        {
            return text.Length;
        }

        var target = source;
        while (source < text.Length)
        {
            var value = text[source];
            if (value != '\\')
            {
                text[target++] = value;
                source++;
            }
            else if (text[source + 1] != 'u')
            {
                text[target++] = Short(text[source + 1]);
                source += 2;
            }
            else if (Character(text[source..], out var length) is { } character)
            {
                target += character.EncodeToUtf8(text[target..]);
                source += length;
            }
            else
            {
                return -1;
            }
        }

        return target;
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static Rune? Character(ReadOnlySpan<byte> escaped, out int length)
    {
        length = UnitLength;
        var unit = Unit(escaped);
        if (Rune.TryCreate(unit, out var single))
        {
            return single;
        }

        length = 2 * UnitLength;
        return escaped.Length >= length && escaped[UnitLength..].StartsWith("\\u"u8) && Rune.TryCreate(unit, Unit(escaped[UnitLength..]), out var pair)
            ? pair
            : null;
    }

    private static char Unit(ReadOnlySpan<byte> escaped)
    {
        _ = Utf8Parser.TryParse(escaped[2..UnitLength], out ushort unit, out _, 'x');
        return (char)unit;
    }
}
