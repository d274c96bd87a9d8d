namespace Sqs.Client.Processing;

/// <summary>The handlers that run, in the order of their start.</summary>
/// <param name="clock">The time.</param>
internal sealed class RunningHandlers(ProcessingClock clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TimeSpan> _starts = new();

    public int Count
    {
        get
        {
            using (_gate.EnterScope())
            {
                return _starts.Count;
            }
        }
    }

    /// <summary>How long the oldest has been running; null when none runs.</summary>
    public TimeSpan? Oldest
    {
        get
        {
            using (_gate.EnterScope())
            {
                return clock.Now - _starts.First?.Value;
            }
        }
    }

    public LinkedListNode<TimeSpan> Enter()
    {
        using (_gate.EnterScope())
        {
            return _starts.AddLast(clock.Now);
        }
    }

    /// <summary>Answers how long it ran.</summary>
    public TimeSpan Leave(LinkedListNode<TimeSpan> place)
    {
        using (_gate.EnterScope())
        {
            _starts.Remove(place);
            return clock.Now - place.Value;
        }
    }
}
