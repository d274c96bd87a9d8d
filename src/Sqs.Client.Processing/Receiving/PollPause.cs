namespace Sqs.Client.Processing;

/// <summary>
/// The pauses between polls: after one that came back empty early 100 ms, doubling to 5 s; after one that failed 1 s, doubling to 30 s.
/// With jitter over the upper half.
/// </summary>
internal sealed class PollPause(Func<double> random)
{
    private static readonly TimeSpan FirstEmpty = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestEmpty = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFailure = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Hasty = TimeSpan.FromMilliseconds(100);

    private int _empty;
    private int _failed;

    /// <summary>When the next poll may be made.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>True when an empty answer came so early that asking again at once would be a loop without a rest: in half of the wait, or where none was asked for.</summary>
    public static bool IsEarly(TimeSpan took, TimeSpan wait) => took * 2 <= wait || took < Hasty;

    /// <summary>A poll brought something, or the service waited.</summary>
    public void Succeeded() => (_empty, _failed, Until) = (0, 0, TimeSpan.Zero);

    public void CameEmpty(TimeSpan now)
    {
        _failed = 0;
        Until = now + Backoff.Jittered(Backoff.Doubled(FirstEmpty, LongestEmpty, _empty++), random);
    }

    public void Failed(TimeSpan now)
    {
        _empty = 0;
        Until = now + Backoff.Jittered(Backoff.Doubled(FirstFailure, LongestFailure, _failed++), random);
    }
}
