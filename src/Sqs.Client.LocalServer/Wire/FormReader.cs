using System.Text;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> text: <c>+</c> and <c>%20</c> are a space, escapes are UTF-8 bytes.</summary>
internal static class FormReader
{
    /// <summary>Adds the decoded pairs of a body or a query string, in order.</summary>
    public static void Read(ReadOnlySpan<byte> form, List<KeyValuePair<string, string>> into)
    {
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var field = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            if (field.IsEmpty)
            {
                continue;
            }

            var equals = field.IndexOf((byte)'=');
            into.Add(equals < 0
                ? KeyValuePair.Create(Decode(field), "")
                : KeyValuePair.Create(Decode(field[..equals]), Decode(field[(equals + 1)..])));
        }
    }

    private static string Decode(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            return Encoding.UTF8.GetString(escaped);
        }

        var bytes = new byte[escaped.Length];
        var length = 0;
        for (var at = 0; at < escaped.Length; at++)
        {
            var value = escaped[at];
            if (value == '%' && at + 2 < escaped.Length && TryHex(escaped[at + 1], out var high) && TryHex(escaped[at + 2], out var low))
            {
                value = (byte)((high << 4) | low);
                at += 2;
            }
            else if (value == '+')
            {
                value = (byte)' ';
            }

            bytes[length++] = value;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static bool TryHex(byte digit, out int value)
    {
        value = digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }
}
