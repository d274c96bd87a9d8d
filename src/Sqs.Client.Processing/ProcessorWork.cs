namespace Sqs.Client.Processing;

/// <summary>The parts of a processor whose queue is found, and the order in which they end.</summary>
internal sealed class ProcessorWork
{
    private readonly ProcessorSettings _settings;
    private readonly LeaseKeeper _keeper;
    private readonly MessageRunner _runner;
    private readonly Reception _reception;
    private bool _isStarted;

    public ProcessorWork(ISqsClient client, SqsQueue queue, Func<Delivery, CancellationToken, Task> handler, CapacityShare share, ProcessorSettings settings)
    {
        _settings = settings;
        _keeper = new LeaseKeeper(client, queue, settings.Leases, settings.Loggers);
        _runner = new MessageRunner(client, queue, settings.Runs, handler, settings.Loggers);
        _reception = new Reception(client, queue, settings.Reception, _keeper, share, _runner.RunAsync, settings.Loggers);
    }

    public void Start()
    {
        _isStarted = true;
        _reception.Start();
    }

    public Task PauseAsync(CancellationToken cancellationToken) => _reception.PauseAsync(cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (_isStarted)
        {
            return _reception.ResumeAsync(cancellationToken);
        }

        Start();
        return Task.CompletedTask;
    }

    public SqsProcessorStatus Describe(SqsProcessorStatus seen)
    {
        var reception = _reception.Status;
        return seen with
        {
            LastGoodPoll = reception.LastGoodPoll,
            LastError = reception.LastPollError,
            Failures = reception.PollFailures,
            IsSaturated = reception.IsSaturated,
            SaturatedUntil = reception.SaturatedUntil,
            RunningHandlers = _runner.Running,
            OldestHandler = _runner.OldestRun,
            WaitingMessages = reception.Waiting,
            HeldMessages = _keeper.Held,
            MessageAge = seen.Now - reception.NewestSent,
            Restarts = reception.Restarts,
        };
    }

    /// <summary>Polls and waiting messages first, while handlers go on; then handlers; then what is being settled.</summary>
    public async Task StopAsync(string processor, ProcessorLog log, CancellationToken abort)
    {
        var until = _settings.Clock.Now + _settings.ShutdownTimeout;
        await _reception.StopAsync(abort).ConfigureAwait(false);
        var idle = _reception.WhenIdleAsync();
        if (!await EndsAsync(idle, until - _settings.Clock.Now, abort).ConfigureAwait(false))
        {
            log.Cancelling(processor, _runner.Running);
            _runner.CancelAll();
            if (!await EndsAsync(idle, _settings.CancelTime, abort).ConfigureAwait(false))
            {
                log.LeftBehind(processor, _runner.Running);
            }
        }

        await _keeper.StopAsync(abort).ConfigureAwait(false);
    }

    /// <summary>Gives work some time; true when it has ended. Leaves no timer behind.</summary>
    private async Task<bool> EndsAsync(Task work, TimeSpan time, CancellationToken abort)
    {
        await work.WaitAsync(time > TimeSpan.Zero ? time : TimeSpan.Zero, _settings.Clock.Provider, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }
}
