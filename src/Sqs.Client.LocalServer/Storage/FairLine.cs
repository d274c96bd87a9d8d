using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Storage;

/// <summary>
/// The line of a standard queue: first come, first served, and fair to groups (tenants). A group is noisy while more than three of its
/// messages and more than a tenth of all are in flight; messages of noisy groups wait until no others are in line. Messages without
/// a group are never noisy. A group is judged whenever one of its messages comes or goes.
/// </summary>
internal sealed class FairLine : IReadyLine
{
    private const int FewInFlight = 3;
    private const int Share = 10;

    private readonly Dictionary<string, MessageGroup> _groups = new(StringComparer.Ordinal);
    private readonly MessageGroup _withoutGroup = new("");
    private readonly GroupOrder _quiet = new();
    private readonly GroupOrder _noisy = new();
    private int _inFlight;
    private long _front;
    private long _back;

    public int Count { get; private set; }

    public bool HasNext => Count > 0;

    public void Add(StoredMessage message)
    {
        message.LineKey = ++_back;
        var group = GroupOf(message);
        group.Ready.AddLast(message);
        Count++;
        Settle(group);
    }

    public void AddFirst(StoredMessage message)
    {
        message.LineKey = --_front;
        var group = GroupOf(message);
        group.Ready.AddFirst(message);
        Count++;
        Settle(group);
    }

    public void Remove(StoredMessage message)
    {
        var group = GroupOf(message);
        group.Ready.Remove(message);
        Count--;
        Settle(group);
    }

    public bool TryTake(ref string? group, [NotNullWhen(true)] out StoredMessage? message)
    {
        var next = _quiet.First ?? _noisy.First;
        message = next?.Ready.First;
        if (next is null || message is null)
        {
            return false;
        }

        next.Ready.Remove(message);
        next.InFlight++;
        _inFlight++;
        Count--;
        Settle(next);
        return true;
    }

    public void Land(StoredMessage message)
    {
        var group = GroupOf(message);
        group.InFlight--;
        _inFlight--;
        Settle(group);
    }

    public void Clear()
    {
        _groups.Clear();
        _quiet.Clear();
        _noisy.Clear();
        _withoutGroup.Ready.Clear();
        _withoutGroup.Order = null;
        _withoutGroup.InFlight = _inFlight = Count = 0;
    }

    private MessageGroup GroupOf(StoredMessage message)
    {
        if (message.Content.GroupId is not { } name)
        {
            return _withoutGroup;
        }

        if (!_groups.TryGetValue(name, out var group))
        {
            _groups.Add(name, group = new MessageGroup(name));
        }

        message.Content.GroupId = group.Name; // one text for all messages of a group
        return group;
    }

    private void Settle(MessageGroup group)
    {
        if (group.Ready.First is { } first)
        {
            (IsNoisy(group) ? _noisy : _quiet).Put(group, first.LineKey);
            return;
        }

        group.Order?.Remove(group);
        if (group.IsEmpty)
        {
            _ = _groups.Remove(group.Name);
        }
    }

    private bool IsNoisy(MessageGroup group) => group != _withoutGroup && group.InFlight > FewInFlight && group.InFlight * Share > _inFlight;
}
