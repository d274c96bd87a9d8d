namespace Sqs.Client.LocalServer.Storage;

/// <summary>
/// Groups by the place of their first messages. A group whose place is behind all others, as that of a new one is, is appended; only
/// the others, those with a backlog, cost a step in a heap.
/// </summary>
internal sealed class GroupOrder
{
    private readonly Chain<MessageGroup, ByOrder> _inTurn = new();
    private readonly RankHeap<MessageGroup> _others = new();

    /// <summary>The group of the first place.</summary>
    public MessageGroup? First => _inTurn.First is { } first && first.Place < _others.FirstRank ? first : _others.First;

    /// <summary>Puts a group into this order at a place, wherever it stood before.</summary>
    public void Put(MessageGroup group, long place)
    {
        if (group.Order == this && group.Place == place)
        {
            return;
        }

        group.Order?.Remove(group);
        group.Order = this;
        group.Place = place;
        if (_inTurn.Last is { } last && last.Place > place)
        {
            _others.Set(group, place);
        }
        else
        {
            _inTurn.AddLast(group);
        }
    }

    /// <summary>Takes out a group that stands in this order.</summary>
    public void Remove(MessageGroup group)
    {
        group.Order = null;
        if (group.Slot > 0)
        {
            _others.Remove(group);
        }
        else
        {
            _inTurn.Remove(group);
        }
    }

    public void Clear()
    {
        _inTurn.Clear();
        _others.Clear();
    }

    private readonly struct ByOrder : ILink<MessageGroup>
    {
        public static ref Link<MessageGroup> Of(MessageGroup item) => ref item.OrderLink;
    }
}
