namespace Sqs.Client.Processing;

/// <summary>
/// The hold on one received message: held, then perhaps being settled, then ended, exactly once. Whoever ends it first decides how it ended.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="queue">Where it came from.</param>
/// <param name="terms">Until when it is held.</param>
/// <param name="clock">The time.</param>
/// <param name="work">What is done for it.</param>
internal sealed class Lease(Message message, SqsQueue queue, LeaseTerms terms, ProcessingClock clock, LeaseWork work)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<LeaseEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _deadline = terms.Deadline;
    private LeasePhase _phase;
    private LeaseEnd? _end;
    private TaskCompletionSource? _settled;
    private CancellationTokenSource? _lost;

    public Message Message { get; } = message;

    public SqsQueue Queue { get; } = queue;

    /// <summary>How far it is extended by itself.</summary>
    public TimeSpan Ceiling { get; } = terms.Ceiling;

    /// <summary>How far the service allows it to be extended at all.</summary>
    public TimeSpan Limit { get; } = terms.Limit;

    /// <summary>What the loop of its queue notes about it.</summary>
    public LeaseWatch Watch { get; } = new();

    /// <summary>The right to change its visibility.</summary>
    public VisibilityTurn Turn { get; } = new();

    /// <summary>Body and attributes in bytes, as the service counts them.</summary>
    public long Size { get; } = ReceivedSize.Of(message);

    public TimeSpan Remaining
    {
        get
        {
            lock (_gate)
            {
                var left = _deadline - clock.Now;
                return _end is null && left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>When its visibility timeout passes, as far as is known.</summary>
    public TimeSpan Deadline
    {
        get
        {
            lock (_gate)
            {
                return _deadline;
            }
        }
    }

    public LeasePhase Phase
    {
        get
        {
            lock (_gate)
            {
                return _phase;
            }
        }
    }

    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _end is not null;
            }
        }
    }

    public CancellationToken LostToken
    {
        get
        {
            lock (_gate)
            {
                return _end == LeaseEnd.Lost ? new CancellationToken(canceled: true) : (_lost ??= new CancellationTokenSource()).Token;
            }
        }
    }

    public Task<LeaseEnd> Ended => _ended.Task;

    /// <summary>The work of settling it, and that of telling who listens that it is lost; kept here while they run.</summary>
    public Task Settlement { get; set; } = Task.CompletedTask;

    /// <inheritdoc cref="Settlement"/>
    public Task Cancellation { get; set; } = Task.CompletedTask;

    /// <summary>For how long an abandoned message is to stay invisible.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>How it ends when it has been given back.</summary>
    public LeaseEnd AbandonedAs { get; private set; } = LeaseEnd.Abandoned;

    public Task CompleteAsync() => Settle(LeasePhase.Completing, TimeSpan.Zero, LeaseEnd.Completed);

    public Task AbandonAsync(TimeSpan delay, LeaseEnd end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, Longest);
        return Settle(LeasePhase.Abandoning, delay, end);
    }

    public Task ExtendAsync(TimeSpan visibility)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visibility, Longest);
        return work.ExtendAsync(this, visibility);
    }

    /// <summary>Why nobody may use it any more; null while it is held.</summary>
    public Exception? WhyNotHeld()
    {
        LoseIfOver();
        lock (_gate)
        {
            return _end == LeaseEnd.Lost ? new MessageLeaseLostException(Message.MessageId)
                : _phase == LeasePhase.Held ? null
                : new InvalidOperationException($"Message {Message.MessageId} was {(_phase == LeasePhase.Completing ? "completed" : "abandoned")} before.");
        }
    }

    /// <summary>Begins a release that others carry out; false when it is settled or lost already.</summary>
    public bool TryBeginRelease()
    {
        LoseIfOver();
        lock (_gate)
        {
            return _end is null && _phase == LeasePhase.Held && Begin(LeasePhase.Abandoning, TimeSpan.Zero, LeaseEnd.Released) is not null;
        }
    }

    /// <summary>Ends it; false when it has ended before. The failure is that of whoever settles it.</summary>
    public bool TryEnd(LeaseEnd end, Exception? failure = null) => TryEnd(end, failure, onlyIfHeld: false);

    /// <summary>Ends it as lost, unless it is being settled: then the settlement tells how it ends.</summary>
    public bool TryLose() => TryEnd(LeaseEnd.Lost, failure: null, onlyIfHeld: true);

    /// <summary>The service has acknowledged a new visibility timeout.</summary>
    public void Prolong(TimeSpan deadline)
    {
        lock (_gate)
        {
            _deadline = deadline;
        }
    }

    private Task Settle(LeasePhase phase, TimeSpan delay, LeaseEnd end)
    {
        LoseIfOver();
        Task settled;
        lock (_gate)
        {
            if (_end == LeaseEnd.Lost || (_phase != LeasePhase.Held && _phase != phase))
            {
                return Task.FromException(WhyNotHeld()!);
            }

            if (_phase == phase)
            {
                return _settled!.Task;
            }

            settled = Begin(phase, delay, end);
        }

        work.Settle(this);
        return settled;
    }

    private Task Begin(LeasePhase phase, TimeSpan delay, LeaseEnd end)
    {
        (_phase, Delay, AbandonedAs) = (phase, delay, end);
        _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _settled.Task;
    }

    /// <summary>The loop may not have noticed yet that the time is over; nothing is deleted or extended after that.</summary>
    private void LoseIfOver()
    {
        if (clock.Now >= Deadline)
        {
            _ = TryLose();
        }
    }

    private bool TryEnd(LeaseEnd end, Exception? failure, bool onlyIfHeld)
    {
        TaskCompletionSource? settled;
        CancellationTokenSource? lost;
        lock (_gate)
        {
            if (_end is not null || (onlyIfHeld && _phase != LeasePhase.Held))
            {
                return false;
            }

            _end = end;
            (settled, lost) = (_settled, end == LeaseEnd.Lost ? _lost : null);
        }

        if (lost is not null)
        {
            work.Cancel(this, lost);
        }

        work.Ended(this, end, failure);
        _ended.SetResult(end);
        _ = failure is null ? settled?.TrySetResult() : settled?.TrySetException(failure);
        return true;
    }
}
