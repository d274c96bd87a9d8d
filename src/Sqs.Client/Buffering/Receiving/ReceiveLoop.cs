using System.Threading.Channels;

namespace Sqs.Client.Buffering;

/// <summary>
/// Serves the receives of one queue. One loop owns who waits, what is buffered, the polls and the timer; whatever happens comes to it as an
/// event, and after each burst of events it looks once at what is to be done.
/// </summary>
internal sealed class ReceiveLoop
{
    private readonly Channel<ReceiveEvent> _events = Channel.CreateUnbounded<ReceiveEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _queueUrl;
    private readonly QueueFacts _facts;
    private readonly QueueBufferSettings _settings;
    private readonly ReceivingReports _reports;
    private readonly ReceiveCalls _calls;
    private readonly long _origin;
    private readonly ITimer _timer;
    private readonly ReceiveShelf _shelf;
    private readonly ReceivePolls _polls;
    private readonly List<WaitingCaller> _callers = [];
    private ReceiveStop? _stop;
    private TimeSpan? _armedFor;
    private bool _wantsFact;
    private long _handled;
    private int _reported;
    private int _buffered;
    private int _waiting;
    private bool _isIdle;

    public ReceiveLoop(ISqsClient inner, QueueFacts facts, string queueUrl, QueueBufferSettings settings, ReceivingReports reports)
    {
        (_facts, _queueUrl, _settings, _reports) = (facts, queueUrl, settings, reports);
        _origin = settings.Time.GetTimestamp();
        _shelf = new ReceiveShelf(QueueUrls.IsFifo(queueUrl));
        _calls = new ReceiveCalls(inner, facts, queueUrl, settings, () => Now, TryPost, reports);
        _polls = new ReceivePolls(queueUrl, settings, _calls.Poll);

        // The first caller's ambient context (its trace, for example) is not that of the polls, which serve everybody.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = settings.Time.CreateTimer(_ => TryPost(new ReceiveEvent.Ticked()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Completion = Task.Run(RunAsync);
        }
    }

    /// <summary>Ends, without an error, when the loop has been stopped.</summary>
    public Task Completion { get; }

    /// <summary>How many messages wait for a caller.</summary>
    public int Buffered => Volatile.Read(ref _buffered);

    /// <summary>How many callers wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>True when nothing is buffered or under way.</summary>
    public bool IsIdle => Volatile.Read(ref _isIdle);

    private TimeSpan Now => _settings.Time.GetElapsedTime(_origin);

    /// <summary>Tells the loop what happened; false when it has ended.</summary>
    public bool TryPost(ReceiveEvent happening) => _events.Writer.TryWrite(happening);

    /// <inheritdoc cref="ReceivedMessages.ProgressAsync"/>
    public async Task<long> ProgressAsync()
    {
        var question = new ReceiveEvent.Asked(new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        return TryPost(question) ? await question.Answer.Task.ConfigureAwait(false) : 0;
    }

    private async Task RunAsync()
    {
        while (_stop is not { IsDone: true })
        {
            _ = await _events.Reader.WaitToReadAsync().ConfigureAwait(false);
            Volatile.Write(ref _isIdle, false);
            List<ReceiveEvent.Asked> questions = [];
            try
            {
                while (_events.Reader.TryRead(out var happening))
                {
                    Apply(happening, questions);
                }

                Turn(Now);
            }
            catch (Exception error)
            {
                // Settings hold users' code (clock, chance). Whatever it does, nobody is left waiting.
                _reports.TurnFailed(_queueUrl, error);
                FailAll(() => new SqsException("Serving receives from the buffer failed.", error));
                _ = _stop is { IsAborted: true } stop && (stop.IsDone = true);
            }

            questions.ForEach(question => question.Answer.SetResult(_handled));
        }

        await EndAsync().ConfigureAwait(false);
    }

    private void Apply(ReceiveEvent happening, List<ReceiveEvent.Asked> questions)
    {
        _handled++;
        switch (happening)
        {
            case ReceiveEvent.Called(var caller):
                Welcome(caller);
                break;
            case ReceiveEvent.Cancelled(var caller):
                _ = _callers.Remove(caller);
                break;
            case ReceiveEvent.Answered(var poll, var harvest):
                Shelve(poll, harvest);
                break;
            case ReceiveEvent.Failed(var poll, var error):
                Blame(poll, error);
                break;
            case ReceiveEvent.Learnt(var fact):
                _calls.HasRead();
                _shelf.Decide(fact.VisibilityTimeout, _settings);
                break;
            case ReceiveEvent.NotLearnt(var error):
                GiveUpUndecided(error);
                break;
            case ReceiveEvent.Released:
                _calls.HasReleased();
                break;
            case ReceiveEvent.Ticked:
                // The tick may be that of an earlier moment, and the timer armed for another by now.
                _armedFor = TimeSpan.MinValue;
                break;
            case ReceiveEvent.Stopping:
                _stop ??= new ReceiveStop(Now + _settings.ReceiveDrainTime);
                break;
            case ReceiveEvent.Aborted:
                _stop?.Abort();
                _calls.AbortAll();
                break;
            case ReceiveEvent.Asked question:
                _handled--;
                questions.Add(question);
                break;
        }
    }

    /// <summary>Looks at what is to be done.</summary>
    private void Turn(TimeSpan now)
    {
        Clear(now);
        if (_stop is null)
        {
            HandOver(now);
            EndWaits(now);
            _polls.Plan(_callers, _shelf, now).ForEach(caller => caller.TryPassThrough());
        }
        else
        {
            Stop(_stop, now);
        }

        _shelf.Settle();
        LearnIfNeeded();
        Arm(now);
        Publish();
        Volatile.Write(ref _isIdle, _callers.Count == 0 && _buffered == 0 && _polls.Count == 0 && !_calls.AreOthersUnderWay);
    }

    private void Welcome(WaitingCaller caller)
    {
        var fact = caller.WaitSeconds is null ? _facts.Known(_queueUrl) : null;
        _wantsFact |= caller.WaitSeconds is null && fact is null;

        // Where the queue's own wait is not known, the service applies it: the poll does not say how long, and the wait ends with it.
        var wait = caller.WaitSeconds ?? (fact is { IsAssumed: false } ? (int)fact.ReceiveWait.TotalSeconds : null);
        caller.PollWait = wait;
        caller.Deadline = wait > 0 ? _settings.Time.GetElapsedTime(_origin, caller.Arrived) + TimeSpan.FromSeconds(wait.Value) : null;
        _callers.Add(caller);
        _polls.Called(Now);
    }

    private void Shelve(ReceivePoll poll, ReceiveHarvest harvest)
    {
        if ((_settings.ReceiveVisibilityTimeout ?? _facts.Known(_queueUrl)?.VisibilityTimeout) is { } visibility)
        {
            harvest.Decide(visibility, _settings);
        }

        _shelf.Add(harvest);
        foreach (var caller in _callers)
        {
            caller.IsAnswered |= caller.Poll == poll;
            caller.LastEmpty = harvest.Count == 0 ? harvest.Metadata : caller.LastEmpty;
        }

        _reports.PollEnded(_queueUrl, poll, harvest.Count == 0 ? "empty" : "full");
        _polls.Answered(poll, harvest.Count == 0, harvest.EndedAt);
    }

    /// <summary>A failed poll fails one caller: the oldest of those it was made for, or the oldest who would have been served from it.</summary>
    private void Blame(ReceivePoll poll, Exception error)
    {
        _polls.Failed(poll, error);
        _reports.PollEnded(_queueUrl, poll, "failed");
        if (_stop is not null)
        {
            return;
        }

        var inner = error is OperationCanceledException ? new SqsTimeoutException("The poll was ended by the inner client.", error) : error;
        var victim = _callers.Find(caller => caller.Poll == poll && caller.TryFail(inner)) ?? _callers.Find(caller => caller.Deadline is not null && caller.TryFail(inner));
        if (victim is null)
        {
            _polls.RestPrefetching();
            _reports.PollFailed(_queueUrl, error);
        }

        _ = _callers.Remove(victim!);
        _callers.FindAll(caller => caller.Poll == poll).ForEach(caller => caller.Poll = null);
    }

    private void GiveUpUndecided(Exception error)
    {
        _calls.HasRead();
        _polls.AskExactly(Now);
        if (_stop is null && _shelf.TakeUndecided() is { Count: > 0 } undecided)
        {
            _reports.AttributesFailed(_queueUrl, undecided.Count, error);
            _calls.Release(undecided, "unknown");
        }
    }

    /// <summary>Takes away what must not be handed over any more.</summary>
    private void Clear(TimeSpan now)
    {
        var expired = _shelf.TakeExpired(now);
        var aged = _shelf.TakeAged(now);
        if (expired.Count + aged.Count > 0)
        {
            _polls.RestPrefetching();
        }

        if (expired.Count > 0)
        {
            _reports.LeftToExpire(_queueUrl, expired.Count);
        }

        _calls.Release(aged, "age");
    }

    private void HandOver(TimeSpan now)
    {
        while (_callers.Count > 0 && _shelf.Take(_callers[0].Max, now) is { Count: > 0 } taken)
        {
            var caller = _callers[0];
            _callers.RemoveAt(0);
            Volatile.Write(ref _buffered, _shelf.Count);
            if (caller.TryAnswer(Response(taken, caller.Format)))
            {
                _reports.HandedOver(_queueUrl, taken, now);
            }
            else
            {
                ReceiveShelf.PutBack(taken);
            }
        }
    }

    private static ReceiveMessageResponse Response(List<HeldMessage> messages, MessageBodyFormat format) => new()
    {
        Messages = [.. messages.Where(message => message.Mismatches is null).Select(message => message.In(format))],
        Damaged = [.. messages.Where(message => message.Mismatches is not null).Select(message => new DamagedMessage(message.In(format), message.Mismatches!))],
        Metadata = messages[0].Harvest.Metadata,
    };

    private void EndWaits(TimeSpan now) => _callers.RemoveAll(caller =>
    {
        var isOver = caller.IsAnswered || caller.Deadline <= now;
        _ = isOver && caller.TryAnswer(new ReceiveMessageResponse { Metadata = caller.LastEmpty });
        return isOver;
    });

    private void Stop(ReceiveStop stop, TimeSpan now)
    {
        FailAll(() => new ObjectDisposedException(typeof(BufferedSqsClient).FullName));
        if (stop.IsDrained(now))
        {
            _calls.AbortPolls();
        }

        // Not before the polls have ended, for they would be given again what is released here; nor while a read may still tell how long it is valid.
        var isWaiting = _polls.Count > 0 || (_shelf.HasUndecided && _calls.IsReading && stop.DrainsUntil is not null);
        if ((!isWaiting || stop.IsAborted) && _shelf.TakeAll() is { Count: > 0 } left)
        {
            if (_settings.ReleaseOnDispose && !stop.IsAborted)
            {
                _calls.Release(left, "dispose");
            }
            else
            {
                _reports.LeftToExpire(_queueUrl, left.Count);
            }
        }

        stop.IsDone = stop.IsAborted || (!isWaiting && !_calls.AreReleasing);
    }

    private void FailAll(Func<Exception> error)
    {
        _callers.ForEach(caller => caller.TryFail(error()));
        _callers.Clear();
    }

    private void LearnIfNeeded()
    {
        if (_stop is null && (_wantsFact || _shelf.HasUndecided))
        {
            _wantsFact = false;
            _calls.ReadFact();
        }
    }

    private void Arm(TimeSpan now)
    {
        // The age is still allowed at its end, so the timer is for the moment after.
        TimeSpan?[] moments = [
            _callers.Min(caller => caller.Deadline),
            _stop is null ? _polls.PausedUntil : null,
            _shelf.AgesNext + TimeSpan.FromMilliseconds(1),
            _polls.Count > 0 || _shelf.HasUndecided ? _stop?.DrainsUntil : null];
        if (moments.Min() is var due && due != _armedFor)
        {
            // Rounded up to what timers count in, so that they do not fire before the moment.
            var pause = due is { } moment ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((moment - now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
            _ = _timer.Change(pause, Timeout.InfiniteTimeSpan);
            _armedFor = due;
        }
    }

    private void Publish()
    {
        var count = _shelf.Count;
        Volatile.Write(ref _buffered, count);
        Volatile.Write(ref _waiting, _callers.Count);
        if (count != _reported)
        {
            _reports.Buffered(_queueUrl, count - _reported);
            _reported = count;
        }
    }

    private async Task EndAsync()
    {
        _events.Writer.Complete();
        await _timer.DisposeAsync().ConfigureAwait(false);

        // What was posted after the last turn: callers are told, messages are left, and whoever asks is answered.
        while (_events.Reader.TryRead(out var happening))
        {
            switch (happening)
            {
                case ReceiveEvent.Called(var caller):
                    _ = caller.TryFail(new ObjectDisposedException(typeof(BufferedSqsClient).FullName));
                    break;
                case ReceiveEvent.Answered(_, { Count: > 0 } harvest):
                    _reports.LeftToExpire(_queueUrl, harvest.Count);
                    break;
                case ReceiveEvent.Asked question:
                    question.Answer.SetResult(_handled);
                    break;
            }
        }

        await _calls.EndAsync().ConfigureAwait(false);
    }
}
