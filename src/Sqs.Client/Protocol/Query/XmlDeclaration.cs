using System.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>The byte order mark and the XML declaration, both optional.</summary>
internal static class XmlDeclaration
{
    /// <summary>Passes them, and refuses a declaration of an encoding that is not UTF-8.</summary>
    public static void Pass(ref XmlCursor cursor)
    {
        if (cursor.IsAt("\uFEFF"u8))
        {
            cursor.Position += 3;
        }

        if (!cursor.IsAt("<?xml"u8) || cursor.IsAt("<?xml-"u8))
        {
            return;
        }

        cursor.Position += "<?xml"u8.Length;
        if (!TryPass(ref cursor, "version"u8, out var version) || !version.SequenceEqual("1.0"u8))
        {
            throw cursor.Malformed("its XML declaration does not name version 1.0");
        }

        if (TryPass(ref cursor, "encoding"u8, out var encoding) && !IsUtf8(encoding))
        {
            throw cursor.Malformed("its XML declaration names an encoding that is not UTF-8");
        }

        if (TryPass(ref cursor, "standalone"u8, out var standalone) && !standalone.SequenceEqual("yes"u8) && !standalone.SequenceEqual("no"u8))
        {
            throw cursor.Malformed("its XML declaration says neither yes nor no to standalone");
        }

        _ = cursor.PassWhiteSpace();
        cursor.Expect("?>"u8, "its XML declaration is malformed");
    }

    private static bool TryPass(ref XmlCursor cursor, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var start = cursor.Position;
        if (!cursor.PassWhiteSpace() || !cursor.IsAt(name))
        {
            cursor.Position = start;
            value = default;
            return false;
        }

        cursor.Position += name.Length;
        cursor.PassEquals();
        value = cursor.PassQuoted();
        return true;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> encoding) =>
        Ascii.EqualsIgnoreCase(encoding, "utf-8"u8) || Ascii.EqualsIgnoreCase(encoding, "us-ascii"u8);
}
