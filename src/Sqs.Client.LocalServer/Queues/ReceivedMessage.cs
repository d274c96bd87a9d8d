using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>What one receive hands out: a picture of the message at that moment.</summary>
internal sealed record ReceivedMessage(
    MessageContent Content,
    Guid Id,
    Guid Receipt,
    string Handle,
    DateTimeOffset SentAt,
    int ReceiveCount,
    DateTimeOffset FirstReceivedAt,
    string? SequenceNumber,
    string? DeadLetterSourceArn);

/// <summary>What a receive asks for.</summary>
/// <param name="Most">The most messages to hand out, 1-10.</param>
/// <param name="Visibility">How long they stay hidden.</param>
/// <param name="Wait">How long to wait for the first one.</param>
/// <param name="AttemptId">The ReceiveRequestAttemptId of a FIFO receive.</param>
internal sealed record ReceiveRequest(int Most, TimeSpan Visibility, TimeSpan Wait, string? AttemptId = null);

/// <summary>What a send answers.</summary>
internal sealed record SentMessage(Guid Id, string? SequenceNumber);
