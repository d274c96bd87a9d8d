namespace Sqs.Client.Buffering;

/// <summary>A poll that is under way.</summary>
/// <param name="asked">How many messages it asks for.</param>
/// <param name="startedAt">When it was started.</param>
internal sealed class ReceivePoll(int asked, TimeSpan startedAt)
{
    public int Asked { get; } = asked;

    public TimeSpan StartedAt { get; } = startedAt;

    /// <summary>How many seconds the service is to wait; null leaves it to the queue.</summary>
    public required int? Wait { get; init; }

    /// <summary>True when it was made ahead of demand.</summary>
    public bool IsPrefetch { get; init; }

    public MessageBodyFormat Format { get; init; }

    /// <summary>The id by which a FIFO queue gives the same messages again; null on standard queues.</summary>
    public ReceiveAttemptId? Attempt { get; init; }
}

/// <summary>The id of an attempt to receive from a FIFO queue.</summary>
/// <param name="Value">The id.</param>
/// <param name="Asked">How many messages it was for.</param>
/// <param name="FirstUsed">When it was used first.</param>
internal sealed record ReceiveAttemptId(string Value, int Asked, TimeSpan FirstUsed);
