using System.Globalization;

namespace Sqs.Client.Processing;

/// <summary>The rules that options of receivers and processors have in common; a breach names the option.</summary>
internal static class OptionRules
{
    public static readonly TimeSpan LongestVisibility = TimeSpan.FromHours(12);

    public static void Check(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new SqsValidationException(name, rule);
        }
    }

    public static void Range(int value, int least, int most, string name) =>
        Check(value >= least && value <= most, name, string.Create(CultureInfo.InvariantCulture, $"must be from {least:N0} to {most:N0}"));

    public static void WholeSeconds(TimeSpan time, int least, int most, string name) => Check(
        time.Ticks % TimeSpan.TicksPerSecond == 0 && time >= TimeSpan.FromSeconds(least) && time <= TimeSpan.FromSeconds(most),
        name,
        $"must be whole seconds from {least} to {most}");

    public static void NotNegative(TimeSpan time, string name) => Check(time >= TimeSpan.Zero && time <= LongestVisibility, name, "must be from 0 to 12 h");

    public static void Positive(TimeSpan time, string name) => Check(time > TimeSpan.Zero, name, "must be more than 0");

    public static void Visibility(TimeSpan timeout, TimeSpan longest, string timeoutName, string longestName)
    {
        WholeSeconds(timeout, 1, 43_200, timeoutName);
        Check(longest >= timeout && longest <= LongestVisibility, longestName, $"must be from {timeoutName} to 12 h");
    }

    public static void BodyFormat(MessageBodyFormat format, string name) =>
        Check(format is MessageBodyFormat.Text or MessageBodyFormat.Utf8, name, "must be Text or Utf8; leased memory ends with its response, and a message lives longer here");
}
