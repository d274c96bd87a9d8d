namespace Sqs.Client.Buffering;

/// <summary>The polls of one queue: which are under way and which are to be started.</summary>
/// <remarks>
/// On a FIFO queue a poll asks for what one caller takes, unless prefetching was allowed there: the messages of a group that came with it
/// are that caller's alone, as they are with the plain client. Given to two callers they would be worked on at the same time.
/// </remarks>
internal sealed class ReceivePolls(string queueUrl, QueueBufferSettings settings, Action<ReceivePoll> start)
{
    private const int Full = QueueBufferSettings.MaxEntries;

    // For so long nothing is asked for that would have to be kept, after the visibility timeout could not be read.
    private static readonly TimeSpan ExactTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly bool _isFifo = QueueUrls.IsFifo(queueUrl);
    private readonly List<ReceivePoll> _running = [];
    private readonly ReceiveAttempts _attempts = new(QueueUrls.IsFifo(queueUrl));
    private readonly ReceivePause _pause = new(settings.Random);
    private TimeSpan _exactUntil = TimeSpan.MinValue;
    private TimeSpan _lastCall = TimeSpan.MinValue;
    private bool _prefetchRests;

    public int Count => _running.Count;

    /// <summary>When a pause ends that callers wait for; null when there is none.</summary>
    public TimeSpan? PausedUntil { get; private set; }

    private int MaxPolls => _isFifo ? 1 : settings.MaxInflightReceiveBatches;

    private bool Prefetches => settings.PrefetchBatches > 0 && (!_isFifo || settings.PrefetchFifo);

    public void Called(TimeSpan now)
    {
        _lastCall = now;
        _prefetchRests = false;
        _pause.Lift();
    }

    public void Answered(ReceivePoll poll, bool isEmpty, TimeSpan now)
    {
        _ = _running.Remove(poll);
        if (isEmpty && now - poll.StartedAt < Short)
        {
            _pause.Lengthen(now);
            RestPrefetching();
        }
        else
        {
            _pause.Reset();
        }
    }

    public void Failed(ReceivePoll poll, Exception error)
    {
        _ = _running.Remove(poll);
        _attempts.Ended(poll, error);
    }

    /// <summary>Nothing is fetched ahead until somebody calls again: nobody took what was, or the service has nothing to give.</summary>
    public void RestPrefetching() => _prefetchRests = true;

    /// <summary>For a while, only what callers wait for is asked for.</summary>
    public void AskExactly(TimeSpan now) => _exactUntil = now + ExactTime;

    /// <summary>Starts what is missing; returns the callers for whom there is no poll to be had, who go straight to the service.</summary>
    public List<WaitingCaller> Plan(List<WaitingCaller> callers, ReceiveShelf shelf, TimeSpan now)
    {
        PausedUntil = null;
        var refused = StartForPollBound(callers, now);
        var demand = callers.Sum(caller => caller.Max) - shelf.Count;
        StartForTimed(callers, demand, now);
        StartAhead(demand, shelf.Polls, now);
        return refused;
    }

    /// <summary>A caller without a deadline needs a poll that was started after its call; callers of one turn share one.</summary>
    private List<WaitingCaller> StartForPollBound(List<WaitingCaller> callers, TimeSpan now)
    {
        var refused = new List<WaitingCaller>();
        foreach (var kind in callers.Where(caller => caller is { Deadline: null, Poll: null }).GroupBy(caller => caller.PollWait))
        {
            foreach (var group in Groups(kind))
            {
                if (_running.Count < MaxPolls)
                {
                    var poll = Start(AsksFull(now) ? Full : group.Sum(caller => caller.Max), kind.Key, group[0].Format, isPrefetch: false, now);
                    group.ForEach(caller => caller.Poll = poll);
                }
                else
                {
                    refused.AddRange(group);
                    _ = callers.RemoveAll(group.Contains);
                }
            }
        }

        return refused;
    }

    private List<List<WaitingCaller>> Groups(IEnumerable<WaitingCaller> callers)
    {
        List<List<WaitingCaller>> groups = [];
        var sum = Full + 1;
        foreach (var caller in callers)
        {
            if (sum + caller.Max > Full || (_isFifo && !settings.PrefetchFifo))
            {
                groups.Add([]);
                sum = 0;
            }

            groups[^1].Add(caller);
            sum += caller.Max;
        }

        return groups;
    }

    private void StartForTimed(List<WaitingCaller> callers, int demand, TimeSpan now)
    {
        while (demand > _running.Sum(poll => poll.Asked) && _running.Count < MaxPolls && callers.Find(caller => caller.Deadline is not null) is { } first)
        {
            if (now < _pause.Until)
            {
                PausedUntil = _pause.Until;
                return;
            }

            var missing = _isFifo && !settings.PrefetchFifo ? first.Max : Math.Min(Full, demand - _running.Sum(poll => poll.Asked));
            _ = Start(AsksFull(now) ? Full : missing, Wait(callers.Max(caller => caller.Deadline)!.Value - now), first.Format, isPrefetch: false, now);
        }
    }

    private void StartAhead(int demand, int shelved, TimeSpan now)
    {
        if (!Prefetches || _prefetchRests || now < _exactUntil || now - _lastCall >= settings.QueueIdleTimeout)
        {
            return;
        }

        var wanted = ((Math.Max(0, demand) + Full - 1) / Full) + Math.Max(0, settings.PrefetchBatches - shelved);
        while (_running.Count < Math.Min(wanted, MaxPolls))
        {
            _ = Start(Full, Wait(settings.LongPollWaitTime), MessageBodyFormat.Text, isPrefetch: true, now);
        }
    }

    private ReceivePoll Start(int asked, int? wait, MessageBodyFormat format, bool isPrefetch, TimeSpan now)
    {
        var attempt = _attempts.Next(asked, now);
        var poll = new ReceivePoll(attempt?.Asked ?? asked, now) { Wait = wait, IsPrefetch = isPrefetch, Format = format, Attempt = attempt };
        _running.Add(poll);
        start(poll);
        return poll;
    }

    private bool AsksFull(TimeSpan now) => settings.PollFullBatch && (!_isFifo || settings.PrefetchFifo) && now >= _exactUntil;

    private int Wait(TimeSpan remaining) =>
        (int)Math.Ceiling((remaining < settings.LongPollWaitTime ? remaining : settings.LongPollWaitTime).TotalSeconds);
}
