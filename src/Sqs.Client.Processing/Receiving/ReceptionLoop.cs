using System.Threading.Channels;

namespace Sqs.Client.Processing;

/// <summary>
/// One loop over what happens to a queue's reception. It owns the polls, what waits and the timer; after each burst of events it looks once
/// at what is to be done. An exception that gets out of it ends it; what outlives it is in its books.
/// </summary>
internal sealed class ReceptionLoop(SqsQueue queue, ReceptionSettings settings, ReceptionBooks books, ReceptionCalls calls, Channel<ReceptionEvent> events)
{
    // Cancelled polls end at once; one that does not heed its token is not waited for any longer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly GroupLanes<HeldMessage> _lanes = new();
    private readonly HashSet<HeldMessage> _unstarted = new(ReferenceEqualityComparer.Instance);
    private readonly ReceptionPolls _polls = new(queue.IsFifo, settings, books.Share, calls.Poll);
    private readonly List<TaskCompletionSource<long>> _questions = [];
    private ITimer? _timer;
    private TimeSpan? _armedFor;
    private int _inHand;
    private TimeSpan? _givesUpAt;
    private bool _hasGivenUp;
    private bool _isShortOfPlaces;

    private bool IsStopped => books.Orders.Order == ReceptionOrder.Stop && IsQuiet;

    /// <summary>True when no poll is under way that is waited for, and no release.</summary>
    private bool IsQuiet => calls.Releasing == 0 && (_polls.Count == 0 || _hasGivenUp);

    /// <summary>Runs until it was told to stop, and has.</summary>
    public async Task RunAsync()
    {
        foreach (var message in books.Runs.Running)
        {
            _lanes.Adopt(message, message.Group, message.Delivery.Ended.IsCompleted);
        }

        _timer = settings.Clock.Provider.CreateTimer(
            _ => events.Writer.TryWrite(new ReceptionEvent.Ticked()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

        GiveBackPlaces();
        _polls.Abandon();
        Release([.. _unstarted], "stop");
        await calls.WhenReleasedAsync().ConfigureAwait(false);
    }

    /// <summary>Ends what a loop has left that failed: its polls are cancelled and awaited, what waits and what they brought is released.</summary>
    public async Task AbandonAsync()
    {
        AnswerQuestions();
        GiveBackPlaces();
        _polls.Rest();
        calls.CancelPolls();
        await WhenEndedAsync().ConfigureAwait(false);
        while (events.Reader.TryRead(out var happening))
        {
            Clear(happening);
        }

        GiveBackPlaces();
        _polls.Abandon();
        Release([.. _unstarted], "restart");
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
                Drop(message);
                break;
            case ReceptionEvent.WorkEnded(var message):
                _lanes.Ended(message);
                break;
            case ReceptionEvent.Released:
                calls.HasReleased();
                break;
            case ReceptionEvent.Ticked:
                // The tick may be that of an earlier moment, and the timer armed for another by now.
                _armedFor = TimeSpan.MinValue;
                break;
            case ReceptionEvent.Asked(var answer):
                books.Handled--;
                _questions.Add(answer);
                break;
            default:
                _ = books.Orders.Take(happening);
                break;
        }
    }

    /// <summary>Looks at what is to be done.</summary>
    private void Turn(TimeSpan now)
    {
        if (books.Orders.Order == ReceptionOrder.Run)
        {
            (_givesUpAt, _hasGivenUp) = (null, false);
            StartWaiting();
            GiveBackPlaces();
            _polls.Plan(_lanes.Waiting, _lanes.Ready, now);
        }
        else
        {
            GiveBackPlaces();
            Rest(now);
        }

        Arm(now);
        books.Publish(_lanes.Waiting, _polls.IsSaturated);
    }

    /// <summary>Books what a poll brought. Nothing in here may fail, for it would be lost.</summary>
    private void Arrive(ReceptionPoll poll, PollHarvest harvest)
    {
        foreach (var message in harvest.Messages)
        {
            _ = _unstarted.Add(message);
            _lanes.Add(message, message.Group);
        }

        // What was set aside for the largest messages becomes what these take. A poll that was given up has nothing set aside any more.
        var isOwn = _polls.Ended(poll, harvest);
        _inHand += isOwn ? poll.Grant.Places : 0;
        books.Share.Return(0, (isOwn ? poll.Asked * SharedCapacity.LargestMessage : 0) - harvest.Messages.Concat(harvest.Refused).Sum(message => message.Size));
        calls.Release(harvest.Refused, harvest.Damaged > 0 ? "damaged" : "group");
    }

    private void Succeeded(ReceptionPoll poll, PollHarvest harvest)
    {
        if (harvest.Damaged > 0)
        {
            books.Reports.Damaged(harvest.Damaged);
        }

        books.PollSucceeded(harvest.Brought, settings.Clock.Provider.GetUtcNow());
        _polls.PauseAfter(poll, harvest);
    }

    private void Failed(Exception error)
    {
        books.PollFailed(error);
        _polls.PauseAfterFailure(settings.Clock.Now);
    }

    /// <summary>One was lost, or the work on it failed: it and what is behind it in its group comes again from the service, in order.</summary>
    private void Drop(HeldMessage message)
    {
        var dropped = _lanes.Failed(message);
        if (dropped.Contains(message) && _unstarted.Remove(message))
        {
            books.Share.Return(0, message.Size);
        }

        Release([.. dropped.Where(each => each != message)], "group");
    }

    private void Release(IReadOnlyList<HeldMessage> messages, string cause)
    {
        _unstarted.ExceptWith(messages);
        calls.Release(messages, cause);
    }

    private void StartWaiting()
    {
        var hasPlace = true;
        while (_lanes.Ready > 0 && (hasPlace = TryTakePlace()))
        {
            var message = _lanes.Next()!;
            _ = _unstarted.Remove(message);
            books.Start(message);
        }

        if (_isShortOfPlaces && hasPlace)
        {
            books.Share.ForgetPlaces();
        }

        _isShortOfPlaces = !hasPlace;
    }

    private bool TryTakePlace()
    {
        if (_inHand == 0)
        {
            // A place that a poll keeps for a message that may come is better used for one that is here.
            return books.Share.TakePlace(_lanes.Ready) || _polls.TryLendPlace(_lanes.Waiting);
        }

        _inHand--;
        return true;
    }

    private void GiveBackPlaces()
    {
        if (_inHand > 0)
        {
            books.Share.Return(_inHand, 0);
            _inHand = 0;
        }
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
            Release(_lanes.TakeWaiting(), orders.Order == ReceptionOrder.Stop ? "stop" : "pause");
        }

        if (orders.Order == ReceptionOrder.Pause && IsQuiet)
        {
            orders.Done();
        }
    }

    private void Arm(TimeSpan now)
    {
        var due = books.Orders.Order == ReceptionOrder.Run ? _polls.PausedUntil : _polls.Count == 0 || _hasGivenUp ? null : _givesUpAt ?? books.Orders.DrainsUntil;
        if (due != _armedFor)
        {
            // Rounded up to what timers count in, so that they do not fire before the moment.
            var pause = due is { } moment ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((moment - now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
            _ = _timer!.Change(pause, Timeout.InfiniteTimeSpan);
            _armedFor = due;
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
                _ = books.Orders.Take(happening);
                break;
        }
    }

    private void AnswerQuestions()
    {
        _questions.ForEach(question => question.TrySetResult(books.Handled));
        _questions.Clear();
    }
}
