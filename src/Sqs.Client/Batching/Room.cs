namespace Sqs.Client.Batching;

/// <summary>How a wish for room was answered.</summary>
internal enum RoomAnswer
{
    /// <summary>The guest is inside; its <c>admit</c> has run.</summary>
    Admitted,

    /// <summary>The guest stands in line.</summary>
    Waiting,

    /// <summary>There is no room, and the guest does not wait.</summary>
    Full,

    /// <summary>Nobody is let in any more.</summary>
    Closed,
}

/// <summary>
/// Room for what is accepted and not completed, bounded by count and by bytes. It is given strictly in the order of asking, so a large guest
/// cannot starve; waiting holds no thread.
/// </summary>
internal sealed class Room(int mostGuests, long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<RoomTicket> _line = [];
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _guests;
    private long _bytes;
    private bool _isClosed;

    public int Guests => Volatile.Read(ref _guests);

    public long Bytes => Volatile.Read(ref _bytes);

    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Ends when the room is closed and the last guest has left.</summary>
    public Task Emptied => _emptied.Task;

    /// <summary>Lets a guest in, or into the line.</summary>
    public RoomAnswer Enter(RoomTicket ticket, bool mayWait)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return RoomAnswer.Closed;
            }

            if (_line.Count == 0 && Fits(ticket))
            {
                Admit(ticket);
                return RoomAnswer.Admitted;
            }

            if (!mayWait)
            {
                return RoomAnswer.Full;
            }

            _line.AddLast(ticket.Place);
            return RoomAnswer.Waiting;
        }
    }

    /// <summary>Takes a guest out of the line; false when it does not stand there (any more).</summary>
    public bool TryLeaveLine(RoomTicket ticket)
    {
        lock (_gate)
        {
            if (ticket.Place.List is null)
            {
                return false;
            }

            _line.Remove(ticket.Place);
            AdmitNext();
            return true;
        }
    }

    /// <summary>Gives back the room of a guest that was admitted.</summary>
    public void Leave(RoomTicket ticket)
    {
        lock (_gate)
        {
            Volatile.Write(ref _guests, _guests - 1);
            Volatile.Write(ref _bytes, _bytes - ticket.Bytes);
            AdmitNext();
            EndIfEmpty();
        }
    }

    /// <summary>Lets nobody in any more, and returns those who stood in line.</summary>
    public IReadOnlyList<RoomTicket> Close()
    {
        lock (_gate)
        {
            Volatile.Write(ref _isClosed, true);
            RoomTicket[] left = [.. _line];
            _line.Clear();
            EndIfEmpty();
            return left;
        }
    }

    private bool Fits(RoomTicket ticket) => _guests < mostGuests && _bytes + ticket.Bytes <= mostBytes;

    private void AdmitNext()
    {
        while (_line.First is { } next && Fits(next.Value))
        {
            _line.RemoveFirst();
            Admit(next.Value);
        }
    }

    // Under the gate, so that guests enter their lanes in the order in which they were admitted.
    private void Admit(RoomTicket ticket)
    {
        Volatile.Write(ref _guests, _guests + 1);
        Volatile.Write(ref _bytes, _bytes + ticket.Bytes);
        ticket.Admit(ticket.Guest);
    }

    private void EndIfEmpty()
    {
        if (_isClosed && _guests == 0)
        {
            _ = _emptied.TrySetResult();
        }
    }
}

/// <summary>A guest's claim on room.</summary>
internal sealed class RoomTicket
{
    public RoomTicket(long bytes, Action<object> admit, Action<object> turnAway, object guest)
    {
        (Bytes, Admit, TurnAway, Guest) = (bytes, admit, turnAway, guest);
        Place = new LinkedListNode<RoomTicket>(this);
    }

    public long Bytes { get; }

    /// <summary>Runs when the guest is let in: quick, and no code of a caller.</summary>
    public Action<object> Admit { get; }

    /// <summary>For whoever closes the room, to be run for each guest who stood in line.</summary>
    public Action<object> TurnAway { get; }

    public object Guest { get; }

    public LinkedListNode<RoomTicket> Place { get; }
}
