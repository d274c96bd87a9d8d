namespace Sqs.Client.Buffering;

/// <summary>The received messages of one queue that wait for a caller, in received order.</summary>
/// <param name="keepsOrder">True on FIFO queues: nothing is taken past a message that may not be taken.</param>
internal sealed class ReceiveShelf(bool keepsOrder)
{
    private readonly List<ReceiveHarvest> _harvests = [];

    public int Count => _harvests.Sum(harvest => harvest.Count);

    /// <summary>How many polls have messages here.</summary>
    public int Polls => _harvests.Count(harvest => harvest.Count > 0);

    /// <summary>True when there are messages whose visibility timeout is not known.</summary>
    public bool HasUndecided => _harvests.Exists(harvest => harvest.Terms is null && harvest.Count > 0);

    /// <summary>When the next message becomes too old; null when none will.</summary>
    public TimeSpan? AgesNext => _harvests.Where(harvest => harvest.Count > 0).Min(harvest => harvest.Terms?.AgesAt);

    public void Add(ReceiveHarvest harvest) => _harvests.Add(harvest);

    /// <summary>Takes messages that may be handed over now, from the head.</summary>
    public List<HeldMessage> Take(int max, TimeSpan now)
    {
        var taken = new List<HeldMessage>();
        foreach (var harvest in _harvests)
        {
            if (harvest.Count > 0 && harvest.IsDeliverable(now))
            {
                taken.AddRange(harvest.Take(max - taken.Count));
            }
            else if (keepsOrder && harvest.Count > 0)
            {
                break;
            }
        }

        return taken;
    }

    /// <summary>Puts back, to the head, what was taken last.</summary>
    public static void PutBack(List<HeldMessage> taken)
    {
        foreach (var message in taken)
        {
            message.Harvest.PutBack();
        }
    }

    /// <summary>Takes what the service shows to others by now.</summary>
    public List<HeldMessage> TakeExpired(TimeSpan now) => TakeWhere(harvest => harvest.Terms is { } terms && now >= terms.ExpiresAt);

    /// <summary>Takes what is too old to be handed over.</summary>
    public List<HeldMessage> TakeAged(TimeSpan now) => TakeWhere(harvest => harvest.Terms is { } terms && now > terms.AgesAt);

    public List<HeldMessage> TakeUndecided() => TakeWhere(harvest => harvest.Terms is null);

    public List<HeldMessage> TakeAll() => TakeWhere(_ => true);

    /// <summary>Settles the terms of what came before the visibility timeout was known.</summary>
    public void Decide(TimeSpan visibility, QueueBufferSettings settings)
    {
        foreach (var harvest in _harvests.Where(harvest => harvest.Terms is null))
        {
            harvest.Decide(visibility, settings);
        }
    }

    /// <summary>Ends a turn: what is left is no longer fresh, and what is empty goes.</summary>
    public void Settle()
    {
        _ = _harvests.RemoveAll(harvest => harvest.Count == 0);
        _harvests.ForEach(harvest => harvest.IsFresh = false);
    }

    private List<HeldMessage> TakeWhere(Func<ReceiveHarvest, bool> isMeant) =>
        [.. _harvests.Where(isMeant).SelectMany(harvest => harvest.Take(harvest.Count))];
}
