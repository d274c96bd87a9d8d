using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// One queue. Its messages are indexed by place (ready line), by the end of their hiding, by age and by id, so that no step looks at
/// all of them. Time passes when somebody looks: each operation first settles what fell due; an alarm runs only while a poll waits.
/// </summary>
internal sealed class MessageQueue(QueueIdentity identity, QueueSettings settings, TimeProvider time, Func<string, MessageQueue?> queueByArn)
{
    private readonly Lock _gate = new();
    private readonly MessageShelf _shelf = new(settings.FifoQueue);
    private readonly DeduplicationLedger _deduplication = new();
    private readonly ReceiveAttempts _attempts = new();
    private readonly LinkedList<LongPoll> _polls = [];
    private readonly List<StoredMessage> _deadLetters = [];
    private ITimer? _alarm;
    private DateTimeOffset? _purgedAt;
    private long _sequence;
    private bool _deleted;
    private bool _closing;

    /// <summary>The most messages in flight at once.</summary>
    public const int MostInFlight = 120_000;

    private static readonly TimeSpan LongestHiding = TimeSpan.FromHours(12);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromSeconds(60);

    public QueueIdentity Identity { get; } = identity;

    /// <summary>The attributes as they are now; replaced through <see cref="Configure"/>.</summary>
    public QueueSettings Settings { get; private set; } = settings;

    public DateTimeOffset CreatedAt { get; } = time.GetUtcNow();

    public DateTimeOffset ModifiedAt { get; private set; } = time.GetUtcNow();

    /// <summary>The tags of the queue; guarded by themselves.</summary>
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Visible, in flight, delayed.</summary>
    public (int Visible, int InFlight, int Delayed) Count()
    {
        lock (_gate)
        {
            _shelf.Settle(time.GetUtcNow(), Settings.MessageRetentionPeriod);
            return (_shelf.Visible, _shelf.InFlight, _shelf.Delayed);
        }
    }

