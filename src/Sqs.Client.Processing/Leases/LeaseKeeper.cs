using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Holds the received messages of one queue: extends their visibility in batches, settles them, and tells when one is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan ShortestDelivery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromMinutes(2);

    private readonly SqsQueue _queue;
    private readonly LeaseSettings _settings;
    private readonly LeaseReports _reports;
    private readonly LeaseWork _work;
    private readonly LeaseLoop _loop;
    private readonly ExtensionCalls _extensions;
    private readonly Settlements _settlements;
    private readonly LeaseReleases _releases;
    private readonly BufferedSqsClient? _ownLanes;
    private readonly UnderWay _underWay = new();
    private readonly UnderWay _listeners = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Lock _stopping = new();
    private Task? _stopped;
    private int _held;

    /// <summary>Starts to hold the messages of a queue.</summary>
    /// <param name="client">Makes the calls; a buffered one is used as it is, before any other the keeper puts a buffer of its own.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="settings">For how long.</param>
    /// <param name="loggers">Where it is told; null for nowhere.</param>
    public LeaseKeeper(ISqsClient client, SqsQueue queue, LeaseSettings settings, ILoggerFactory? loggers)
    {
        (_queue, _settings) = (queue, settings);
        _reports = new LeaseReports(queue.Name, loggers);
        _ownLanes = client is BufferedSqsClient ? null : new BufferedSqsClient(client, LaneOptions(settings, loggers));
        _extensions = new ExtensionCalls(client, queue, settings, _reports);
        _settlements = new Settlements(_ownLanes ?? (BufferedSqsClient)client, settings, _reports, _abort.Token);
        _releases = new LeaseReleases(client, queue, _reports);
        _work = new LeaseWork(Settle, ExtendAsync, Ended, Cancel);
        _loop = new LeaseLoop(_extensions, settings, _reports, () => Held);
    }

    /// <summary>How many messages are held.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <inheritdoc cref="LeaseLoop.ProgressAsync"/>
    public Task<LeaseProgress> ProgressAsync() => _loop.ProgressAsync();

    /// <summary>Takes the messages of a poll, in received order. After the stop they are lost at once.</summary>
    public IReadOnlyList<Delivery> Take(IReadOnlyList<Message> messages, TimeSpan pollStarted, TimeSpan pollEnded)
    {
        var terms = LeaseTerms.Of(_settings, pollStarted, pollEnded);
        Lease[] leases = [.. messages.Select(message => new Lease(message, _queue, terms, _settings.Clock, _work))];
        _ = Interlocked.Add(ref _held, leases.Length);
        _reports.Taken(leases.Length);
        if (!_loop.TryPost(new LeaseEvent.Taken(leases)))
        {
            Array.ForEach(leases, static lease => lease.TryLose());
        }

        return [.. leases.Select(static lease => new Delivery(lease))];
    }

    /// <summary>Makes held messages visible at once, in batches, on FIFO queues the last one first. Never fails: what cannot be released becomes visible by itself.</summary>
    public Task ReleaseAsync(IReadOnlyList<Delivery> deliveries, string cause, CancellationToken cancellationToken) =>
        _underWay.RunAsync(async () =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abort.Token);
            await _releases.ReleaseAsync([.. deliveries.Select(static delivery => delivery.Lease)], cause, either.Token).ConfigureAwait(false);
        });

    /// <summary>Ends the loop: nothing is extended any more; what is being settled is waited for, until the token gives that up. What is still held is lost.</summary>
    public async Task StopAsync(CancellationToken abort)
    {
        Task stopped;
        lock (_stopping)
        {
            stopped = _stopped ??= EndAsync();
        }

        var abortion = abort.UnsafeRegister(static self => ((LeaseKeeper)self!).Abort(), this);
        await using (abortion.ConfigureAwait(false))
        {
            await stopped.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);

    private static QueueBufferOptions LaneOptions(LeaseSettings settings, ILoggerFactory? loggers) => new()
    {
        BufferReceives = false,
        LeaveInnerClientOpen = true,

        // The keeper tries again itself, for as long as a message is held, and has waited for everything when it disposes the lanes.
        EntryMaxAttempts = 1,
        DeliveryTimeout = settings.SettlementTimeout < ShortestDelivery ? ShortestDelivery : settings.SettlementTimeout < LongestDelivery ? settings.SettlementTimeout : LongestDelivery,
        ShutdownTimeout = TimeSpan.Zero,
        ReceiveDrainTime = TimeSpan.Zero,
        TimeProvider = settings.Clock.Provider,
        Random = settings.Random,
        LoggerFactory = loggers,
    };

    private void Settle(Lease lease) => lease.Settlement = _underWay.RunAsync(() => _settlements.SettleAsync(lease));

    private Task ExtendAsync(Lease lease, TimeSpan visibility) => _underWay.RunAsync(async () =>
    {
        try
        {
            await lease.Turn.TakeAsync(_abort.Token).ConfigureAwait(false);
            try
            {
                await _extensions.ExtendOneAsync(lease, visibility, _abort.Token).ConfigureAwait(false);
            }
            finally
            {
                lease.Turn.Leave();
                _ = _loop.TryPost(new LeaseEvent.Changed(lease));
            }
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            throw new MessageLeaseLostException(lease.Message.MessageId);
        }
    });

    private void Ended(Lease lease, LeaseEnd end, Exception? failure)
    {
        _ = Interlocked.Decrement(ref _held);
        _reports.Ended(lease.Message, end, failure);
        _ = _loop.TryPost(new LeaseEvent.Changed(lease));
    }

    private void Cancel(Lease lease, CancellationTokenSource lost) => lease.Cancellation = _listeners.RunAsync(async () =>
    {
        try
        {
            await lost.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _reports.LostListenerFailed(lease.Message, error);
        }
    });

    private async Task EndAsync()
    {
        _ = _loop.TryPost(new LeaseEvent.Stopping());
        await EmptiedAsync(_underWay).ConfigureAwait(false);

        // From here on nothing is held, so nothing new can be settled; what was accepted a moment ago is waited for too.
        _ = _loop.TryPost(new LeaseEvent.Ending());
        await _loop.Completion.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EmptiedAsync(_underWay).ConfigureAwait(false);
        if (_ownLanes is not null)
        {
            await _ownLanes.DisposeAsync().ConfigureAwait(false);
        }

        await EmptiedAsync(_listeners).ConfigureAwait(false);
    }

    /// <summary>What listens to the token is users' code, below in their clients.</summary>
    private void Abort()
    {
        try
        {
            _abort.Cancel();
        }
        catch (Exception error)
        {
            _reports.TurnFailed(error);
        }
    }

    private Task EmptiedAsync(UnderWay work) => SuppressedAsync(work.WhenEmptyAsync());

    private async Task SuppressedAsync(Task end) => await end.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
