using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sqs.Client.Processing;

/// <summary>
/// A stream of the messages of a queue, for loops that handle messages themselves. What it hands out is kept invisible to others until it
/// is settled: complete it or abandon it. On a FIFO queue the next message of a group is handed out when the one before is completed.
/// </summary>
/// <remarks>
/// No more than <see cref="SqsReceiverOptions.MaxMessages"/> are out at once: a loop that settles nothing is handed nothing more. Dispose it
/// before its client.
/// </remarks>
public sealed class SqsReceiver : IAsyncDisposable
{
    private readonly Channel<Delivery> _arrived = Channel.CreateUnbounded<Delivery>();
    private readonly LeaseKeeper _keeper;
    private readonly Reception _reception;
    private readonly Lock _gate = new();
    private bool _wasStarted;
    private bool _isEnumerated;
    private Task? _ended;

    /// <summary>Makes a receiver. Nothing is received before the first enumeration.</summary>
    /// <param name="client">The client to use; it stays open.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="options">How to receive; null for the defaults. Read once: later changes have no effect.</param>
    /// <exception cref="SqsValidationException">An option is out of its range; the exception names it.</exception>
    public SqsReceiver(ISqsClient client, SqsQueue queue, SqsReceiverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queue);
        var settings = ReceiverSettings.Freeze(options ?? new SqsReceiverOptions());
        Queue = queue;
        _keeper = new LeaseKeeper(client, queue, settings.Leases, settings.Loggers);
        _reception = new Reception(client, queue, settings.Reception, _keeper, settings.Capacity.Join(weight: 1), Arrive, settings.Loggers);
    }

    /// <summary>The queue.</summary>
    public SqsQueue Queue { get; }

    /// <summary>
    /// Hands out messages as they come, until the loop is left, the token is cancelled or the receiver is disposed. Failures of the service do not end it: polls
    /// go on after a pause. When it ends, what was received and not handed out is released; what was handed out stays held and may be settled.
    /// </summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The messages; they may be enumerated again later, by one loop at a time.</returns>
    /// <exception cref="InvalidOperationException">Another enumeration is under way.</exception>
    /// <exception cref="ObjectDisposedException">The receiver was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<Delivery> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await BeginAsync().ConfigureAwait(false);
        try
        {
            while (await _arrived.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();

                // One that was lost while it waited here is not handed out.
                if (_arrived.Reader.TryRead(out var delivery) && !delivery.Ended.IsCompleted)
                {
                    yield return delivery;
                }
            }
        }
        finally
        {
            await PauseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ends the receiver: a running poll is given <see cref="SqsReceiverOptions.ReceiveDrainTime"/>, what was not handed out is released,
    /// settlements under way are waited for. What is held still is not extended any more, and cannot be settled.
    /// </summary>
    /// <returns>When everything has ended. A second call waits for the same end.</returns>
    public async ValueTask DisposeAsync()
    {
        Task ended;
        lock (_gate)
        {
            ended = _ended ??= EndAsync();
        }

        await ended.ConfigureAwait(false);
    }

    /// <summary>How many messages are held: handed out, or waiting to be.</summary>
    internal int Held => _keeper.Held;

    private Task<LeaseEnd> Arrive(Delivery delivery)
    {
        _ = _arrived.Writer.TryWrite(delivery);
        return delivery.Ended;
    }

    private async Task BeginAsync()
    {
        bool isFirst;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended is not null, this);
            if (_isEnumerated)
            {
                throw new InvalidOperationException("The messages are being enumerated already; one loop at a time.");
            }

            (isFirst, _wasStarted, _isEnumerated) = (!_wasStarted, true, true);
            if (isFirst)
            {
                // Under the lock, so that it is not stopped before.
                _reception.Start();
            }
        }

        if (!isFirst)
        {
            await _reception.ResumeAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync()
    {
        await _reception.PauseAsync(CancellationToken.None).ConfigureAwait(false);
        await ReleaseArrivedAsync("pause").ConfigureAwait(false);
        lock (_gate)
        {
            _isEnumerated = false;
        }
    }

    private async Task EndAsync()
    {
        await _reception.StopAsync(CancellationToken.None).ConfigureAwait(false);
        _ = _arrived.Writer.TryComplete();
        await ReleaseArrivedAsync("stop").ConfigureAwait(false);
        await _keeper.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _reception.WhenIdleAsync().ConfigureAwait(false);
    }

    private async Task ReleaseArrivedAsync(string cause)
    {
        List<Delivery> left = [];
        while (_arrived.Reader.TryRead(out var delivery))
        {
            left.Add(delivery);
        }

        await _keeper.ReleaseAsync(left, cause, CancellationToken.None).ConfigureAwait(false);
    }
}
