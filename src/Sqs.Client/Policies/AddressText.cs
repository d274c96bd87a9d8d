using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sqs.Client;

/// <summary>Addresses and ranges in CIDR notation, as the operators IpAddress and NotIpAddress compare with.</summary>
internal static class AddressText
{
    public static IReadOnlyList<string> Checked(IReadOnlyList<string> ranges, string member)
    {
        ArgumentNullException.ThrowIfNull(ranges, member);
        if (ranges.Count == 0)
        {
            throw new SqsValidationException(member, "must not be empty");
        }

        for (var index = 0; index < ranges.Count; index++)
        {
            if (!IsRange(ranges[index]))
            {
                throw new SqsValidationException($"{member}[{index}]", "must be an address or a range in CIDR notation, 203.0.113.0/24 for example");
            }
        }

        return ranges;
    }

    private static bool IsRange(string? text)
    {
        if (text is null)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var start = slash < 0 ? text : text[..slash];

        // IPAddress also takes 127.1 and the like.
        if (!IPAddress.TryParse(start, out var address) || (address.AddressFamily is AddressFamily.InterNetwork && start.Count(static unit => unit == '.') != 3))
        {
            return false;
        }

        var most = address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128;
        return slash < 0 || (int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= most);
    }
}
