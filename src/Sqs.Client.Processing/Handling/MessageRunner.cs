using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Runs handlers on messages and settles the messages by what came of it.</summary>
internal sealed class MessageRunner
{
    private readonly RunSettings _settings;
    private readonly Func<Delivery, CancellationToken, Task> _handler;
    private readonly RunReports _reports;
    private readonly RunSettlement _settlement;
    private readonly RunningHandlers _running;
    private readonly CancellationTokenSource _all = new();

    /// <summary>Makes a runner for one queue.</summary>
    /// <param name="client">Sends to the dead-letter queue.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="settings">How.</param>
    /// <param name="handler">The handler; it has to end when its token is cancelled.</param>
    /// <param name="loggers">Where it is told.</param>
    public MessageRunner(ISqsClient client, SqsQueue queue, RunSettings settings, Func<Delivery, CancellationToken, Task> handler, ILoggerFactory? loggers)
    {
        (_settings, _handler) = (settings, handler);
        _running = new RunningHandlers(settings.Clock);
        _reports = new RunReports(queue, loggers);
        var deadLetters = new DeadLetters(client, new DeadLetterTarget(client, queue, settings.DeadLetterQueue));
        _settlement = new RunSettlement(settings, new FailurePolicy(settings, _reports), deadLetters, _reports);
    }

    /// <summary>How many handlers run.</summary>
    public int Running => _running.Count;

    /// <summary>How long the oldest of them has been running; null when none runs.</summary>
    public TimeSpan? OldestRun => _running.Oldest;

    /// <summary>
    /// Handles one message. Never fails; ends when the handler has ended and the message is settled. The work is done on the pool, so that a handler that
    /// blocks does not block the caller.
    /// </summary>
    public Task RunAsync(Delivery delivery) => Task.Run(() => RunGuardedAsync(delivery), CancellationToken.None);

    /// <summary>
    /// Cancels the tokens of all handlers: their messages are released if they end by it. Handlers that have not begun are not called any more.
    /// </summary>
    public void CancelAll() => _all.Cancel();

    private async Task RunGuardedAsync(Delivery delivery)
    {
        try
        {
            await RunOneAsync(delivery).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // A mistake of this library: the message comes again by its visibility timeout at the latest.
            _reports.RunFailed(delivery, error);
            await delivery.AbandonAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunOneAsync(Delivery delivery)
    {
        var span = RunSpan.Open(delivery, _reports);
        var claim = new MessageClaim(delivery, _settings, _reports);
        var work = new GuardedWork(delivery, _settings.Clock.Provider, delivery.LeaseLost, _all.Token, _reports);
        var (result, took) = await WorkAsync(delivery, claim, work).ConfigureAwait(false);
        var outcome = await _settlement.SettleAsync(delivery, claim, work, result).ConfigureAwait(false);
        var error = result.Error is { } failure ? RunReports.TypeOf(failure)
            : outcome is RunOutcome.Lost or RunOutcome.DeleteLost ? RunOutcomes.Tag(outcome)
            : null;
        _reports.Ended(delivery, outcome, took, error);
        RunSpan.Close(span, _reports, outcome, error);
    }

    private async Task<(WorkResult Result, TimeSpan? Took)> WorkAsync(Delivery delivery, MessageClaim claim, GuardedWork work)
    {
        if (NotToBegin(delivery) is { } early)
        {
            return (early, null);
        }

        var begun = await claim.BeginAsync(work).ConfigureAwait(false);
        if (begun.End != WorkEnd.Returned)
        {
            return (begun, null);
        }

        return NotToBegin(delivery) is { } late ? (late, null) : await HandleAsync(delivery, work).ConfigureAwait(false);
    }

    private WorkResult? NotToBegin(Delivery delivery) =>
        delivery.LeaseLost.IsCancellationRequested || delivery.Lease.Phase != LeasePhase.Held ? new WorkResult(WorkEnd.Lost)
        : _all.IsCancellationRequested ? new WorkResult(WorkEnd.Stopped)
        : null;

    private async Task<(WorkResult Result, TimeSpan? Took)> HandleAsync(Delivery delivery, GuardedWork work)
    {
        var place = _running.Enter();
        TimeSpan took;
        WorkResult result;
        try
        {
            _reports.Started(delivery, _settings.Clock.Provider);
            result = await work.RunAsync("The handler", _settings.HandlerTimeout, token => _handler(delivery, token)).ConfigureAwait(false);
        }
        finally
        {
            took = _running.Leave(place);
            _reports.Stopped();
        }

        return (result, took);
    }
}
