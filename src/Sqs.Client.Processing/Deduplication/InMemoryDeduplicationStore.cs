namespace Sqs.Client.Processing;

/// <summary>
/// Remembers in the memory of this process which messages were handled: for a single consumer, and for tests. Bounded: when it is full, the entry of a
/// handled message that was not asked for the longest time goes first, and a claim only when there is nothing but claims. Thread-safe; a step takes
/// constant time as long as few different durations are in use.
/// </summary>
public sealed class InMemoryDeduplicationStore : IDeduplicationStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    // In the order of their beginning, and in the order of their last use: the first one goes first.
    private readonly LinkedList<Entry> _claims = new();
    private readonly LinkedList<Entry> _done = new();
    private readonly ExpiryLines<Entry> _expiry = new();
    private readonly int _capacity;
    private readonly ProcessingClock _clock;

    /// <summary>Makes an empty store.</summary>
    /// <param name="capacity">The most entries, at least 1.</param>
    /// <param name="time">The clock; null for that of the system.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
    public InMemoryDeduplicationStore(int capacity = 100_000, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
        _clock = new ProcessingClock(time ?? TimeProvider.System);
    }

    /// <summary>How many entries are kept, claims among them.</summary>
    public int Count
    {
        get
        {
            using (_gate.EnterScope())
            {
                Expire();
                return _entries.Count;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The claim does not last longer than zero.</exception>
    public ValueTask<DeduplicationState> TryBeginAsync(string key, TimeSpan claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(claim, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        using (_gate.EnterScope())
        {
            Expire();
            if (!_entries.TryGetValue(key, out var entry))
            {
                Put(new Entry(key), _claims, claim);
                return ValueTask.FromResult(DeduplicationState.Begun);
            }

            if (entry.Use.List == _claims)
            {
                return ValueTask.FromResult(DeduplicationState.InProgress);
            }

            MoveToEnd(entry, _done);
            return ValueTask.FromResult(DeduplicationState.Done);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The time to keep it is not longer than zero.</exception>
    public ValueTask CompleteAsync(string key, TimeSpan keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(keep, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        using (_gate.EnterScope())
        {
            Expire();
            if (_entries.TryGetValue(key, out var entry))
            {
                MoveToEnd(entry, _done);
                _expiry.Put(entry.Expiry, _clock.Now, keep);
            }
            else
            {
                Put(new Entry(key), _done, keep);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>A message that was handled stays so.</remarks>
    public ValueTask AbandonAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        using (_gate.EnterScope())
        {
            if (_entries.TryGetValue(key, out var entry) && entry.Use.List == _claims)
            {
                _expiry.Take(entry.Expiry);
                Forget(entry);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static void MoveToEnd(Entry entry, LinkedList<Entry> order)
    {
        entry.Use.List!.Remove(entry.Use);
        order.AddLast(entry.Use);
    }

    private void Put(Entry entry, LinkedList<Entry> order, TimeSpan duration)
    {
        if (_entries.Count == _capacity)
        {
            var leaving = (_done.First ?? _claims.First)!.Value;
            _expiry.Take(leaving.Expiry);
            Forget(leaving);
        }

        _entries.Add(entry.Key, entry);
        order.AddLast(entry.Use);
        _expiry.Put(entry.Expiry, _clock.Now, duration);
    }

    private void Expire()
    {
        foreach (var entry in _expiry.TakeExpired(_clock.Now))
        {
            Forget(entry);
        }
    }

    private void Forget(Entry entry)
    {
        _ = _entries.Remove(entry.Key);
        entry.Use.List!.Remove(entry.Use);
    }

    private sealed class Entry
    {
        public Entry(string key)
        {
            Key = key;
            Use = new LinkedListNode<Entry>(this);
            Expiry = new Expiring<Entry>(this);
        }

        public string Key { get; }

        public LinkedListNode<Entry> Use { get; }

        public Expiring<Entry> Expiry { get; }
    }
}
