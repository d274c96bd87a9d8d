using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Queues;

internal enum MessageState
{
    Ready,
    Delayed,
    InFlight,
    Gone,
}

/// <summary>A message in a queue: its content and how far its delivery is. Changed only under the lock of its queue.</summary>
internal sealed class StoredMessage
{
    /// <summary>By the moment of becoming visible, then by place in the queue.</summary>
    public static readonly IComparer<StoredMessage> ByVisibility = Comparer<StoredMessage>.Create(static (left, right) =>
        left.VisibleAt.CompareTo(right.VisibleAt) is not 0 and var order ? order : left.Sequence.CompareTo(right.Sequence));

    /// <summary>By the moment of sending, then by place in the queue.</summary>
    public static readonly IComparer<StoredMessage> ByAge = Comparer<StoredMessage>.Create(static (left, right) =>
        left.SentAt.CompareTo(right.SentAt) is not 0 and var order ? order : left.Sequence.CompareTo(right.Sequence));

    /// <summary>By place in the queue.</summary>
    public static readonly IComparer<StoredMessage> BySequence = Comparer<StoredMessage>.Create(static (left, right) => left.Sequence.CompareTo(right.Sequence));

    public required MessageContent Content { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Its place in the queue: larger than that of every message that came before.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The queue that gave the message up to this dead-letter queue.</summary>
    public string? DeadLetterSourceArn { get; init; }

    public MessageState State { get; set; } = MessageState.Ready;

    public DateTimeOffset VisibleAt { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public DateTimeOffset? FirstReceivedAt { get; set; }

    /// <summary>How often the message was received, wherever it lay.</summary>
    public int ReceiveCount { get; set; }

    /// <summary>How often it was received from this queue; the redrive policy counts these.</summary>
    public int ReceivesHere { get; set; }

    /// <summary>The newest receipt handle; only it deletes.</summary>
    public string? Handle { get; set; }

    /// <summary>Its place in the ready line of a standard queue.</summary>
    public LinkedListNode<StoredMessage>? ReadyNode { get; set; }
}
