namespace Sqs.Client.Faults.Fuzzing;

#pragma warning disable CA5394 // The seeds make the mutations repeatable.

/// <summary>Damages bytes by chance: bits flipped, parts deleted, signs inserted, other texts spliced in, the rest cut off.</summary>
internal static class Mutator
{
    private static readonly byte[][] Pieces =
    [
        [.. "<"u8], [.. ">"u8], [.. "</"u8], [.. "/>"u8], [.. "&"u8], [.. "&#0;"u8], [.. "&#xD800;"u8], [.. "&#x110000;"u8], [.. "&#99999999999;"u8], [.. "&amp;"u8], [.. "&x;"u8],
        [.. "<![CDATA["u8], [.. "]]>"u8], [.. "<!--"u8], [.. "-->"u8], [.. "<!DOCTYPE a ["u8], [.. "<?xml version='1.0' encoding='UTF-16'?>"u8], [.. "<?"u8], [.. "xmlns:a='b'"u8],
        [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [.. "\""u8], [.. "\\"u8], [.. "\\u"u8], [.. "\\ud800"u8], [.. "null"u8], [.. "true"u8], [.. "1e999"u8],
        [.. "-1"u8], [.. "9223372036854775808"u8], [.. "99999999999999999999999999"u8], [.. "="u8], [.. "%"u8], [.. "%00"u8], [.. "%zz"u8], [.. "+"u8], [.. ".1."u8], [.. ".0"u8], [.. ".4294967297"u8],
        [0], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [.. "\r\n"u8], [.. "\r\n\r\n"u8], [.. " "u8],
    ];

    /// <summary>Damages in one to four places.</summary>
    /// <param name="original">What to damage.</param>
    /// <param name="other">Where spliced parts come from.</param>
    /// <param name="random">What decides.</param>
    public static byte[] Of(byte[] original, byte[] other, Random random)
    {
        var bytes = new List<byte>(original);
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            Damage(bytes, other, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, byte[] other, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var rest = bytes.Count - at;
        switch (random.Next(8))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(rest, random.Next(1, 24)));
                break;
            case 3:
                bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 4:
                bytes.InsertRange(at, PartOf(other, random));
                break;
            case 5:
                bytes.InsertRange(at, PartOf([.. bytes], random));
                break;
            case 6 when random.Next(4) == 0:
                bytes.RemoveRange(at, rest);
                break;
            default:
                var part = PartOf(other, random);
                bytes.RemoveRange(at, Math.Min(rest, part.Length));
                bytes.InsertRange(at, part);
                break;
        }
    }

    private static byte[] PartOf(byte[] source, Random random)
    {
        var from = random.Next(source.Length + 1);
        return source[from..Math.Min(source.Length, from + random.Next(1, 64))];
    }
}
