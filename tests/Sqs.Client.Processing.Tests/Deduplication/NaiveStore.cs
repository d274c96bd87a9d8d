namespace Sqs.Client.Processing.Tests.Deduplication;

/// <summary>What a store has to do, in one list and without a thought for its cost.</summary>
internal sealed class NaiveStore(int capacity)
{
    private readonly List<Entry> _entries = [];
    private long _step;

    public int Count => _entries.Count;

    public DeduplicationState TryBegin(string key, TimeSpan now, TimeSpan claim)
    {
        Expire(now);
        if (_entries.Find(entry => entry.Key == key) is not { } found)
        {
            Add(new Entry(key) { Expires = now + claim, Used = ++_step });
            return DeduplicationState.Begun;
        }

        if (!found.IsDone)
        {
            return DeduplicationState.InProgress;
        }

        found.Used = ++_step;
        return DeduplicationState.Done;
    }

    public void Complete(string key, TimeSpan now, TimeSpan keep)
    {
        Expire(now);
        if (_entries.Find(entry => entry.Key == key) is { } found)
        {
            (found.IsDone, found.Expires, found.Used) = (true, now + keep, ++_step);
        }
        else
        {
            Add(new Entry(key) { IsDone = true, Expires = now + keep, Used = ++_step });
        }
    }

    public void Abandon(string key, TimeSpan now)
    {
        Expire(now);
        _ = _entries.RemoveAll(entry => entry.Key == key && !entry.IsDone);
    }

    private void Expire(TimeSpan now) => _entries.RemoveAll(entry => entry.Expires <= now);

    private void Add(Entry entry)
    {
        if (_entries.Count == capacity)
        {
            _ = _entries.Remove(_entries.OrderBy(other => !other.IsDone).ThenBy(other => other.Used).First());
        }

        _entries.Add(entry);
    }

    private sealed record Entry(string Key)
    {
        public bool IsDone { get; set; }

        public TimeSpan Expires { get; set; }

        public long Used { get; set; }
    }
}
