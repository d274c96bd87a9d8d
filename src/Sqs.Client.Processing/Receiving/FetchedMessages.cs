namespace Sqs.Client.Processing;

/// <summary>What a loop has fetched and not started, in the order of its message groups, and the places that are at hand for it.</summary>
internal sealed class FetchedMessages(ReceptionBooks books, ReceptionCalls calls)
{
    private readonly GroupLanes<HeldMessage> _lanes = new();
    private readonly HashSet<HeldMessage> _unstarted = new(ReferenceEqualityComparer.Instance);
    private int _inHand;
    private bool _isRefused;

    /// <summary>How many wait to be started.</summary>
    public int Waiting => _lanes.Waiting;

    /// <summary>How many could be started if there were a place.</summary>
    public int Ready => _lanes.Ready;

    /// <summary>Takes over what runs since an earlier loop.</summary>
    public void AdoptRunning()
    {
        foreach (var message in books.Runs.Running)
        {
            _lanes.Adopt(message, message.Group, message.Delivery.Ended.IsCompleted);
        }
    }

    /// <summary>Takes what a poll brought, with the places that it had taken. Nothing in here may fail, for it would be lost.</summary>
    public void Add(IReadOnlyList<HeldMessage> messages, int places)
    {
        foreach (var message in messages)
        {
            _ = _unstarted.Add(message);
            _lanes.Add(message, message.Group);
        }

        _inHand += places;
    }

    /// <summary>Starts what can be, as long as there are places.</summary>
    /// <param name="polls">They may lend places.</param>
    public void StartReady(ReceptionPolls polls)
    {
        var hasPlace = true;
        while (_lanes.Ready > 0 && (hasPlace = TryTakePlace(polls)))
        {
            var message = _lanes.Next()!;
            _ = _unstarted.Remove(message);
            books.Start(message);
        }

        if (_isRefused && hasPlace)
        {
            // Also when a poll lent what the share refused: it would be woken for places that nobody waits for, again and again.
            books.Share.ForgetPlaces();
            _isRefused = false;
        }
    }

    /// <summary>The work on one has ended.</summary>
    public void WorkEnded(HeldMessage message) => _lanes.Ended(message);

    /// <summary>One was lost, or the work on it failed: it and what is behind it in its group comes again from the service, in order.</summary>
    public void Drop(HeldMessage message)
    {
        var dropped = _lanes.Failed(message);
        if (dropped.Contains(message) && _unstarted.Remove(message))
        {
            books.Share.Return(0, message.Size);
        }

        Release([.. dropped.Where(each => each != message)], "group");
    }

    /// <summary>Gives back the places that no message needed.</summary>
    public void GiveBackPlaces()
    {
        if (_inHand > 0)
        {
            books.Share.Return(_inHand, 0);
            _inHand = 0;
        }
    }

    /// <summary>Releases what waits.</summary>
    public void ReleaseWaiting(string cause) => Release(_lanes.TakeWaiting(), cause);

    /// <summary>Releases whatever was not started; for the end, whatever state a failure left the lanes in.</summary>
    public void ReleaseUnstarted(string cause) => Release([.. _unstarted], cause);

    private bool TryTakePlace(ReceptionPolls polls)
    {
        if (_inHand == 0)
        {
            // A place that a poll keeps for a message that may come is better used for one that is here.
            _isRefused = !books.Share.TakePlace(_lanes.Ready);
            return !_isRefused || polls.TryLendPlace(_lanes.Waiting);
        }

        _inHand--;
        return true;
    }

    private void Release(IReadOnlyList<HeldMessage> messages, string cause)
    {
        _unstarted.ExceptWith(messages);
        calls.Release(messages, cause);
    }
}
