using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// The long polls of a queue, the longest waiting first, and the alarm that wakes the queue when its next hidden message becomes
/// visible. The alarm is set only while somebody waits. Used under the lock of the queue.
/// </summary>
internal sealed class WaitingPolls(TimeProvider time, Action wake)
{
    private readonly LinkedList<LongPoll> _polls = [];
    private ITimer? _alarm;
    private DateTimeOffset? _alarmAt;

    public int Count => _polls.Count;

    public void Add(LongPoll poll) => poll.Place = _polls.AddLast(poll);

    /// <summary>Ends a poll empty, if it still waits.</summary>
    public void End(LongPoll poll)
    {
        if (poll.Place is { } place)
        {
            Remove(place);
            poll.Complete([]);
        }
    }

    /// <summary>The alarm rang; it stands no longer.</summary>
    public void Rang() => _alarmAt = null;

    /// <summary>Gives visible messages to the polls in turn; passes over callers who are gone.</summary>
    public void HandOut(MessageShelf shelf, DateTimeOffset now, Func<ReceiveRequest, IReadOnlyList<ReceivedMessage>> take)
    {
        for (var node = _polls.First; node is not null && shelf.HasReady;)
        {
            var next = node.Next;
            var poll = node.Value;
            var taken = poll.CallerIsGone ? [] : take(poll.Request);
            if (taken.Count == 0 && !poll.CallerIsGone)
            {
                break; // too many are in flight, and the others would get nothing either
            }

            Remove(node);
            poll.Complete(taken);
            node = next;
        }

        SetAlarm(shelf, now);
    }

    /// <summary>Ends all polls: with the error, or empty.</summary>
    public void Close(Exception? error)
    {
        _alarm?.Dispose();
        _alarm = null;
        foreach (var poll in _polls)
        {
            poll.Place = null;
            if (error is null)
            {
                poll.Complete([]);
            }
            else
            {
                poll.Fail(error);
            }
        }

        _polls.Clear();
    }

    private void Remove(LinkedListNode<LongPoll> place)
    {
        place.Value.Place = null;
        _polls.Remove(place);
    }

    private void SetAlarm(MessageShelf shelf, DateTimeOffset now)
    {
        if (_polls.Count == 0 || shelf.NextVisibleAt is not { } due || due == _alarmAt)
        {
            return; // an alarm that still stands rings once, for nobody
        }

        // Whole milliseconds, rounded up: timers cut fractions off and would ring too early.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - now).TotalMilliseconds)));
        _alarmAt = due;
        _alarm ??= time.CreateTimer(_ => wake(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
