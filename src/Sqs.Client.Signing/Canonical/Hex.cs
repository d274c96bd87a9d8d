namespace Sqs.Client.Signing;

/// <summary>Lower-case hexadecimal, as hashes and signatures are written.</summary>
internal static class Hex
{
    public static void Write(ReadOnlySpan<byte> bytes, Span<byte> digits)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = "0123456789abcdef"u8[bytes[i] >> 4];
            digits[(2 * i) + 1] = "0123456789abcdef"u8[bytes[i] & 15];
        }
    }

    public static string ToString(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[bytes.Length * 2];
        Write(bytes, digits);
        return System.Text.Encoding.ASCII.GetString(digits);
    }
}
