using System.Globalization;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>A date of a condition: ISO 8601 from the year down to fractions of a second, in UTC unless it says otherwise, or seconds since 1970.</summary>
internal static class PolicyDate
{
    private const int YearLength = 4;

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HHK", "yyyy-MM-ddK", "yyyy-MM", "yyyy", "yyyyMMdd'T'HHmmssK"];

    public static DateTimeOffset? Read(string text)
    {
        if (text.Length != YearLength && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return Math.Abs(seconds) < 60_000_000_000 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
    }
}
