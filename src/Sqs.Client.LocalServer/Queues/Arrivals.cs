using System.Globalization;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>Puts messages onto the shelf: numbers them, and finds those that a FIFO queue has seen already. Used under the lock of the queue.</summary>
internal sealed class Arrivals(MessageShelf shelf)
{
    private readonly DeduplicationLedger _deduplication = new();
    private long _sequence;

    /// <summary>Stores a message that was sent, or answers like the first time.</summary>
    public SentMessage Send(MessageContent content, TimeSpan? delay, QueueSettings settings, DateTimeOffset now)
    {
        var id = shelf.IsFifo ? content.DeduplicationId : null;
        var group = settings.DeduplicationScope is "messageGroup" ? content.GroupId : null;
        if (id is not null && _deduplication.Find(id, group, now) is { } earlier)
        {
            return new SentMessage(earlier.Message, SequenceNumber(shelf, earlier.Sequence));
        }

        var message = NewMessage(content, now);
        shelf.Add(message, now + (delay ?? TimeSpan.FromSeconds(settings.DelaySeconds)), now);
        if (id is not null)
        {
            _deduplication.Add(id, group, message.Id, message.Sequence, now);
        }

        return new SentMessage(message.Id, SequenceNumber(shelf, message.Sequence));
    }

    /// <summary>Stores a message that another queue gave up: with its history, except that a FIFO queue counts its age anew.</summary>
    public void AddDeadLetter(StoredMessage from, string sourceArn, DateTimeOffset now) => shelf.Add(
        new StoredMessage
        {
            Content = from.Content,
            Id = from.Id,
            Sequence = ++_sequence,
            SentAt = shelf.IsFifo ? now : from.SentAt,
            DeadLetterSourceArn = sourceArn,
            Delivery = from.Delivery is { } past ? new Delivery { Count = past.Count, FirstReceivedAt = past.FirstReceivedAt } : null,
        },
        now,
        now);

    /// <summary>Stores a message that a move task carries: a new one that says the same.</summary>
    public void AddMoved(MessageContent content, DateTimeOffset now) => shelf.Add(NewMessage(content, now), now, now);

    /// <summary>Twenty digits that grow; only FIFO queues have them.</summary>
    public static string? SequenceNumber(MessageShelf shelf, long sequence) => shelf.IsFifo
        ? string.Create(CultureInfo.InvariantCulture, $"18{849_496_460_467_696_128 + (sequence * 256)}")
        : null;

    private StoredMessage NewMessage(MessageContent content, DateTimeOffset now) =>
        new() { Content = content, Id = Guid.NewGuid(), Sequence = ++_sequence, SentAt = now };
}
