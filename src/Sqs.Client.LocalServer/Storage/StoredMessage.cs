using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Storage;

internal enum MessageState : byte
{
    /// <summary>In line.</summary>
    Ready,

    /// <summary>Hidden and never shown yet.</summary>
    Delayed,

    /// <summary>Taken out of the line by the step that runs.</summary>
    Taken,

    /// <summary>Received and hidden.</summary>
    InFlight,

    /// <summary>No longer in the queue.</summary>
    Gone,
}

/// <summary>
/// A message in a queue: its content and how far its delivery is. Changed only under the lock of its queue. There may be millions: what
/// only received messages have stands in <see cref="Delivery"/>, and moments are kept as ticks.
/// </summary>
internal sealed class StoredMessage
{
    /// <summary>Its neighbours where it lies: in line, or among the hidden ones.</summary>
    public Link<StoredMessage> PlaceLink;

    /// <summary>Its neighbours by age.</summary>
    public Link<StoredMessage> AgeLink;

    public required MessageContent Content { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The number of its arrival: larger than that of every message that came before.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset SentAt { get => At(SentTicks); init => SentTicks = value.UtcTicks; }

    public long SentTicks { get; private init; }

    /// <summary>The queue that gave the message up to this dead-letter queue.</summary>
    public string? DeadLetterSourceArn { get; init; }

    /// <summary>What is known of its receives; null until the first one.</summary>
    public Delivery? Delivery { get; set; }

    /// <summary>When a hidden message becomes visible.</summary>
    public DateTimeOffset VisibleAt { get => At(VisibleTicks); set => VisibleTicks = value.UtcTicks; }

    public long VisibleTicks { get; private set; }

    /// <summary>Where it belongs: of a hidden message how long it is hidden, in ticks; of one in the line of a standard queue its place.</summary>
    public long LineKey { get; set; }

    public MessageState State { get; set; }

    /// <summary>Whether it stands apart from the others by age.</summary>
    public bool IsLate { get; set; }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
