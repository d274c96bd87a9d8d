namespace Sqs.Client.Signing;

/// <summary>What may stand in a scope as region and service.</summary>
internal static class ScopeName
{
    private const int LongestLabel = 63;

    /// <summary>
    /// AWS's rule for a region is that of a host label, since the region becomes part of a host: 1 to 63 ASCII letters, digits and hyphens,
    /// no hyphen at either end, not digits alone. Anything else could send a signed request to a stranger (CVE-2026-22611).
    /// </summary>
    public static bool IsRegion(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > LongestLabel || name[0] == '-' || name[^1] == '-')
        {
            return false;
        }

        var digits = 0;
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return false;
            }

            digits += char.IsAsciiDigit(letter) ? 1 : 0;
        }

        return digits < name.Length;
    }

    /// <summary>A signing name is 1 to 63 ASCII letters, digits, hyphens, dots and underscores.</summary>
    public static bool IsService(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.' or '_'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= LongestLabel;
    }
}
