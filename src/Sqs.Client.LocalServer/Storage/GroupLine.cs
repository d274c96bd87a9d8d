using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Storage;

/// <summary>
/// The line of a FIFO queue: in order within each group, and no message of a group is given out while another one of it is in flight.
/// Free groups stand in the order of their first messages.
/// </summary>
internal sealed class GroupLine : IReadyLine
{
    private readonly Dictionary<string, MessageGroup> _groups = new(StringComparer.Ordinal);
    private readonly GroupOrder _free = new();

    public int Count { get; private set; }

    public bool HasNext => _free.First is not null;

    public void Add(StoredMessage message)
    {
        var group = GroupOf(message);
        group.Ready.InsertAfter(Before(group, message.Sequence), message);
        Count++;
        Settle(group);
    }

    /// <summary>Order is by arrival, whoever comes back.</summary>
    public void AddFirst(StoredMessage message) => Add(message);

    public void Remove(StoredMessage message)
    {
        var group = GroupOf(message);
        group.Ready.Remove(message);
        Count--;
        Settle(group);
    }

    /// <summary>Takes from the group of this very receive as long as it has more, then from the next free group.</summary>
    public bool TryTake(ref string? group, [NotNullWhen(true)] out StoredMessage? message)
    {
        var next = group is not null && _groups.TryGetValue(group, out var same) && same.Ready.First is not null ? same : _free.First;
        message = next?.Ready.First;
        if (next is null || message is null)
        {
            return false;
        }

        group = next.Name;
        next.Ready.Remove(message);
        next.InFlight++;
        Count--;
        Settle(next);
        return true;
    }

    public void Land(StoredMessage message)
    {
        var group = GroupOf(message);
        group.InFlight--;
        Settle(group);
    }

    public void Clear()
    {
        _groups.Clear();
        _free.Clear();
        Count = 0;
    }

    private MessageGroup GroupOf(StoredMessage message)
    {
        var name = message.Content.GroupId ?? "";
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups.Add(name, group = new MessageGroup(name));
        }

        message.Content.GroupId = group.Name; // one text for all messages of a group
        return group;
    }

    /// <summary>The last one that arrived earlier, looked for from both ends: who comes back belongs near the front, who arrives at the back.</summary>
    private static StoredMessage? Before(MessageGroup group, long sequence)
    {
        var (front, back) = (group.Ready.First, group.Ready.Last);
        while (front is not null && front.Sequence < sequence && back is not null && back.Sequence > sequence)
        {
            front = Chain<StoredMessage, ByPlace>.After(front);
            back = Chain<StoredMessage, ByPlace>.Before(back);
        }

        return front is not null && front.Sequence > sequence ? Chain<StoredMessage, ByPlace>.Before(front) : back;
    }

    private void Settle(MessageGroup group)
    {
        if (group.InFlight == 0 && group.Ready.First is { } first)
        {
            _free.Put(group, first.Sequence);
            return;
        }

        group.Order?.Remove(group);
        if (group.IsEmpty)
        {
            _ = _groups.Remove(group.Name);
        }
    }
}
