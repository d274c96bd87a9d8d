using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Storage;

/// <summary>
/// Where the messages of a queue lie: in line, or hidden until a moment (delayed or in flight), and all of them by age. Those that were
/// received are found by id. Used under the lock of the queue.
/// </summary>
internal sealed class MessageShelf(bool isFifo)
{
    private readonly IReadyLine _line = isFifo ? new GroupLine() : new FairLine();
    private readonly HiddenMessages _hidden = new();
    private readonly AgeLine _byAge = new();
    private readonly Dictionary<Guid, StoredMessage> _received = [];

    public bool IsFifo { get; } = isFifo;

    public int Visible => _line.Count;

    public int InFlight { get; private set; }

    public int Delayed { get; private set; }

    /// <summary>Whether a receive would find something.</summary>
    public bool HasReady => _line.HasNext;

    /// <summary>When the next hidden message becomes visible.</summary>
    public DateTimeOffset? NextVisibleAt => _hidden.NextVisibleAt;

    /// <summary>All messages, those that were sent first before the others.</summary>
    public IEnumerable<StoredMessage> Messages => _byAge.All;

    /// <summary>A message that was received at least once.</summary>
    public StoredMessage? Find(Guid id) => _received.GetValueOrDefault(id);

    public void Add(StoredMessage message, DateTimeOffset visibleAt, DateTimeOffset now)
    {
        _byAge.Add(message);
        if (visibleAt <= now)
        {
            AddReady(message);
            return;
        }

        message.State = MessageState.Delayed;
        _hidden.Add(message, now, visibleAt);
        Delayed++;
    }

    /// <summary>Lets time pass: hidden messages become visible, those beyond their retention go.</summary>
    public void Settle(DateTimeOffset now, int retentionSeconds)
    {
        if (_hidden.NextVisibleAt <= now)
        {
            foreach (var due in _hidden.TakeDue(now))
            {
                Uncount(due);
                AddReady(due);
            }
        }

        var oldest = now.UtcTicks - (retentionSeconds * TimeSpan.TicksPerSecond);
        while (_byAge.Oldest is { } old && old.SentTicks <= oldest)
        {
            Forget(old);
        }
    }

    /// <summary>Delays anew all who are delayed now: so long from their sending.</summary>
    public void Delay(TimeSpan delay, DateTimeOffset now)
    {
        foreach (var message in _hidden.Delayed())
        {
            _hidden.Remove(message);
            if (message.SentAt + delay > now)
            {
                _hidden.Add(message, message.SentAt, message.SentAt + delay);
            }
            else
            {
                Uncount(message);
                AddReady(message);
            }
        }
    }

    /// <summary>Takes the next message out of the line; the caller hides or forgets it.</summary>
    public bool TryTake(ref string? group, [NotNullWhen(true)] out StoredMessage? message)
    {
        if (!_line.TryTake(ref group, out message))
        {
            return false;
        }

        message.State = MessageState.Taken;
        InFlight++;
        return true;
    }

    /// <summary>Keeps a message that was taken, or is in flight already, hidden until a moment.</summary>
    public void Hide(StoredMessage message, DateTimeOffset now, DateTimeOffset until)
    {
        if (message.State is MessageState.InFlight)
        {
            _hidden.Remove(message);
        }
        else
        {
            message.State = MessageState.InFlight;
            _ = _received.TryAdd(message.Id, message);
        }

        _hidden.Add(message, now, until);
    }

    /// <summary>Shows a message in flight again, before all others.</summary>
    public void Return(StoredMessage message)
    {
        LeaveHiding(message);
        message.State = MessageState.Ready;
        _line.AddFirst(message);
    }

    /// <summary>Puts a forgotten message back, before all others.</summary>
    public void TakeBack(StoredMessage message)
    {
        _byAge.Add(message);
        message.State = MessageState.Ready;
        _line.AddFirst(message);
        if (message.Delivery is not null)
        {
            _received[message.Id] = message;
        }
    }

    /// <summary>Removes a message from wherever it lies.</summary>
    public void Forget(StoredMessage message)
    {
        if (message.State is MessageState.Ready)
        {
            _line.Remove(message);
        }
        else
        {
            LeaveHiding(message);
        }

        message.State = MessageState.Gone;
        _byAge.Remove(message);
        if (message.Delivery is not null)
        {
            _ = _received.Remove(message.Id);
        }
    }

    public void Clear()
    {
        _line.Clear();
        _hidden.Clear();
        _byAge.Clear();
        _received.Clear();
        InFlight = 0;
        Delayed = 0;
    }

    private void AddReady(StoredMessage message)
    {
        message.State = MessageState.Ready;
        _line.Add(message);
    }

    private void LeaveHiding(StoredMessage message)
    {
        if (message.State is not MessageState.Taken)
        {
            _hidden.Remove(message);
        }

        Uncount(message);
    }

    private void Uncount(StoredMessage message)
    {
        if (message.State is MessageState.Delayed)
        {
            Delayed--;
            return;
        }

        InFlight--;
        _line.Land(message);
    }
}
