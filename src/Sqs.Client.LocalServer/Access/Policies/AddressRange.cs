using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>An address, or a range in CIDR notation, of IPv4 or IPv6. Bits after the prefix are ignored.</summary>
internal sealed class AddressRange
{
    private readonly byte[] _start;
    private readonly int _bits;

    private AddressRange(byte[] start, int bits) => (_start, _bits) = (start, bits);

    public static bool TryRead(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (Bytes(slash < 0 ? text : text[..slash]) is not { } start)
        {
            return false;
        }

        var bits = start.Length * 8;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= start.Length * 8))
        {
            return false;
        }

        range = new AddressRange(start, bits);
        return true;
    }

    /// <summary>Whether an address lies in the range; one of the other family does not.</summary>
    public bool Contains(string address)
    {
        if (Bytes(address) is not { } bytes || bytes.Length != _start.Length)
        {
            return false;
        }

        var whole = _bits / 8;
        var mask = 0xFF00 >> (_bits % 8) & 0xFF;
        return bytes.AsSpan(0, whole).SequenceEqual(_start.AsSpan(0, whole)) && (mask == 0 || ((bytes[whole] ^ _start[whole]) & mask) == 0);
    }

    /// <summary>The bytes of an address; an IPv4 one inside IPv6 counts as IPv4. Short forms such as <c>127.1</c> are no addresses here.</summary>
    private static byte[]? Bytes(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return text.Split('.') is { Length: 4 } parts && parts.All(part => part.Length <= 3 && part.All(char.IsAsciiDigit)) ? address.GetAddressBytes() : null;
        }

        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
    }
}
