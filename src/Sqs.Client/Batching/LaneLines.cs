namespace Sqs.Client.Batching;

/// <summary>
/// The entries of a lane that wait for a batch. Lines of a key are cut into one batch at a time; batches list entries in the order of
/// acceptance. Every step costs at most a logarithm of the number of lines.
/// </summary>
/// <param name="oneOfEachKey">True when a batch holds one entry of a key at the most.</param>
internal sealed class LaneLines<TItem, TResult>(bool oneOfEachKey)
    where TItem : class
    where TResult : class
{
    private readonly LaneLine<TItem, TResult> _keyless = new(null);
    private readonly Dictionary<string, LaneLine<TItem, TResult>> _keyed = new(StringComparer.Ordinal);
    private readonly PriorityQueue<LaneLine<TItem, TResult>, long> _ready = new();
    private readonly PriorityQueue<LaneLine<TItem, TResult>, TimeSpan> _resting = new();

    /// <summary>How many entries may be cut now.</summary>
    public int ReadyCount { get; private set; }

    /// <summary>How many bytes they have.</summary>
    public long ReadyBytes { get; private set; }

    /// <summary>Puts a new entry at the end of its line.</summary>
    public void Add(LaneEntry<TItem, TResult> entry)
    {
        var line = entry.Key is { } key ? LineOf(key) : _keyless;
        Withdraw(line);
        Append(line, entry);
        line.State = line.State == LineState.Empty ? LineState.Ready : line.State;
        Offer(line);
    }

    /// <summary>Takes out an entry that waits.</summary>
    public void Remove(LaneEntry<TItem, TResult> entry)
    {
        var line = entry.Line!;
        Withdraw(line);
        Detach(line, entry);
        Offer(line);
    }

    /// <summary>The oldest entry that may be cut.</summary>
    public LaneEntry<TItem, TResult>? Oldest()
    {
        while (_ready.TryPeek(out var line, out var sequence))
        {
            if (line.Offered == sequence && line.Head?.Sequence == sequence)
            {
                return line.Head;
            }

            _ = _ready.Dequeue();
        }

        return null;
    }

    /// <summary>Takes a batch off: as many of the oldest entries as fit together, one at least.</summary>
    public List<LaneEntry<TItem, TResult>> Take(int mostEntries, long mostBytes)
    {
        var batch = new List<LaneEntry<TItem, TResult>>(Math.Min(mostEntries, ReadyCount));
        var bytes = 0L;
        while (batch.Count < mostEntries && Oldest() is { } next && Fits(next, batch, bytes, mostBytes))
        {
            batch.Add(next);
            bytes += next.Bytes;
            TakeHead(next.Line!);
        }

        foreach (var entry in batch)
        {
            Occupy(entry);
        }

        return batch;
    }

    /// <summary>The line of a key, now that no batch with that key is on the wire any more.</summary>
    public LaneLine<TItem, TResult> Free(string key)
    {
        var line = LineOf(key);
        line.State = LineState.Empty;
        return line;
    }

    /// <summary>Puts entries of one line back before all that wait there, in their order.</summary>
    /// <param name="entries">The entries; none only frees the line.</param>
    /// <param name="line">Their line; null for entries without a key.</param>
    /// <param name="until">Until when they pause; null for not at all.</param>
    public void PutBack(List<LaneEntry<TItem, TResult>> entries, LaneLine<TItem, TResult>? line, TimeSpan? until)
    {
        // Without a key there is a line for each lot that comes back, so that each line is in the order of acceptance.
        line ??= new LaneLine<TItem, TResult>(null);
        for (var index = entries.Count - 1; index >= 0; index--)
        {
            Prepend(line, entries[index]);
        }

        if (entries.Count > 0 && until is { } moment)
        {
            line.State = LineState.Resting;
            _resting.Enqueue(line, moment);
            return;
        }

        line.State = LineState.Ready;
        Offer(line);
    }

    /// <summary>When the next pause ends; null when nobody pauses.</summary>
    public TimeSpan? NextWake() => _resting.TryPeek(out _, out var moment) ? moment : null;

    /// <summary>Ends the pauses that are over.</summary>
    public void Wake(TimeSpan now)
    {
        while (_resting.TryPeek(out var line, out var moment) && moment <= now)
        {
            _ = _resting.Dequeue();
            line.State = LineState.Ready;
            Offer(line);
        }
    }

    /// <summary>The entries of a key that wait, in their order.</summary>
    public List<LaneEntry<TItem, TResult>> WaitingOf(string key) => _keyed.TryGetValue(key, out var line) ? [.. line.Entries] : [];

    private static bool Fits(LaneEntry<TItem, TResult> next, List<LaneEntry<TItem, TResult>> batch, long bytes, long mostBytes) =>
        batch.Count == 0 || (bytes + next.Bytes <= mostBytes && batch.Count < next.Company && next.Company == batch[0].Company);

    private LaneLine<TItem, TResult> LineOf(string key)
    {
        if (!_keyed.TryGetValue(key, out var line))
        {
            _keyed.Add(key, line = new LaneLine<TItem, TResult>(key));
        }

        return line;
    }

    /// <summary>The head goes into a batch; what is behind it becomes the next head, unless the batch may hold one of the key alone.</summary>
    private void TakeHead(LaneLine<TItem, TResult> line)
    {
        Withdraw(line);
        Detach(line, line.Head!);
        if (oneOfEachKey && line.Key is not null)
        {
            (line.State, line.Offered) = (LineState.OnWire, -1);
        }

        Offer(line);
    }

    private void Occupy(LaneEntry<TItem, TResult> entry)
    {
        if (entry.Key is { } key && LineOf(key) is { State: not LineState.OnWire } line)
        {
            Withdraw(line);
            (line.State, line.Offered) = (LineState.OnWire, -1);
        }
    }

    private void Withdraw(LaneLine<TItem, TResult> line)
    {
        if (line.State == LineState.Ready)
        {
            ReadyCount -= CutCount(line);
            ReadyBytes -= CutBytes(line);
        }
    }

    /// <summary>Counts the line among the ready ones again, at the place of its head; forgets it when nothing is in it.</summary>
    private void Offer(LaneLine<TItem, TResult> line)
    {
        if (line.State == LineState.Ready)
        {
            ReadyCount += CutCount(line);
            ReadyBytes += CutBytes(line);
            if (line.Head is { } head)
            {
                if (line.Offered != head.Sequence)
                {
                    line.Offered = head.Sequence;
                    _ready.Enqueue(line, head.Sequence);
                }

                return;
            }

            (line.State, line.Offered) = (LineState.Empty, -1);
        }

        if (line is { State: LineState.Empty, Head: null, Key: { } key })
        {
            _ = _keyed.Remove(key);
        }
    }

    private bool IsOneByOne(LaneLine<TItem, TResult> line) => oneOfEachKey && line.Key is not null;

    private int CutCount(LaneLine<TItem, TResult> line) => IsOneByOne(line) ? Math.Min(1, line.Entries.Count) : line.Entries.Count;

    private long CutBytes(LaneLine<TItem, TResult> line) => IsOneByOne(line) ? line.Head?.Bytes ?? 0 : line.Bytes;

    private static void Append(LaneLine<TItem, TResult> line, LaneEntry<TItem, TResult> entry)
    {
        line.Entries.AddLast(entry.Place);
        (entry.Line, line.Bytes) = (line, line.Bytes + entry.Bytes);
    }

    private static void Prepend(LaneLine<TItem, TResult> line, LaneEntry<TItem, TResult> entry)
    {
        line.Entries.AddFirst(entry.Place);
        (entry.Line, line.Bytes) = (line, line.Bytes + entry.Bytes);
    }

    private static void Detach(LaneLine<TItem, TResult> line, LaneEntry<TItem, TResult> entry)
    {
        line.Entries.Remove(entry.Place);
        (entry.Line, line.Bytes) = (null, line.Bytes - entry.Bytes);
    }
}
