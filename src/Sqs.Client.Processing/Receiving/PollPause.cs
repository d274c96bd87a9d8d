namespace Sqs.Client.Processing;

/// <summary>
/// The pauses between polls: after one that came back empty without having waited 100 ms, doubling to 5 s; after one that failed 1 s, doubling to 30 s.
/// With jitter over the upper half.
/// </summary>
internal sealed class PollPause(Func<double> random)
{
    private static readonly TimeSpan FirstEmpty = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestEmpty = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFailure = TimeSpan.FromSeconds(30);

    private int _empty;
    private int _failed;

    /// <summary>When the next poll may be made.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>A poll brought something, or the service waited.</summary>
    public void Succeeded() => (_empty, _failed, Until) = (0, 0, TimeSpan.Zero);

    public void CameEmpty(TimeSpan now)
    {
        _failed = 0;
        Until = now + Next(FirstEmpty, LongestEmpty, _empty++, random);
    }

    public void Failed(TimeSpan now)
    {
        _empty = 0;
        Until = now + Next(FirstFailure, LongestFailure, _failed++, random);
    }

    /// <summary>A time that doubles with each before it, at random from half of it to all of it.</summary>
    public static TimeSpan Next(TimeSpan first, TimeSpan longest, int before, Func<double> random)
    {
        var bound = first * Math.Pow(2, Math.Min(before, 16));
        return (bound < longest ? bound : longest) * (0.5 + (random() / 2));
    }
}
