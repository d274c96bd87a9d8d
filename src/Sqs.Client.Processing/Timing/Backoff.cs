namespace Sqs.Client.Processing;

/// <summary>Pauses before something is tried again.</summary>
internal static class Backoff
{
    // So often anything doubles from one tick to more than a lifetime.
    private const int MostDoublings = 60;

    /// <summary>A time that doubles with each one before it, up to the longest.</summary>
    public static TimeSpan Doubled(TimeSpan first, TimeSpan longest, int before) =>
        TimeSpan.FromTicks((long)Math.Min(first.Ticks * Math.Pow(2, Math.Clamp(before, 0, MostDoublings)), longest.Ticks));

    /// <summary>At random from half of a time to all of it, so that those who wait do not all come back together.</summary>
    public static TimeSpan Jittered(TimeSpan time, Func<double> random) => time * (0.5 + (random() / 2));
}
