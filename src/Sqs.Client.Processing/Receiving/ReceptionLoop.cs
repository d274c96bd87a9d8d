using System.Threading.Channels;

namespace Sqs.Client.Processing;

/// <summary>
/// One loop over what happens to a queue's reception. It owns the polls, what was fetched and the timer; after each burst of events it looks once
/// at what is to be done. An exception that gets out of it ends it; what outlives it is in its books.
/// </summary>
internal sealed class ReceptionLoop(SqsQueue queue, ReceptionSettings settings, ReceptionBooks books, ReceptionCalls calls, Channel<ReceptionEvent> events)
{
    // Cancelled polls end at once; one that does not heed its token is not waited for any longer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly FetchedMessages _messages = new(books, calls);
    private readonly ReceptionPolls _polls = new(queue.IsFifo, settings, books.Share, calls.Poll);
    private readonly List<TaskCompletionSource<long>> _questions = [];
    private LoopTimer? _timer;
    private TimeSpan? _givesUpAt;
    private bool _hasGivenUp;

    private TimeSpan? NextLook => books.Orders.Order == ReceptionOrder.Run ? _polls.PausedUntil
        : _polls.Count == 0 || _hasGivenUp ? null
        : _givesUpAt ?? books.Orders.DrainsUntil;

    private bool IsStopped => books.Orders.Order == ReceptionOrder.Stop && IsQuiet;

    /// <summary>True when no poll is under way that is waited for, no release, and nothing is about to be started.</summary>
    private bool IsQuiet => calls.Releasing == 0 && !books.Runs.IsEntering && (_polls.Count == 0 || _hasGivenUp);

