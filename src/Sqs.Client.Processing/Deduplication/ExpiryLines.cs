namespace Sqs.Client.Processing;

/// <summary>
/// Things that expire, in one line for each duration: a line is in order by itself, so the expired ones stand in front. Few durations are in use at a
/// time, so a look at all lines costs little, and there is no timer and no heap.
/// </summary>
/// <typeparam name="T">What expires.</typeparam>
internal sealed class ExpiryLines<T>
{
    private readonly Dictionary<TimeSpan, LinkedList<Expiring<T>>> _lines = [];

    /// <summary>Sets when something expires, instead of what was set before.</summary>
    public void Put(Expiring<T> item, TimeSpan now, TimeSpan duration)
    {
        Take(item);
        item.Duration = duration;
        item.At = duration < TimeSpan.MaxValue - now ? now + duration : TimeSpan.MaxValue;
        if (!_lines.TryGetValue(duration, out var line))
        {
            _lines.Add(duration, line = new LinkedList<Expiring<T>>());
        }

        line.AddLast(item.Place);
    }

    public void Take(Expiring<T> item)
    {
        if (item.Place.List is not { } line)
        {
            return;
        }

        line.Remove(item.Place);
        if (line.Count == 0)
        {
            _ = _lines.Remove(item.Duration);
        }
    }

    /// <summary>Takes out what has expired at this moment or before.</summary>
    public IReadOnlyList<T> TakeExpired(TimeSpan now)
    {
        List<T>? expired = null;
        foreach (var (duration, line) in _lines)
        {
            while (line.First is { Value: var item } && item.At <= now)
            {
                line.RemoveFirst();
                (expired ??= []).Add(item.Value);
            }

            if (line.Count == 0)
            {
                _ = _lines.Remove(duration);
            }
        }

        return expired ?? (IReadOnlyList<T>)[];
    }
}

/// <summary>One thing that expires, with its place in a line.</summary>
/// <typeparam name="T">What expires.</typeparam>
internal sealed class Expiring<T>
{
    public Expiring(T value)
    {
        Value = value;
        Place = new LinkedListNode<Expiring<T>>(this);
    }

    public T Value { get; }

    public TimeSpan Duration { get; set; }

    public TimeSpan At { get; set; }

    public LinkedListNode<Expiring<T>> Place { get; }
}
