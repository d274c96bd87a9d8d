namespace Sqs.Client.Processing;

/// <summary>
/// A received message that is held: its visibility timeout is extended until it is settled. Settle it once: complete it (it is deleted) or
/// abandon it (it comes again). Thread-safe. Its <c>ToString</c> tells the id alone.
/// </summary>
public sealed class Delivery
{
    private readonly Lease _lease;

    internal Delivery(Lease lease) => _lease = lease;

    /// <summary>The message, with all its attributes.</summary>
    public Message Message => _lease.Message;

    /// <summary>The queue that it came from.</summary>
    public SqsQueue Queue => _lease.Queue;

    /// <summary>How often the message was received, this time included; 1 where the service does not tell.</summary>
    public int ReceiveCount => Message.ApproximateReceiveCount ?? 1;

    /// <summary>How long the message stays invisible to others if nothing extends that; zero once it is not held any more.</summary>
    public TimeSpan RemainingVisibility => _lease.Remaining;

    /// <summary>Cancelled when the message is not held any more although nobody settled it: others may have it, so stop the work on it.</summary>
    public CancellationToken LeaseLost => _lease.LostToken;

    /// <summary>Completes with how the hold on the message ended.</summary>
    public Task<LeaseEnd> Ended => _lease.Ended;

    internal Lease Lease => _lease;

    /// <summary>Deletes the message. Tried again for some time while the service fails; the message stays held meanwhile.</summary>
    /// <param name="cancellationToken">Gives the wait up; the message may be deleted all the same.</param>
    /// <returns>When the service has acknowledged it. Calling it again waits for the same end.</returns>
    /// <exception cref="MessageLeaseLostException">The message is not held any more; it was not deleted.</exception>
    /// <exception cref="InvalidOperationException">The message was abandoned before.</exception>
    /// <exception cref="SqsException">The service did not delete the message in time: it may come again.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => _lease.CompleteAsync().WaitAsync(cancellationToken);

    /// <summary>Gives the message back: it becomes visible after a delay.</summary>
    /// <param name="delay">The delay, 0 to 12 h, rounded up to whole seconds; null for at once.</param>
    /// <param name="cancellationToken">Gives the wait up; the message may be given back all the same.</param>
    /// <returns>When the service has acknowledged it, or nothing more can be done: the message then comes again at its visibility timeout.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative or longer than 12 h.</exception>
    /// <exception cref="MessageLeaseLostException">The message is not held any more.</exception>
    /// <exception cref="InvalidOperationException">The message was completed before.</exception>
    public Task AbandonAsync(TimeSpan? delay = null, CancellationToken cancellationToken = default) =>
        _lease.AbandonAsync(delay ?? TimeSpan.Zero, LeaseEnd.Abandoned).WaitAsync(cancellationToken);

    /// <summary>Extends the visibility timeout now, counted from now; beyond what is extended by itself.</summary>
    /// <param name="visibility">The new timeout, 1 s to 12 h, rounded up to whole seconds; cut off 12 h after the receipt.</param>
    /// <param name="cancellationToken">Gives the wait up; the timeout may be changed all the same.</param>
    /// <returns>When the service has acknowledged it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is shorter than 1 s or longer than 12 h.</exception>
    /// <exception cref="MessageLeaseLostException">The message is not held any more.</exception>
    /// <exception cref="InvalidOperationException">The message was settled before.</exception>
    public Task ExtendAsync(TimeSpan visibility, CancellationToken cancellationToken = default) => _lease.ExtendAsync(visibility).WaitAsync(cancellationToken);

    /// <summary>The id of the message.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Message {Message.MessageId} of {Queue.Name}";
}
