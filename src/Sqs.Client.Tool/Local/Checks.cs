namespace Sqs.Client.Tool.Local;

/// <summary>What regions and accounts look like.</summary>
internal static class Checks
{
    private const int LongestRegion = 63;

    public static bool IsRegion(string text) => text.Length is >= 1 and <= LongestRegion && text.All(unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit == '-');

    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}
