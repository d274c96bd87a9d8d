namespace Sqs.Client.LocalServer.Storage;

/// <summary>An item of a <see cref="RankHeap{T}"/> remembers where it stands there.</summary>
internal interface IRanked
{
    /// <summary>The place in the heap plus one; 0 outside of it.</summary>
    int Slot { get; set; }
}

/// <summary>A binary heap whose items can be ranked anew and taken out: for few items, each of which stands for many.</summary>
internal sealed class RankHeap<T>
    where T : class, IRanked
{
    private readonly List<(long Rank, T Item)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>The item of the lowest rank.</summary>
    public T? First => _entries.Count > 0 ? _entries[0].Item : null;

    public long FirstRank => _entries.Count > 0 ? _entries[0].Rank : long.MaxValue;

    /// <summary>Puts an item in, or gives it another rank.</summary>
    public void Set(T item, long rank)
    {
        var at = item.Slot - 1;
        if (at < 0)
        {
            at = _entries.Count;
            _entries.Add(default);
        }

        Settle(at, (rank, item));
    }

    /// <summary>Takes an item out, if it is in.</summary>
    public void Remove(T item)
    {
        var at = item.Slot - 1;
        if (at < 0)
        {
            return;
        }

        var last = _entries[^1];
        _entries.RemoveAt(_entries.Count - 1);
        item.Slot = 0;
        if (at < _entries.Count)
        {
            Settle(at, last);
        }
    }

    public void Clear()
    {
        foreach (var (_, item) in _entries)
        {
            item.Slot = 0;
        }

        _entries.Clear();
    }

    /// <summary>Finds the place of an entry, up or down from a place that is free.</summary>
    private void Settle(int at, (long Rank, T Item) entry)
    {
        while (at > 0 && _entries[(at - 1) / 2].Rank > entry.Rank)
        {
            Put(at, _entries[(at - 1) / 2]);
            at = (at - 1) / 2;
        }

        while (Lower(at) is var child && child < _entries.Count && _entries[child].Rank < entry.Rank)
        {
            Put(at, _entries[child]);
            at = child;
        }

        Put(at, entry);
    }

    /// <summary>The lower one of two children.</summary>
    private int Lower(int parent)
    {
        var left = (2 * parent) + 1;
        return left + 1 < _entries.Count && _entries[left + 1].Rank < _entries[left].Rank ? left + 1 : left;
    }

    private void Put(int at, (long Rank, T Item) entry)
    {
        _entries[at] = entry;
        entry.Item.Slot = at + 1;
    }
}
