using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// Where the messages of a queue lie: ready (in line), or hidden until a moment (delayed or in flight), and all of them by age and by
/// id. Used under the lock of the queue.
/// </summary>
internal sealed class MessageShelf(bool isFifo)
{
    private readonly Dictionary<Guid, StoredMessage> _byId = [];
    private readonly SortedSet<StoredMessage> _byAge = new(StoredMessage.ByAge);
    private readonly SortedSet<StoredMessage> _hidden = new(StoredMessage.ByVisibility);
    private readonly ReadyLine? _line = isFifo ? null : new ReadyLine();
    private readonly GroupLine? _groups = isFifo ? new GroupLine() : null;

    public bool IsFifo => _groups is not null;

    public int Visible => _line?.Count ?? _groups!.Count;

    public int InFlight { get; private set; }

    public int Delayed { get; private set; }

    /// <summary>Whether a receive would find something.</summary>
    public bool HasReady => _line?.Count > 0 || _groups is { HasFree: true };

    /// <summary>When the next hidden message becomes visible.</summary>
    public DateTimeOffset? NextVisibleAt => _hidden.Min?.VisibleAt;

    public StoredMessage? Find(Guid id) => _byId.GetValueOrDefault(id);

    public void Add(StoredMessage message, DateTimeOffset visibleAt, DateTimeOffset now)
    {
        _byId[message.Id] = message;
        _ = _byAge.Add(message);
        if (visibleAt <= now)
        {
            AddReady(message);
            return;
        }

        message.State = MessageState.Delayed;
        message.VisibleAt = visibleAt;
        _ = _hidden.Add(message);
        Delayed++;
    }

    /// <summary>Lets time pass: hidden messages become visible, those beyond their retention go.</summary>
    public void Settle(DateTimeOffset now, int retentionSeconds)
    {
        while (_hidden.Min is { } due && due.VisibleAt <= now)
        {
            LeaveHiding(due);
            AddReady(due);
        }

        var oldest = now - TimeSpan.FromSeconds(retentionSeconds);
        while (_byAge.Min is { } old && old.SentAt <= oldest)
        {
            Forget(old);
        }
    }

    /// <summary>Takes the next message out of the line; the caller hides or forgets it.</summary>
    public bool TryTake(ref string? group, [NotNullWhen(true)] out StoredMessage? message)
    {
        if (!(_line is null ? _groups!.TryTake(ref group, out message) : _line.TryTake(out message)))
        {
            return false;
        }

        message.State = MessageState.InFlight;
        message.VisibleAt = DateTimeOffset.MaxValue;
        _ = _hidden.Add(message);
        InFlight++;
        return true;
    }

    /// <summary>Keeps a message in flight hidden until a moment.</summary>
    public void Hide(StoredMessage message, DateTimeOffset until)
    {
        _ = _hidden.Remove(message);
        message.VisibleAt = until;
        _ = _hidden.Add(message);
    }

    /// <summary>Shows a message in flight again, before all others.</summary>
    public void Return(StoredMessage message)
    {
        LeaveHiding(message);
        message.State = MessageState.Ready;
        if (_line is not null)
        {
            _line.AddFirst(message);
        }
        else
        {
            _groups!.Add(message);
        }
    }

    /// <summary>Removes a message from wherever it lies.</summary>
    public void Forget(StoredMessage message)
    {
        if (message.State is MessageState.Ready)
        {
            _line?.Remove(message);
            _groups?.Remove(message);
        }
        else
        {
            LeaveHiding(message);
        }

        message.State = MessageState.Gone;
        _ = _byId.Remove(message.Id);
        _ = _byAge.Remove(message);
    }

    public void Clear()
    {
        _byId.Clear();
        _byAge.Clear();
        _hidden.Clear();
        _line?.Clear();
        _groups?.Clear();
        InFlight = 0;
        Delayed = 0;
    }

    private void AddReady(StoredMessage message)
    {
        message.State = MessageState.Ready;
        _line?.Add(message);
        _groups?.Add(message);
    }

    private void LeaveHiding(StoredMessage message)
    {
        _ = _hidden.Remove(message);
        if (message.State is MessageState.Delayed)
        {
            Delayed--;
            return;
        }

        InFlight--;
        _groups?.Land(message);
    }
}
