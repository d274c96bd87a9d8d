using System.Globalization;

namespace Sqs.Client.Tool.Presigning;

/// <summary>How long something is good, on the command line: a number and its unit, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
internal static class Lifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static bool TryRead(string text, out TimeSpan lifetime)
    {
        TimeSpan? unit = text.Length == 0 ? null : text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        var isTime = int.TryParse(unit is null ? "" : text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= Longest / unit!.Value;
        lifetime = isTime ? number * unit!.Value : default;
        return isTime;
    }
}