    /// <summary>Runs until it was told to stop, and has.</summary>
    public async Task RunAsync()
    {
        _messages.AdoptRunning();
        _timer = new LoopTimer(settings.Clock.Provider, () => events.Writer.TryWrite(new ReceptionEvent.Ticked()));
        do
        {
            while (events.Reader.TryRead(out var happening))
            {
                books.Handled++;
                Apply(happening);
            }

            Turn(settings.Clock.Now);
            AnswerQuestions();
        }
        while (!IsStopped && await events.Reader.WaitToReadAsync().ConfigureAwait(false));

        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends for good; what a poll still brings that did not heed its token is released by the poll.</summary>
    public async Task EndAsync()
    {
        events.Writer.Complete();
        while (events.Reader.TryRead(out var happening))
        {
            Clear(happening);
        }

        _messages.GiveBackPlaces();
        _polls.Abandon();
        _messages.ReleaseUnstarted("stop");
        await calls.WhenReleasedAsync().ConfigureAwait(false);
    }

    /// <summary>Ends what a loop has left that failed: its polls are cancelled and awaited, what waits and what they brought is released.</summary>
    public async Task AbandonAsync()
    {
        AnswerQuestions();
        _messages.GiveBackPlaces();
        _polls.Rest();
        calls.CancelPolls();
        await WhenEndedAsync().ConfigureAwait(false);
        while (events.Reader.TryRead(out var happening))
        {
            Clear(happening);
        }

        _messages.GiveBackPlaces();
        _polls.Abandon();
        _messages.ReleaseUnstarted("restart");
        await calls.WhenReleasedAsync().ConfigureAwait(false);
        while (events.Reader.TryRead(out var happening))
        {
            // The end of a release must not be told to the next loop.
            Clear(happening);
        }

        books.Reports.Waiting(0);
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Apply(ReceptionEvent happening)
    {
        switch (happening)
        {
            case ReceptionEvent.Answered(var poll, var harvest):
                Arrive(poll, harvest);
                Succeeded(poll, harvest);
                break;
            case ReceptionEvent.Failed(var poll, var error):
                _polls.Failed(poll, error);
                Failed(error);
                break;
            case ReceptionEvent.Cancelled(var poll):
                _polls.Cancelled(poll);
                break;
            case ReceptionEvent.Settled(var message, var end) when end != LeaseEnd.Completed:
                _messages.Drop(message);
                break;
            case ReceptionEvent.WorkEnded(var message):
                _messages.WorkEnded(message);
                break;
            case ReceptionEvent.Released:
                calls.HasReleased();
                break;
            case ReceptionEvent.Ticked:
                _timer!.Fired();
                break;
            case ReceptionEvent.Asked(var answer):
                books.Handled--;
                _questions.Add(answer);
                break;
            default:
                books.Orders.Take(happening);
                break;
        }
    }

    /// <summary>Looks at what is to be done.</summary>
    private void Turn(TimeSpan now)
    {
        if (books.Orders.Order == ReceptionOrder.Run)
        {
            (_givesUpAt, _hasGivenUp) = (null, false);
            _messages.StartReady(_polls);
            _messages.GiveBackPlaces();
            _polls.Plan(_messages.Waiting, _messages.Ready, now);
        }
        else
        {
            _messages.GiveBackPlaces();
            Rest(now);
        }

        _timer!.Arm(NextLook, now);
        books.Publish(_messages.Waiting, _polls.IsSaturated);
    }

    /// <summary>Books what a poll brought. Nothing in here may fail, for it would be lost.</summary>
    private void Arrive(ReceptionPoll poll, PollHarvest harvest)
    {
        // What was set aside for the largest messages becomes what these take. A poll that was given up has nothing set aside any more.
        var isOwn = _polls.Ended(poll, harvest);
        _messages.Add(harvest.Messages, isOwn ? poll.Grant.Places : 0);
        books.Share.Return(0, (isOwn ? poll.Asked * SharedCapacity.LargestMessage : 0) - harvest.Messages.Concat(harvest.Refused).Sum(message => message.Size));
        calls.Release(harvest.Refused, harvest.Damaged > 0 ? "damaged" : "group");
    }

    private void Succeeded(ReceptionPoll poll, PollHarvest harvest)
    {
        if (harvest.Damaged > 0)
        {
            books.Reports.Damaged(harvest.Damaged);
        }

        books.PollSucceeded(harvest.Brought);
        _polls.PauseAfter(poll, harvest);
    }

    private void Failed(Exception error)
    {
        books.PollFailed(error);
        _polls.PauseAfterFailure(settings.Clock.Now);
    }

    private void Rest(TimeSpan now)
    {
        var orders = books.Orders;
        orders.DrainsUntil ??= now + settings.DrainTime;
        _polls.Rest();
        if (_givesUpAt is null && _polls.Count > 0 && (orders.IsAborted || now >= orders.DrainsUntil))
        {
            _givesUpAt = now + Grace;
            calls.CancelPolls();
        }

        // Not before the polls have ended, for they would be given again what is released here.
        _hasGivenUp = now >= _givesUpAt;
        if (_polls.Count == 0 || _hasGivenUp)
        {
            _messages.ReleaseWaiting(orders.Order == ReceptionOrder.Stop ? "stop" : "pause");
        }

        if (orders.Order == ReceptionOrder.Pause && IsQuiet)
        {
            orders.Done();
        }
    }

    private async Task WhenEndedAsync()
    {
        try
        {
            await calls.WhenEndedAsync().WaitAsync(Grace, settings.Clock.Provider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The next loop books what they bring.
        }
        catch (Exception)
        {
            // The clock may be what failed.
            await calls.WhenEndedAsync().WaitAsync(Grace, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Clear(ReceptionEvent happening)
    {
        switch (happening)
        {
            case ReceptionEvent.Answered(var poll, var harvest):
                Arrive(poll, harvest);
                break;
            case ReceptionEvent.Asked(var answer):
                _ = answer.TrySetResult(books.Handled);
                break;
            default:
                books.Orders.Take(happening);
                break;
        }
    }

    private void AnswerQuestions()
    {
        _questions.ForEach(question => question.TrySetResult(books.Handled));
        _questions.Clear();
    }
}
