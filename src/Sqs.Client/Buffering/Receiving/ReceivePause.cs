namespace Sqs.Client.Buffering;

/// <summary>The pauses between polls that come back empty at once: 50 ms, doubling to 1 s, with jitter over the upper half.</summary>
internal sealed class ReceivePause(Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private int _empty;

    /// <summary>When the next poll may be made for callers who have seen one already.</summary>
    public TimeSpan Until { get; private set; }

    public void Lengthen(TimeSpan now)
    {
        var bound = First * Math.Pow(2, Math.Min(_empty++, 10));
        Until = now + ((bound < Longest ? bound : Longest) * (0.5 + (random() / 2)));
    }

    /// <summary>A poll brought messages, or the service waited: the queue is not being asked in a circle.</summary>
    public void Reset() => (_empty, Until) = (0, TimeSpan.Zero);

    /// <summary>A new caller has seen no poll yet and does not wait for the pause of the others.</summary>
    public void Lift() => Until = TimeSpan.Zero;
}
