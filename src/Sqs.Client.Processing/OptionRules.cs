using System.Globalization;

namespace Sqs.Client.Processing;

/// <summary>The rules that options of receivers and processors have in common; a breach names the option.</summary>
internal static class OptionRules
{
    private static readonly TimeSpan LongestVisibility = TimeSpan.FromHours(12);

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

    public static void UpTo12Hours(TimeSpan time, string name) => Check(time >= TimeSpan.Zero && time <= LongestVisibility, name, "must be from 0 to 12 h");

    public static void Positive(TimeSpan time, string name) => Check(time > TimeSpan.Zero, name, "must be more than 0");

    public static void Bytes(long bytes, string name) => Check(bytes >= SharedCapacity.LargestMessage, name, "must be at least 1,048,576, one message");

    /// <summary>What both have in common, by the same names: how messages are fetched and held.</summary>
    public static void FetchingAndHolding(ReceptionSettings fetching, LeaseSettings holding)
    {
        WholeSeconds(fetching.Wait, 0, 20, nameof(SqsProcessorOptions.WaitTime));
        Range(fetching.MaxPolls, 1, 100, nameof(SqsProcessorOptions.MaxConcurrentPolls));
        Check(fetching.DrainTime >= TimeSpan.Zero && fetching.DrainTime <= TimeSpan.FromSeconds(20), nameof(SqsProcessorOptions.ReceiveDrainTime), "must be from 0 to 20 s");
        Check(
            fetching.BodyFormat is MessageBodyFormat.Text or MessageBodyFormat.Utf8,
            nameof(SqsProcessorOptions.BodyFormat),
            "must be Text or Utf8; leased memory ends with its response, and a message lives longer here");
        WholeSeconds(holding.Visibility, 1, 43_200, nameof(SqsProcessorOptions.VisibilityTimeout));
        Check(
            holding.MaxVisibility >= holding.Visibility && holding.MaxVisibility <= LongestVisibility,
            nameof(SqsProcessorOptions.MaxVisibility),
            $"must be from {nameof(SqsProcessorOptions.VisibilityTimeout)} to 12 h");
        UpTo12Hours(holding.SettlementTimeout, nameof(SqsProcessorOptions.SettlementTimeout));
    }
}
