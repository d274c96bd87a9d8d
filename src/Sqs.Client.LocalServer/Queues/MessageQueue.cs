using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Storage;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// One queue. Its messages lie on a shelf where no step looks at all of them. Time passes when somebody looks: each operation first settles what fell due; an alarm runs only while a poll waits.
/// </summary>
internal sealed class MessageQueue
{
    private static readonly TimeSpan LongestHiding = TimeSpan.FromHours(12);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Func<string, MessageQueue?> _queueByArn;
    private readonly MessageShelf _shelf;
    private readonly Deliveries _deliveries;
    private readonly WaitingPolls _polls;
    private readonly Arrivals _arrivals;
    private DateTimeOffset? _purgedAt;
    private bool _deleted;
    private bool _closing;

    public MessageQueue(QueueIdentity identity, QueueSettings settings, TimeProvider time, Func<string, MessageQueue?> queueByArn)
    {
        Identity = identity;
        Settings = settings;
        CreatedAt = ModifiedAt = time.GetUtcNow();
        _time = time;
        _queueByArn = queueByArn;
        _shelf = new MessageShelf(settings.FifoQueue);
        _arrivals = new Arrivals(_shelf);
        _deliveries = new Deliveries(identity, _shelf, queueByArn);
        _polls = new WaitingPolls(time, Ring);
    }

    public QueueIdentity Identity { get; }

