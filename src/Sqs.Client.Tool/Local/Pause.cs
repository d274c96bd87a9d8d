using System.Globalization;

namespace Sqs.Client.Tool.Local;

/// <summary>Lengths of time on the command line: a number and its unit, <c>ms</c> or <c>s</c>.</summary>
internal static class Pause
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static bool TryRead(string text, out TimeSpan pause)
    {
        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], TimeSpan.FromMilliseconds(1))
            : text.EndsWith('s') ? (text[..^1], TimeSpan.FromSeconds(1))
            : ("", default);
        var isTime = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= Longest / unit;
        pause = isTime ? number * unit : default;
        return isTime;
    }
}
