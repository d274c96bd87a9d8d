using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>
/// Handles the messages of one queue: fetches no more than can be handled, keeps what is being handled invisible to others, deletes what was handled and
/// gives back what was not. Services register one with <c>AddProcessor</c>; make one yourself where there is no host.
/// </summary>
/// <remarks>
/// It goes on whatever the service does: a queue that is not there, refused polls and lost connections are told (<see cref="Status"/>, the log) and tried again.
/// A message is handled at least once; two deliveries of one message may overlap unless a <see cref="SqsProcessorOptions.DeduplicationStore"/> is set.
/// </remarks>
public sealed class SqsProcessor : IAsyncDisposable
{
    private readonly ProcessorSettings _settings;
    private readonly QueueSearch _search;
    private readonly Func<SqsQueue, ProcessorWork> _begin;
    private readonly CapacityShare _share;
    private readonly ProcessorLog _log;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private volatile ProcessorWork? _work;
    private Task _opening = Task.CompletedTask;
    private Task? _stopping;
    private ProcessorState _state;
    private DateTimeOffset? _activeSince;
    private bool _isPaused;

    /// <summary>Makes a processor; <see cref="StartAsync"/> starts it.</summary>
    /// <param name="client">The client to use. It stays open when the processor ends.</param>
    /// <param name="queueNameOrUrl">The queue: a name costs one GetQueueUrl call and the permission for it.</param>
    /// <param name="handler">Handles one message: when its task succeeds the message is deleted, when it fails the message comes again.</param>
    /// <param name="options">How; null for the defaults. Read once: later changes have no effect.</param>
    /// <exception cref="SqsValidationException">An option is out of its range, or the shared capacity is too small for one more processor.</exception>
    public SqsProcessor(ISqsClient client, string queueNameOrUrl, Func<Delivery, CancellationToken, Task> handler, SqsProcessorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(queueNameOrUrl);
        ArgumentNullException.ThrowIfNull(handler);
        _settings = ProcessorSettings.Freeze(options ?? new SqsProcessorOptions());
        Name = QueueSearch.NameOf(queueNameOrUrl);
        _log = new ProcessorLog(_settings.Loggers.CreateLogger<SqsProcessor>());
        _search = new QueueSearch(client, queueNameOrUrl, _settings, _log);
        _share = _settings.Capacity.Join(_settings.Weight);
        _begin = queue => new ProcessorWork(client, queue, handler, _share, _settings);
    }

    /// <summary>The name of the processor: that of its queue, unless it was registered under another.</summary>
    public string Name { get; init; }

    /// <summary>What the processor looks like now.</summary>
    public SqsProcessorStatus Status
    {
        get
        {
            ProcessorState state;
            DateTimeOffset? activeSince;
            lock (_gate)
            {
                (state, activeSince) = (_state, _activeSince);
            }

            var seen = new SqsProcessorStatus { Name = Name, State = state, ActiveSince = activeSince, Now = _settings.Clock.Provider.GetUtcNow() };
            return _work is { } work ? work.Describe(seen) : seen with { LastError = _search.LastError, Failures = _search.Failures };
        }
    }

    /// <summary>Starts the processor. Does not wait for the queue to be found: that is tried until it works.</summary>
    /// <returns>When it is started.</returns>
    /// <exception cref="InvalidOperationException">It was started or stopped before.</exception>
    public Task StartAsync()
    {
        lock (_gate)
        {
            if (_state != ProcessorState.New)
            {
                throw new InvalidOperationException($"The processor {Name} was started before; make a new one.");
            }

            Enter(ProcessorState.Opening);
            _opening = OpenAsync();
        }

        return Task.CompletedTask;
    }

    /// <summary>Fetches nothing any more; what was fetched and not started is given back at once, what is being handled goes on.</summary>
    /// <param name="cancellationToken">Gives the wait up; the processor is paused all the same.</param>
    /// <returns>When no poll is under way and nothing waits.</returns>
    public Task PauseAsync(CancellationToken cancellationToken = default) => SwitchAsync(isPaused: true, cancellationToken);

    /// <summary>Goes on after a pause.</summary>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <returns>When messages are fetched again.</returns>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => SwitchAsync(isPaused: false, cancellationToken);

    /// <summary>
    /// Stops the processor: no new polls, running polls get a short time, what was fetched and not started is made visible at once, handlers get their time and then
    /// their token. Nothing is deleted that was not handled. A second call waits for the same end.
    /// </summary>
    /// <param name="abort">Cuts all of that short: handlers are cancelled and not waited for.</param>
    /// <returns>When everything has ended.</returns>
    public Task StopAsync(CancellationToken abort = default)
    {
        lock (_gate)
        {
            return _stopping ??= EndAsync(abort);
        }
    }

    /// <summary>Stops the processor as <see cref="StopAsync"/> does.</summary>
    /// <returns>When everything has ended.</returns>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task OpenAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _search.RunAsync(Name, BeginAsync, _closing.Token).ConfigureAwait(false);
    }

    private async Task BeginAsync(SqsQueue queue)
    {
        await _turn.WaitAsync(_closing.Token).ConfigureAwait(false);
        try
        {
            _work = _begin(queue);
            if (!_isPaused)
            {
                _work.Start();
            }

            Enter(_isPaused ? ProcessorState.Paused : ProcessorState.Running);
        }
        finally
        {
            _ = _turn.Release();
        }

        _log.Opened(Name, queue.Name);
    }

    private async Task SwitchAsync(bool isPaused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfStopped();
            if (_isPaused == isPaused)
            {
                return;
            }

            _isPaused = isPaused;
            if (_work is { } work)
            {
                Enter(isPaused ? ProcessorState.Paused : ProcessorState.Running);
                await (isPaused ? work.PauseAsync(cancellationToken) : work.ResumeAsync(cancellationToken)).ConfigureAwait(false);
            }
        }
        finally
        {
            _ = _turn.Release();
        }

        Tell(isPaused);
    }

    private void ThrowIfStopped()
    {
        lock (_gate)
        {
            if (_stopping is not null)
            {
                throw new InvalidOperationException($"The processor {Name} is stopped.");
            }
        }
    }

    private void Tell(bool isPaused)
    {
        if (isPaused)
        {
            _log.Paused(Name);
        }
        else
        {
            _log.Resumed(Name);
        }
    }

    private async Task EndAsync(CancellationToken abort)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Enter(ProcessorState.Stopping);
        await _closing.CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_work is { } work)
            {
                await work.StopAsync(Name, _log, abort).ConfigureAwait(false);
            }
        }
        finally
        {
            _ = _turn.Release();
            Enter(ProcessorState.Stopped);
            _share.Dispose();
            _closing.Dispose();
        }

        _log.Stopped(Name);
    }

    private void Enter(ProcessorState state)
    {
        lock (_gate)
        {
            _state = state;
            _activeSince = state is ProcessorState.Opening or ProcessorState.Running ? _settings.Clock.Provider.GetUtcNow() : _activeSince;
        }
    }
}
