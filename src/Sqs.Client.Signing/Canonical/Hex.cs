namespace Sqs.Client.Signing;

/// <summary>Lower-case hexadecimal, as hashes and signatures are written.</summary>
internal static class Hex
{
    public static void Write(ReadOnlySpan<byte> bytes, Span<byte> digits)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            digits[(2 * i) + 1] = Digit(bytes[i] & 15);
            digits[2 * i] = Digit(bytes[i] >> 4);
        }
    }

    /// <summary>Without a branch or a table: 39 is the way from behind '9' to 'a'.</summary>
    private static byte Digit(int value) => (byte)('0' + value + (((9 - value) >> 31) & 39));

    public static string ToString(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[bytes.Length * 2];
        Write(bytes, digits);
        return System.Text.Encoding.ASCII.GetString(digits);
    }
}
