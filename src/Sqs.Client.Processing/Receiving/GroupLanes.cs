namespace Sqs.Client.Processing;

/// <summary>
/// What waits to be started: one lane for each message group, of which the head runs alone and the others wait in the order in which they came; and a lane
/// for each message that has no group. Knows nothing of queues, so it can be held against a plain model.
/// </summary>
/// <typeparam name="T">A message; compared by reference.</typeparam>
internal sealed class GroupLanes<T>
    where T : class
{
    private readonly Dictionary<string, Lane> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<T, Lane> _lanes = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<long, Lane> _ready = [];
    private long _count;

    /// <summary>How many wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>How many could be started now.</summary>
    public int Ready => _ready.Count;

    /// <summary>Puts one behind those of its group.</summary>
    public void Add(T item, string? group)
    {
        var lane = LaneOf(group);
        _lanes.Add(item, lane);
        Change(lane, () => lane.Waiting.Add((_count++, item)));
        Waiting++;
    }

    /// <summary>Takes over one that runs already; none of its group is started before it has ended.</summary>
    /// <param name="item">It.</param>
    /// <param name="group">Its group.</param>
    /// <param name="hasFailed">True when it is known that it failed: what comes behind it was received anew.</param>
    public void Adopt(T item, string? group, bool hasFailed)
    {
        var lane = LaneOf(group);
        _lanes.Add(item, lane);
        Change(lane, () => (lane.Running, lane.HasFailed) = (item, hasFailed));
    }

    /// <summary>The one to be started now, which runs from here on: of those whose group is free the one that came first; null when there is none.</summary>
    public T? Next()
    {
        if (_ready.Count == 0)
        {
            return null;
        }

        var lane = _ready.First().Value;
        var item = lane.Waiting[0].Item;
        Change(lane, () =>
        {
            lane.Waiting.RemoveAt(0);
            (lane.Running, lane.HasFailed) = (item, false);
        });
        Waiting--;
        return item;
    }

    /// <summary>
    /// One failed or is not held any more. If it waits, it is taken out with all behind it; if it runs, all behind it are, and its lane stays busy until it
    /// has ended: what comes after this was received anew.
    /// </summary>
    /// <returns>What was taken out, in order.</returns>
    public IReadOnlyList<T> Failed(T item)
    {
        if (!_lanes.TryGetValue(item, out var lane) || (lane.Running == item && lane.HasFailed))
        {
            return [];
        }

        lane.HasFailed |= lane.Running == item;
        return Cut(lane, lane.Running == item ? 0 : lane.Waiting.FindIndex(entry => entry.Item == item));
    }

    /// <summary>The work on one ended: the next of its group may be started.</summary>
    public void Ended(T item)
    {
        if (_lanes.TryGetValue(item, out var lane) && lane.Running == item)
        {
            _ = _lanes.Remove(item);
            Change(lane, () => (lane.Running, lane.HasFailed) = (null, false));
        }
    }

    /// <summary>Takes out all that wait, in the order in which they came.</summary>
    public IReadOnlyList<T> TakeWaiting()
    {
        var all = _lanes.Values.Distinct().SelectMany(lane => lane.Waiting).OrderBy(entry => entry.Number).Select(entry => entry.Item).ToList();
        foreach (var lane in _lanes.Values.Distinct().ToList())
        {
            _ = Cut(lane, 0);
        }

        return all;
    }

    private Lane LaneOf(string? group)
    {
        if (group is null)
        {
            return new Lane(null);
        }

        if (!_groups.TryGetValue(group, out var lane))
        {
            _groups.Add(group, lane = new Lane(group));
        }

        return lane;
    }

    private List<T> Cut(Lane lane, int from)
    {
        List<T> cut = [.. lane.Waiting.Skip(from).Select(entry => entry.Item)];
        Change(lane, () => lane.Waiting.RemoveRange(from, lane.Waiting.Count - from));
        cut.ForEach(item => _lanes.Remove(item));
        Waiting -= cut.Count;
        return cut;
    }

    /// <summary>Changes a lane and keeps the order of those that are ready.</summary>
    private void Change(Lane lane, Action change)
    {
        if (lane.ReadyAt is { } old)
        {
            _ = _ready.Remove(old);
        }

        change();
        if (lane.ReadyAt is { } now)
        {
            _ready.Add(now, lane);
        }

        if (lane is { Group: { } group, Running: null, Waiting.Count: 0 })
        {
            _ = _groups.Remove(group);
        }
    }

    private sealed class Lane(string? group)
    {
        public string? Group { get; } = group;

        public List<(long Number, T Item)> Waiting { get; } = [];

        public T? Running { get; set; }

        /// <summary>True when what was behind the running one has been taken out already.</summary>
        public bool HasFailed { get; set; }

        /// <summary>The number of the first that waits, if it may be started.</summary>
        public long? ReadyAt => Running is null && Waiting.Count > 0 ? Waiting[0].Number : null;
    }
}
