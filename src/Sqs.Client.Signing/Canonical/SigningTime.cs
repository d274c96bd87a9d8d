using System.Globalization;

namespace Sqs.Client.Signing;

/// <summary>A second of UTC in the forms that signing needs. Immutable.</summary>
internal sealed class SigningTime
{
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    private readonly long _second;

    public SigningTime(DateTimeOffset time)
    {
        _second = SecondOf(time);
        // The invariant culture is the rule: under ar-SA or th-TH the same format gives another calendar's year.
        Text = time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
    }

    /// <summary>The time as <c>20150830T123600Z</c>.</summary>
    public string Text { get; }

    /// <summary>The day as <c>20150830</c>.</summary>
    public ReadOnlySpan<char> Day => Text.AsSpan(0, 8);

    public bool Is(DateTimeOffset time) => _second == SecondOf(time);

    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static long SecondOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerSecond;
}
