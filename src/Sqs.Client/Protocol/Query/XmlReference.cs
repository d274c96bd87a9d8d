using System.Buffers.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>What stands between <c>&amp;</c> and <c>;</c>. There are no entities but the five predefined ones, since declarations are refused.</summary>
internal static class XmlReference
{
    /// <summary>The character meant; -1 for none.</summary>
    public static int CodePoint(ReadOnlySpan<byte> name) => name.Length > 1 && name[0] == '#' ? Numeric(name[1..]) : Predefined(name);

    private static int Predefined(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("quot"u8))
        {
            return '"';
        }

        if (name.SequenceEqual("amp"u8))
        {
            return '&';
        }

        if (name.SequenceEqual("lt"u8))
        {
            return '<';
        }

        if (name.SequenceEqual("gt"u8))
        {
            return '>';
        }

        return name.SequenceEqual("apos"u8) ? '\'' : -1;
    }

    private static int Numeric(ReadOnlySpan<byte> digits)
    {
        var hex = digits[0] == 'x';
        digits = hex ? digits[1..].TrimStart((byte)'0') : digits.TrimStart((byte)'0');
        var parsed = Utf8Parser.TryParse(digits, out uint codePoint, out var consumed, hex ? 'X' : 'D');
        return parsed && consumed == digits.Length && char.IsAsciiHexDigit((char)digits[0]) && codePoint <= int.MaxValue && XmlCharacters.IsValid((int)codePoint)
            ? (int)codePoint
            : -1;
    }
}