    /// <summary>The attributes as they are now; replaced through <see cref="Configure"/>.</summary>
    public QueueSettings Settings { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>The tags of the queue; guarded by themselves.</summary>
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public QueueTally Tally { get; } = new();

    /// <summary>How many long polls wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _polls.Count;
            }
        }
    }

    /// <summary>Visible, in flight, delayed.</summary>
    public (int Visible, int InFlight, int Delayed) Count() => Step(_ => (_shelf.Visible, _shelf.InFlight, _shelf.Delayed));

    /// <summary>Every message, oldest first, as it is at this moment.</summary>
    public IReadOnlyList<T> Snapshot<T>(Func<StoredMessage, T> read) => Step(_ => _shelf.Messages.Select(read).ToList());

    /// <summary>Replaces the attributes; the change is made on the newest state, or not at all.</summary>
    public void Configure(Func<QueueSettings, QueueSettings> change) => Step(now =>
    {
        var delay = Settings.DelaySeconds;
        Settings = change(Settings);
        ModifiedAt = now;
        if (Settings.FifoQueue && Settings.DelaySeconds != delay)
        {
            _shelf.Delay(TimeSpan.FromSeconds(Settings.DelaySeconds), now); // on FIFO queues the change is for those that wait already, too
        }

        return true;
    });

    /// <summary>Stores a message, or answers like the first time when a FIFO queue has seen its deduplication id in the last five minutes.</summary>
    public SentMessage Send(MessageContent content, TimeSpan? delay) => Step(now => _arrivals.Send(content, delay, Settings, now));

    /// <summary>Takes in a message that another queue gave up; false when this queue was deleted.</summary>
    public bool TryAcceptDeadLetter(StoredMessage from, string sourceArn) => TryStep(now => _arrivals.AddDeadLetter(from, sourceArn, now));

    /// <summary>Takes in a message that a move task carries, as a new one; false when this queue was deleted.</summary>
    public bool TryAcceptMoved(MessageContent content) => TryStep(now => _arrivals.AddMoved(content, now));

    /// <summary>Takes back a message that left this queue and found no other.</summary>
    public void TakeBack(StoredMessage message) => TryStep(_ => _shelf.TakeBack(message));

    /// <summary>Hands out messages, after a wait if the request allows one. A caller who is gone gets none.</summary>
    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(ReceiveRequest request, CancellationToken callerGone)
    {
        LongPoll? poll = null;
        var received = Step(now =>
        {
            var taken = callerGone.IsCancellationRequested ? [] : _deliveries.Take(request, Settings, now);
            if (taken.Count == 0 && request.Wait > TimeSpan.Zero && !_closing)
            {
                poll = new LongPoll(request, callerGone);
                poll.StartDeadline(_time, EndPoll);
                _polls.Add(poll);
            }
            else if (taken.Count == 0 && !Settings.FifoQueue && _shelf.InFlight >= Deliveries.MostInFlight)
            {
                throw SqsErrors.OverLimit($"Too many messages in flight: the queue has {Deliveries.MostInFlight}.");
            }

            return taken;
        });
        return poll?.WaitAsync(EndPoll) ?? Task.FromResult(received);
    }

    /// <summary>Undoes a receive whose answer could not be delivered.</summary>
    public void GiveBack(IReadOnlyList<ReceivedMessage> received) => TryStep(_ => _deliveries.GiveBack(received));

    /// <summary>Deletes by the newest handle. A stale handle is answered alike and deletes nothing, except on FIFO queues, which refuse it.</summary>
    public void Delete(string handle) => Step(_ =>
    {
        if (Find(handle, out var isNewest) is not { } message)
        {
            return false;
        }

        if (Settings.FifoQueue && (!isNewest || message.State is not MessageState.InFlight))
        {
            throw ExpiredHandle(handle);
        }

        if (isNewest)
        {
            _shelf.Forget(message);
            Tally.Delete();
        }

        return isNewest;
    });

    /// <summary>Hides a message for a time counted from now, at most 12 hours after it was received; zero shows it at once.</summary>
    public void ChangeVisibility(string handle, TimeSpan timeout) => Step(now =>
    {
        if (Find(handle, out var isNewest) is not { Delivery: { } delivery } message)
        {
            throw SqsErrors.InvalidValue("ReceiptHandle", handle, "Message does not exist or is not available for visibility timeout change.");
        }

        if (message.State is not MessageState.InFlight || !isNewest)
        {
            // A standard queue answers 200 after the expiry; nothing is left to change.
            return Settings.FifoQueue ? throw ExpiredHandle(handle) : false;
        }

        if (now + timeout - delivery.ReceivedAt > LongestHiding)
        {
            throw SqsErrors.InvalidValue("VisibilityTimeout", $"{timeout.TotalSeconds:0}", "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
        }

        delivery.IsChanged = true;
        _shelf.Hide(message, now, now + timeout);
        return true;
    });

    /// <summary>Removes everything, also what is in flight or delayed; once a minute.</summary>
    public void Purge() => Step(now =>
    {
        if (now - _purgedAt < PurgeInterval)
        {
            throw SqsErrors.PurgeQueueInProgress(Identity.Name);
        }

        _purgedAt = now;
        _shelf.Clear();
        return true;
    });

    /// <summary>Takes the next visible message out of the queue for a move task.</summary>
    public StoredMessage? TakeOut()
    {
        StoredMessage? taken = null;
        _ = TryStep(_ =>
        {
            string? group = null;
            if (_shelf.TryTake(ref group, out taken))
            {
                _shelf.Forget(taken);
            }
        });
        return taken;
    }

    /// <summary>Ends the waiting polls: empty when the server closes, with an error when the queue was deleted.</summary>
    public void Close(bool deleted)
    {
        lock (_gate)
        {
            _closing = true;
            _deleted |= deleted;
            _polls.Close(deleted ? SqsErrors.NonExistentQueue() : null);
            if (deleted)
            {
                _shelf.Clear();
            }
        }
    }

    /// <summary>One operation: settle what fell due, act, give what is visible now to those who wait, let dead letters go.</summary>
    private T Step<T>(Func<DateTimeOffset, T> act)
    {
        IReadOnlyList<StoredMessage> leaving = [];
        try
        {
            lock (_gate)
            {
                if (_deleted)
                {
                    throw SqsErrors.NonExistentQueue();
                }

                try
                {
                    var result = act(Settle());
                    HandOut();
                    return result;
                }
                finally
                {
                    leaving = _deliveries.TakeDeadLetters();
                }
            }
        }
        finally
        {
            Forward(leaving);
        }
    }

    /// <summary>The same for callers who do not mind that the queue is gone.</summary>
    private bool TryStep(Action<DateTimeOffset> act)
    {
        IReadOnlyList<StoredMessage> leaving;
        lock (_gate)
        {
            if (_deleted)
            {
                return false;
            }

            act(Settle());
            HandOut();
            leaving = _deliveries.TakeDeadLetters();
        }

        Forward(leaving);
        return true;
    }

    private DateTimeOffset Settle()
    {
        var now = _time.GetUtcNow();
        _shelf.Settle(now, Settings.MessageRetentionPeriod);
        return now;
    }

    /// <summary>The message that a handle names; null when it is deleted or gone.</summary>
    private StoredMessage? Find(string handle, out bool isNewest)
    {
        var message = ReceiptHandle.TryRead(handle, Identity.Id, out var id, out var receipt) ? _shelf.Find(id) : throw SqsErrors.ReceiptHandleIsInvalid(handle);
        isNewest = message?.Delivery?.Receipt == receipt;
        return message;
    }

    /// <summary>Gives visible messages to the polls that wait.</summary>
    private void HandOut()
    {
        if (_polls.Count > 0)
        {
            _polls.HandOut(_shelf, Settle(), request =>
            {
                var taken = _deliveries.Take(request, Settings, _time.GetUtcNow());
                _ = Settle(); // a receive with visibility 0 shows its messages to the next poll at once
                return taken;
            });
        }
    }

    /// <summary>A hidden message became visible while somebody waits.</summary>
    private void Ring() => TryStep(_ => _polls.Rang());

    /// <summary>The wait is over or the caller is gone; what became visible at this very moment is still handed out.</summary>
    private void EndPoll(LongPoll poll)
    {
        _ = TryStep(static _ => { });
        lock (_gate)
        {
            _polls.End(poll);
        }
    }

    /// <summary>Carries given-up messages over without holding two locks: two queues may be each other's dead-letter queue.</summary>
    private void Forward(IReadOnlyList<StoredMessage> leaving)
    {
        if (leaving.Count == 0)
        {
            return;
        }

        var target = Settings.Redrive is { } redrive ? _queueByArn(redrive.DeadLetterTargetArn) : null;
        foreach (var message in leaving)
        {
            if (target?.TryAcceptDeadLetter(message, Identity.Arn) is not true)
            {
                TakeBack(message);
            }
        }
    }

    private static SqsFault ExpiredHandle(string handle) => SqsErrors.InvalidValue("ReceiptHandle", handle, "The receipt handle has expired.");
}
