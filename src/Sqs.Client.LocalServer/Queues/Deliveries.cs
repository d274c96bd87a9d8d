using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>Hands messages out of the shelf: counts receives, makes handles, sorts out dead letters. Used under the lock of the queue.</summary>
internal sealed class Deliveries(QueueIdentity identity, MessageShelf shelf, Func<string, MessageQueue?> queueByArn)
{
    /// <summary>The most messages of a queue that are in flight at once.</summary>
    public const int MostInFlight = 120_000;

    private readonly ReceiveAttempts _attempts = new();
    private List<StoredMessage> _deadLetters = [];

    /// <summary>Takes up to the asked number of messages; those received too often are set aside as dead letters instead.</summary>
    public IReadOnlyList<ReceivedMessage> Take(ReceiveRequest request, QueueSettings settings, DateTimeOffset now)
    {
        if (request.AttemptId is { } attempt && Repeat(attempt, request, now) is { } repeated)
        {
            return repeated;
        }

        var taken = new List<ReceivedMessage>();
        string? group = null;
        while (taken.Count < request.Most && shelf.InFlight < MostInFlight && shelf.TryTake(ref group, out var message))
        {
            if (settings.Redrive is { } redrive && message.Delivery?.CountHere >= redrive.MaxReceiveCount && queueByArn(redrive.DeadLetterTargetArn) is not null)
            {
                shelf.Forget(message);
                _deadLetters.Add(message);
            }
            else
            {
                taken.Add(Deliver(message, request.Visibility, now));
            }
        }

        if (request.AttemptId is not null && taken.Count > 0)
        {
            _attempts.Add(request.AttemptId, taken, now);
        }

        return taken;
    }

    /// <summary>Undoes a receive: the messages are visible again, in their old order, and as often received as before.</summary>
    public void GiveBack(IReadOnlyList<ReceivedMessage> received)
    {
        foreach (var one in received.Reverse())
        {
            if (Held(one) is { Delivery: { } delivery } message)
            {
                delivery.Count--;
                delivery.CountHere--;
                delivery.Receipt = Guid.Empty;
                shelf.Return(message);
            }
        }
    }

    /// <summary>The dead letters set aside so far, which the caller carries away.</summary>
    public IReadOnlyList<StoredMessage> TakeDeadLetters()
    {
        if (_deadLetters.Count == 0)
        {
            return [];
        }

        var leaving = _deadLetters;
        _deadLetters = [];
        return leaving;
    }

    private ReceivedMessage Deliver(StoredMessage message, TimeSpan visibility, DateTimeOffset now)
    {
        var delivery = message.Delivery ??= new Delivery();
        delivery.CountHere++;
        delivery.FirstReceivedAt = delivery.Count++ == 0 ? now : delivery.FirstReceivedAt;
        delivery.ReceivedAt = now;
        delivery.Receipt = Guid.NewGuid();
        delivery.IsChanged = false;
        shelf.Hide(message, now, now + visibility);
        return new ReceivedMessage(
            message.Content,
            message.Id,
            delivery.Receipt,
            ReceiptHandle.Create(identity.Id, message.Id, delivery.Receipt),
            message.SentAt,
            delivery.Count,
            delivery.FirstReceivedAt,
            Arrivals.SequenceNumber(shelf, message.Sequence),
            message.DeadLetterSourceArn);
    }

    /// <summary>The same messages for the same attempt id, hidden anew, as long as none of them was deleted, changed, shown again or received by others.</summary>
    private IReadOnlyList<ReceivedMessage>? Repeat(string attempt, ReceiveRequest request, DateTimeOffset now)
    {
        if (_attempts.Find(attempt, now) is not { } earlier || earlier.Any(one => Held(one) is not { Delivery.IsChanged: false }))
        {
            return null;
        }

        foreach (var one in earlier)
        {
            shelf.Hide(Held(one)!, now, now + request.Visibility);
        }

        return earlier;
    }

    /// <summary>The message, if it is still in flight by this very receive.</summary>
    private StoredMessage? Held(ReceivedMessage received) =>
        shelf.Find(received.Id) is { State: MessageState.InFlight } message && message.Delivery?.Receipt == received.Receipt ? message : null;
}
