using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>
/// Fetches the messages of one queue and starts them: polls, what was fetched, message groups. One loop owns all of it; a loop that fails
/// is followed by another, and what is being worked on meanwhile is not affected.
/// </summary>
/// <remarks>
/// A poll that is cancelled while its answer is on the way hides the messages in it until their visibility timeout, and so does the service that
/// gives messages to a poll whose end it has not noticed; so running polls are given some time at a stop or a pause.
/// </remarks>
internal sealed class Reception
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    private readonly Channel<ReceptionEvent> _events = Channel.CreateUnbounded<ReceptionEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqsQueue _queue;
    private readonly ReceptionSettings _settings;
    private readonly ReceptionBooks _books;
    private readonly Func<ReceptionCalls> _makeCalls;
    private readonly Lock _gate = new();
    private Task? _running;
    private bool _isStopped;

    /// <summary>Nothing is fetched before the start.</summary>
    /// <param name="client">The client that polls.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="settings">How messages are fetched.</param>
    /// <param name="keeper">Holds what was fetched.</param>
    /// <param name="share">The part in what may be worked on at once; given up at the stop.</param>
    /// <param name="start">Starts the work on a message; its task ends when the message is settled and the work has ended.</param>
    /// <param name="loggers">Where it is told.</param>
    public Reception(
        ISqsClient client,
        SqsQueue queue,
        ReceptionSettings settings,
        LeaseKeeper keeper,
        CapacityShare share,
        Func<Delivery, Task> start,
        ILoggerFactory? loggers)
    {
        (_queue, _settings) = (queue, settings);
        var reports = new ReceptionReports(queue.Name, loggers);
        share.Woken = () => TryPost(new ReceptionEvent.Woken());
        _books = new ReceptionBooks(share, settings.Clock.Provider, new ReceptionRuns(start, share, TryPost, reports), reports);
        _makeCalls = () => new ReceptionCalls(client, queue, settings, keeper, share, TryPost, reports);
    }

    public ReceptionStatus Status => _books.Status;

    public void Start()
    {
        lock (_gate)
        {
            if (_running is not null || _isStopped)
            {
                throw new InvalidOperationException("Receiving is started once.");
            }

            // The starter's ambient context (its trace, for example) is not that of the polls and the work.
            using (ExecutionContext.SuppressFlow())
            {
                _running = Task.Run(RunAsync);
            }
        }
    }

    /// <summary>No new polls; running ones are given their drain time, what was fetched and not started is released. Ends when that is done.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => OrderAsync(ReceptionOrder.Pause).WaitAsync(cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => OrderAsync(ReceptionOrder.Run).WaitAsync(cancellationToken);

    /// <summary>As a pause, for good. When it has ended nothing is started any more; what is being worked on is not waited for. The token cuts the drain short.</summary>
    public async Task StopAsync(CancellationToken abort)
    {
        Task? running;
        lock (_gate)
        {
            (_isStopped, running) = (true, _running);
        }

        if (running is null)
        {
            _books.Share.Dispose();
            return;
        }

        _ = TryPost(new ReceptionEvent.Ordered(ReceptionOrder.Stop, new TaskCompletionSource()));
        await using (abort.UnsafeRegister(_ => TryPost(new ReceptionEvent.Aborted()), null).ConfigureAwait(false))
        {
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>Ends when nothing is being worked on any more; to be asked after the stop.</summary>
    public Task WhenIdleAsync() => _books.Runs.WhenIdleAsync();

    /// <summary>How many events were handled, once those are that have been posted: a test that sees no change between two answers knows that all is at rest.</summary>
    internal async Task<long> ProgressAsync()
    {
        var question = new ReceptionEvent.Asked(new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        return TryPost(question) ? await question.Answer.Task.ConfigureAwait(false) : _books.Handled;
    }

    private bool TryPost(ReceptionEvent happening) => _events.Writer.TryWrite(happening);

    private Task OrderAsync(ReceptionOrder order)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return TryPost(new ReceptionEvent.Ordered(order, done)) ? done.Task
            : order == ReceptionOrder.Pause ? Task.CompletedTask
            : Task.FromException(new InvalidOperationException("Receiving was stopped for good."));
    }

    /// <summary>One loop after the other, until one was told to stop.</summary>
    private async Task RunAsync()
    {
        for (var failures = 0; ; failures++)
        {
            var started = TryNow();
            var loop = new ReceptionLoop(_queue, _settings, _books, _makeCalls(), _events);
            if (await TryRunAsync(loop).ConfigureAwait(false) || _books.Orders.Order == ReceptionOrder.Stop)
            {
                await loop.EndAsync().ConfigureAwait(false);
                break;
            }

            failures = TryNow() - started > LongestBackOff ? 0 : failures;
            await BackOffAsync(failures).ConfigureAwait(false);
        }

        _books.Share.Dispose();
        _books.Publish(0, isSaturated: false);
        _books.Orders.Done();
    }

    private async Task<bool> TryRunAsync(ReceptionLoop loop)
    {
        try
        {
            await loop.RunAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception error)
        {
            // Settings hold users' code (clock, chance), and we make mistakes.
            _books.LoopFailed(error);
        }

        await loop.AbandonAsync().ConfigureAwait(false);
        return false;
    }

    private TimeSpan? TryNow()
    {
        try
        {
            return _settings.Clock.Now;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private async Task BackOffAsync(int failures)
    {
        var orders = _books.Orders;
        await using var timer = BackOffTimer(failures).ConfigureAwait(false);
        for (var isOver = false; !isOver && orders.Order != ReceptionOrder.Stop;)
        {
            if (orders.Order == ReceptionOrder.Pause)
            {
                orders.Done();
            }

            var happening = await _events.Reader.ReadAsync().ConfigureAwait(false);
            isOver = happening is ReceptionEvent.BackedOff;
            orders.Take(happening);
            _ = happening is ReceptionEvent.Asked(var answer) && answer.TrySetResult(_books.Handled);
        }
    }

    private ITimer BackOffTimer(int failures)
    {
        TimerCallback callback = _ => TryPost(new ReceptionEvent.BackedOff());
        var pause = FirstBackOff;
        try
        {
            pause = Backoff.Jittered(Backoff.Doubled(FirstBackOff, LongestBackOff, failures), _settings.Random);
            return _settings.Clock.Provider.CreateTimer(callback, null, pause, Timeout.InfiniteTimeSpan);
        }
        catch (Exception)
        {
            // Chance or the clock may be what failed; without a pause the loop would go round and round.
            return TimeProvider.System.CreateTimer(callback, null, pause, Timeout.InfiniteTimeSpan);
        }
    }
}
