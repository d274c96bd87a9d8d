using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// The visible messages of a FIFO queue: in order within their group, and no message of a group is given out while another one of
/// it is in flight. Free groups stand in the order of their first messages.
/// </summary>
internal sealed class GroupLine
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<Group> _free = new(Comparer<Group>.Create(static (left, right) => left.Place.CompareTo(right.Place)));

    public int Count { get; private set; }

    /// <summary>Whether a group is free to be received from.</summary>
    public bool HasFree => _free.Count > 0;

    public void Add(StoredMessage message)
    {
        var group = GroupOf(message);
        Leave(group);
        if (group.Ready.Add(message))
        {
            Count++;
        }

        Settle(group);
    }

    public void Remove(StoredMessage message)
    {
        var group = GroupOf(message);
        Leave(group);
        if (group.Ready.Remove(message))
        {
            Count--;
        }

        Settle(group);
    }

    /// <summary>Takes the next message: of the group of this very receive as long as it has more, then of the next free group.</summary>
    /// <param name="current">The name of the group that the running receive took from last; null at its start.</param>
    /// <param name="message">The message, which counts as in flight from now on.</param>
    public bool TryTake(ref string? current, [NotNullWhen(true)] out StoredMessage? message)
    {
        var group = current is not null && _groups.TryGetValue(current, out var same) && same.Ready.Count > 0 ? same : _free.Min;
        message = group?.Ready.Min;
        if (group is null || message is null)
        {
            message = null;
            return false;
        }

        current = group.Name;
        Leave(group);
        _ = group.Ready.Remove(message);
        Count--;
        group.InFlight++;
        return true;
    }

    /// <summary>One message of the group is not in flight any more: deleted, expired or visible again.</summary>
    public void Land(StoredMessage message)
    {
        var group = GroupOf(message);
        Leave(group);
        group.InFlight--;
        Settle(group);
    }

    public void Clear()
    {
        _groups.Clear();
        _free.Clear();
        Count = 0;
    }

    private Group GroupOf(StoredMessage message)
    {
        var name = message.Content.GroupId ?? "";
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups.Add(name, group = new Group(name));
        }

        return group;
    }

    private void Leave(Group group)
    {
        if (group.IsFree)
        {
            _ = _free.Remove(group);
            group.IsFree = false;
        }
    }

    private void Settle(Group group)
    {
        if (group.InFlight > 0)
        {
            return;
        }

        if (group.Ready.Min is { } first)
        {
            group.Place = first.Sequence;
            group.IsFree = _free.Add(group);
        }
        else
        {
            _ = _groups.Remove(group.Name);
        }
    }

    private sealed class Group(string name)
    {
        public string Name { get; } = name;

        public SortedSet<StoredMessage> Ready { get; } = new(StoredMessage.BySequence);

        public int InFlight { get; set; }

        public bool IsFree { get; set; }

        public long Place { get; set; }
    }
}