    /// <summary>Replaces the attributes; the change is made on the newest state.</summary>
    public void Configure(Func<QueueSettings, QueueSettings> change)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            Settings = change(Settings);
            ModifiedAt = time.GetUtcNow();
        }
    }

    /// <summary>Stores a message, or answers like the first time when a FIFO queue has seen its deduplication id in the last five minutes.</summary>
    public SentMessage Send(MessageContent content, TimeSpan? delay)
    {
        SentMessage sent;
        lock (_gate)
        {
            ThrowIfDeleted();
            var now = Settle();
            var key = DeduplicationKey(content);
            if (key is not null && _deduplication.Find(key, now) is { } earlier)
            {
                return earlier;
            }

            var message = new StoredMessage { Content = content, Id = Guid.NewGuid(), Sequence = ++_sequence, SentAt = now };
            _shelf.Add(message, now + (delay ?? TimeSpan.FromSeconds(Settings.DelaySeconds)), now);
            sent = new SentMessage(message.Id, SequenceNumber(message));
            if (key is not null)
            {
                _deduplication.Add(key, sent, now);
            }

            HandOut(now);
        }

        ForwardDeadLetters();
        return sent;
    }

    /// <summary>Takes in a message that another queue gave up or that a move task carries.</summary>
    public bool TryAccept(StoredMessage from, string? deadLetterSourceArn, bool asNew)
    {
        lock (_gate)
        {
            if (_deleted)
            {
                return false;
            }

            var now = Settle();
            var message = new StoredMessage
            {
                Content = from.Content,
                Id = asNew ? Guid.NewGuid() : from.Id,
                Sequence = ++_sequence,
                SentAt = asNew || Settings.FifoQueue ? now : from.SentAt,
                DeadLetterSourceArn = deadLetterSourceArn,
                ReceiveCount = asNew ? 0 : from.ReceiveCount,
                FirstReceivedAt = asNew ? null : from.FirstReceivedAt,
            };
            _shelf.Add(message, now, now);
            HandOut(now);
        }

        ForwardDeadLetters();
        return true;
    }

    /// <summary>Hands out messages, after a wait if the request allows one. A caller who is gone gets none.</summary>
    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(ReceiveRequest request, CancellationToken callerGone)
    {
        IReadOnlyList<ReceivedMessage> taken = [];
        LongPoll? poll = null;
        lock (_gate)
        {
            ThrowIfDeleted();
            var now = Settle();
            if (!callerGone.IsCancellationRequested)
            {
                taken = Take(request, now);
                if (taken.Count == 0 && request.Wait > TimeSpan.Zero && !_closing)
                {
                    poll = new LongPoll(request, callerGone);
                    _ = _polls.AddLast(poll);
                    poll.StartDeadline(time, EndPoll);
                    SetAlarm(now);
                }
                else if (taken.Count == 0 && !Settings.FifoQueue && _shelf.InFlight >= MostInFlight)
                {
                    throw SqsErrors.OverLimit($"Too many messages in flight: the queue has {MostInFlight}.");
                }
            }
        }

        ForwardDeadLetters();
        return poll?.WaitAsync(EndPoll) ?? Task.FromResult(taken);
    }

    /// <summary>Undoes a receive whose answer could not be delivered.</summary>
    public void GiveBack(IReadOnlyList<ReceivedMessage> received)
    {
        lock (_gate)
        {
            var now = Settle();
            foreach (var one in received.Reverse())
            {
                if (_shelf.Find(one.Id) is { State: MessageState.InFlight } message && string.Equals(message.Handle, one.Handle, StringComparison.Ordinal))
                {
                    message.ReceiveCount--;
                    message.ReceivesHere--;
                    message.FirstReceivedAt = message.ReceiveCount == 0 ? null : message.FirstReceivedAt;
                    message.Handle = null;
                    _shelf.Return(message);
                }
            }

            HandOut(now);
        }

        ForwardDeadLetters();
    }

    /// <summary>Deletes by the newest handle. A stale handle is answered alike and deletes nothing, except on FIFO queues, which refuse it.</summary>
    public void Delete(string handle)
    {
        lock (_gate)
        {
            if (Find(handle) is not { } message)
            {
                return;
            }

            var isNewest = string.Equals(message.Handle, handle, StringComparison.Ordinal);
            if (Settings.FifoQueue && (!isNewest || message.State is not MessageState.InFlight))
            {
                throw SqsErrors.InvalidValue("ReceiptHandle", handle, "The receipt handle has expired.");
            }

            if (isNewest)
            {
                _shelf.Forget(message);
                HandOut(time.GetUtcNow()); // a deletion frees its group
            }
        }

        ForwardDeadLetters();
    }

    /// <summary>Hides a message for a time counted from now, at most 12 hours after it was received; zero shows it at once.</summary>
    public void ChangeVisibility(string handle, TimeSpan timeout)
    {
        lock (_gate)
        {
            if (Find(handle) is not { } message)
            {
                throw SqsErrors.InvalidValue("ReceiptHandle", handle, "Message does not exist or is not available for visibility timeout change.");
            }

            var isInFlight = message.State is MessageState.InFlight && string.Equals(message.Handle, handle, StringComparison.Ordinal);
            if (!isInFlight)
            {
                // A standard queue answers 200 after the expiry; nothing is left to change.
                _ = Settings.FifoQueue ? throw SqsErrors.InvalidValue("ReceiptHandle", handle, "The receipt handle has expired.") : false;
                return;
            }

            var now = time.GetUtcNow();
            if (now + timeout - message.ReceivedAt > LongestHiding)
            {
                throw SqsErrors.InvalidValue("VisibilityTimeout", $"{timeout.TotalSeconds:0}", "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
            }

            _shelf.Hide(message, now + timeout, now);
            _ = Settle();
            HandOut(now);
        }

        ForwardDeadLetters();
    }

    /// <summary>Removes everything, also what is in flight or delayed; once a minute.</summary>
    public void Purge()
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            var now = time.GetUtcNow();
            if (now - _purgedAt < PurgeInterval)
            {
                throw SqsErrors.PurgeQueueInProgress(Identity.Name);
            }

            _purgedAt = now;
            _shelf.Clear();
        }
    }

    /// <summary>Takes the next visible message out of the queue for a move task.</summary>
    public StoredMessage? TakeOut()
    {
        lock (_gate)
        {
            _ = Settle();
            string? group = null;
            if (_deleted || !_shelf.TryTake(ref group, out var message))
            {
                return null;
            }

            _shelf.Forget(message);
            return message;
        }
    }

    /// <summary>Ends the waiting polls: empty when the server closes, with an error when the queue was deleted.</summary>
    public void Close(bool deleted)
    {
        lock (_gate)
        {
            _closing = true;
            _deleted |= deleted;
            _alarm?.Dispose();
            _alarm = null;
            foreach (var poll in _polls)
            {
                if (deleted)
                {
                    poll.Fail(SqsErrors.NonExistentQueue());
                }
                else
                {
                    poll.Complete([]);
                }
            }

            _polls.Clear();
            if (deleted)
            {
                _shelf.Clear();
            }
        }
    }

    private void ThrowIfDeleted()
    {
        if (_deleted)
        {
            throw SqsErrors.NonExistentQueue();
        }
    }

    private DateTimeOffset Settle()
    {
        var now = time.GetUtcNow();
        _shelf.Settle(now, Settings.MessageRetentionPeriod);
        return now;
    }

    /// <summary>The message that a handle names; null when it is deleted or gone.</summary>
    private StoredMessage? Find(string handle)
    {
        ThrowIfDeleted();
        _ = Settle();
        return ReceiptHandle.TryRead(handle, Identity.Id, out var id) ? _shelf.Find(id) : throw SqsErrors.ReceiptHandleIsInvalid(handle);
    }

    private List<ReceivedMessage> Take(ReceiveRequest request, DateTimeOffset now)
    {
        if (request.AttemptId is { } attempt && Repeat(attempt, request, now) is { } repeated)
        {
            return repeated;
        }

        var taken = new List<ReceivedMessage>();
        string? group = null;
        while (taken.Count < request.Most && _shelf.InFlight < MostInFlight && _shelf.TryTake(ref group, out var message))
        {
            if (Settings.Redrive is { } redrive && message.ReceivesHere >= redrive.MaxReceiveCount && queueByArn(redrive.DeadLetterTargetArn) is not null)
            {
                _shelf.Forget(message);
                _deadLetters.Add(message);
                continue;
            }

            message.ReceiveCount++;
            message.ReceivesHere++;
            message.ReceivedAt = now;
            message.FirstReceivedAt ??= now;
            message.Handle = ReceiptHandle.Create(Identity.Id, message.Id);
            _shelf.Hide(message, now + request.Visibility, now);
            taken.Add(new ReceivedMessage(
                message.Content, message.Id, message.Handle, message.SentAt, message.ReceiveCount, message.FirstReceivedAt.Value, SequenceNumber(message), message.DeadLetterSourceArn));
        }

        if (request.AttemptId is not null && taken.Count > 0)
        {
            _attempts.Add(request.AttemptId, taken, now);
        }

        return taken;
    }

    /// <summary>The same messages for the same attempt id, hidden anew, as long as none of them was deleted, changed or seen by others.</summary>
    private List<ReceivedMessage>? Repeat(string attempt, ReceiveRequest request, DateTimeOffset now)
    {
        if (!Settings.FifoQueue || _attempts.Find(attempt, now) is not { } earlier)
        {
            return null;
        }

        var messages = earlier.Select(one => (_shelf.Find(one.Id), one.Handle)).ToList();
        if (messages.Exists(pair => pair.Item1 is not { State: MessageState.InFlight } || !string.Equals(pair.Item1.Handle, pair.Handle, StringComparison.Ordinal)))
        {
            return null;
        }

        messages.ForEach(pair => _shelf.Hide(pair.Item1!, now + request.Visibility, now));
        return [.. earlier];
    }

    /// <summary>Gives visible messages to the polls that wait, the longest waiting first; passes over callers who are gone.</summary>
    private void HandOut(DateTimeOffset now)
    {
        for (var node = _polls.First; node is not null && _shelf.HasReady;)
        {
            var next = node.Next;
            if (node.Value.CallerIsGone)
            {
                _polls.Remove(node);
                node.Value.Complete([]);
            }
            else if (Take(node.Value.Request, now) is { Count: > 0 } taken)
            {
                _polls.Remove(node);
                node.Value.Complete(taken);
                _shelf.Settle(now, Settings.MessageRetentionPeriod); // a receive with visibility 0 shows its messages to the next poll at once
            }

            node = next;
        }

        SetAlarm(now);
    }

    /// <summary>Wakes the queue when the next hidden message becomes visible, as long as somebody waits for it.</summary>
    private void SetAlarm(DateTimeOffset now)
    {
        if (_polls.Count == 0 || _shelf.NextVisibleAt is not { } due)
        {
            _ = _alarm?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Whole milliseconds, rounded up: timers cut fractions off and would ring too early.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - now).TotalMilliseconds)));
        _alarm ??= time.CreateTimer(_ => Ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        lock (_gate)
        {
            if (!_deleted && !_closing)
            {
                HandOut(Settle());
            }
        }

        ForwardDeadLetters();
    }

    /// <summary>The wait is over or the caller is gone; what became visible at this very moment is still handed out.</summary>
    private void EndPoll(LongPoll poll)
    {
        lock (_gate)
        {
            if (!_deleted && !_closing)
            {
                HandOut(Settle());
            }

            if (_polls.Remove(poll))
            {
                poll.Complete([]);
            }
        }

        ForwardDeadLetters();
    }

    /// <summary>Carries given-up messages over without holding two locks: two queues may be each other's dead-letter queue.</summary>
    private void ForwardDeadLetters()
    {
        List<StoredMessage> leaving;
        lock (_gate)
        {
            if (_deadLetters.Count == 0)
            {
                return;
            }

            leaving = [.. _deadLetters];
            _deadLetters.Clear();
        }

        var target = Settings.Redrive is { } redrive ? queueByArn(redrive.DeadLetterTargetArn) : null;
        foreach (var message in leaving)
        {
            _ = target?.TryAccept(message, Identity.Arn, asNew: false);
        }
    }

    private string? SequenceNumber(StoredMessage message) =>
        Settings.FifoQueue ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{18_849_496_460_467_696_128UL + ((ulong)message.Sequence * 256)}") : null;

    private string? DeduplicationKey(MessageContent content) => !Settings.FifoQueue || content.DeduplicationId is null ? null
        : Settings.DeduplicationScope is "messageGroup" ? content.GroupId + "\n" + content.DeduplicationId
        : content.DeduplicationId;
}
