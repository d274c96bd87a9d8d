namespace Sqs.Client.Buffering;

/// <summary>
/// Somebody who waits for messages. Whoever completes the task first has claimed the caller: messages that come to a caller who was
/// cancelled meanwhile are refused by it.
/// </summary>
/// <param name="max">The most messages that it takes.</param>
/// <param name="waitSeconds">How long it waits; null when the queue decides that.</param>
/// <param name="format">The form that it wants bodies in.</param>
/// <param name="arrived">The time stamp of its call.</param>
internal sealed class WaitingCaller(int max, int? waitSeconds, MessageBodyFormat format, long arrived)
{
    private readonly TaskCompletionSource<ReceiveMessageResponse?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Max { get; } = max;

    public int? WaitSeconds { get; } = waitSeconds;

    public MessageBodyFormat Format { get; } = format;

    public long Arrived { get; } = arrived;

    /// <summary>The answer; null when the caller shall go straight to the service.</summary>
    public Task<ReceiveMessageResponse?> Answer => _answer.Task;

    /// <summary>When its wait ends; null for a caller whose wait ends with the poll that was made for it.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>How many seconds the poll of a caller without a deadline is to wait: none, or null for the queue's default.</summary>
    public int? PollWait { get; set; }

    /// <summary>The poll that ends the wait of a caller without a deadline.</summary>
    public ReceivePoll? Poll { get; set; }

    /// <summary>True when that poll has been answered.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>How the latest poll came about that was empty while this caller waited.</summary>
    public SqsResponseMetadata LastEmpty { get; set; } = SqsResponseMetadata.None;

    public bool TryAnswer(ReceiveMessageResponse response) => _answer.TrySetResult(response);

    public bool TryPassThrough() => _answer.TrySetResult(null);

    public bool TryFail(Exception error) => _answer.TrySetException(error);

    public bool TryCancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);
}
