namespace Sqs.Client.Batching;

/// <summary>The books of a lane: who was accepted and has no outcome yet. An entry leaves them, and its room, when its caller has one.</summary>
internal sealed class LaneBooks<TItem, TResult>(LaneWatcher watcher, Room room)
    where TItem : class
    where TResult : class
{
    private readonly LinkedList<LaneEntry<TItem, TResult>> _open = [];
    private int _users;

    /// <summary>The oldest entry without an outcome.</summary>
    public LaneEntry<TItem, TResult>? Oldest => _open.First?.Value;

    /// <summary>All entries without an outcome, oldest first.</summary>
    public IEnumerable<LaneEntry<TItem, TResult>> Open => _open;

    /// <summary>How many calls are in the lane or on their way into it.</summary>
    public int Users => Volatile.Read(ref _users);

    public void Hold() => _ = Interlocked.Increment(ref _users);

    public void Leave() => _ = Interlocked.Decrement(ref _users);

    public void Add(LaneEntry<TItem, TResult> entry)
    {
        _open.AddLast(entry.Birth);
        watcher.Accepted(entry.Bytes);
    }

    public void Complete(LaneEntry<TItem, TResult> entry, TResult result)
    {
        _ = entry.TryComplete(result);
        Close(entry);
    }

    public void Cancel(LaneEntry<TItem, TResult> entry)
    {
        _ = entry.TryCancel();
        Close(entry);
    }

    public void Fail(LaneEntry<TItem, TResult> entry, Exception error)
    {
        _ = entry.TryFail(error);
        Close(entry);
    }

    private void Close(LaneEntry<TItem, TResult> entry)
    {
        _open.Remove(entry.Birth);
        watcher.Completed(entry.Bytes);
        room.Leave(entry.Ticket);
        Leave();
    }
}
