namespace Sqs.Client.Processing;

/// <summary>
/// Which polls of a queue are under way, and which are to be started. What is asked for can start at once when it comes, but for what may
/// be fetched ahead. There is one poll at first; another is started beside it only for ten messages, so places that become free while a
/// poll is under way gather until they are worth one.
/// </summary>
internal sealed class ReceptionPolls(bool isFifo, ReceptionSettings settings, CapacityShare share, Action<ReceptionPoll> start)
{
    private const int Full = 10;

    private readonly List<ReceptionPoll> _running = [];
    private readonly PollAttempts _attempts = new();
    private readonly PollPause _pause = new(settings.Random);
    private int _target = 1;

    public int Count => _running.Count;

    /// <summary>When a pause ends; null when there is none.</summary>
    public TimeSpan? PausedUntil { get; private set; }

    /// <summary>True when nothing is asked for because there is no room.</summary>
    public bool IsSaturated { get; private set; }

    private int Extra => _running.Sum(poll => poll.Grant.Extra) + _attempts.Extra;

    /// <summary>A poll was answered; what it took is to be given back by whoever tells. False when it had been given up, with what it took.</summary>
    public bool Ended(ReceptionPoll poll, PollHarvest harvest)
    {
        if (!_running.Remove(poll))
        {
            return false;
        }

        share.Polled(poll.Asked, harvest.Brought);
        _target = harvest.Brought switch
        {
            0 => 1,
            var brought when brought >= poll.Asked && (poll.Asked >= Full || poll.Asked >= share.AllPlaces) => Math.Min(_target + 1, settings.MaxPolls),
            _ => _target,
        };
        return true;
    }

    /// <summary>One that came back empty although it could have waited is followed by a pause.</summary>
    public void PauseAfter(ReceptionPoll poll, PollHarvest harvest)
    {
        if (harvest.Brought == 0 && PollPause.IsEarly(harvest.EndedAt - poll.StartedAt, settings.Wait))
        {
            _pause.CameEmpty(harvest.EndedAt);
        }
        else
        {
            _pause.Succeeded();
        }
    }

    /// <summary>A poll failed; what it took is given back, unless it is made again.</summary>
    public void Failed(ReceptionPoll poll, Exception error)
    {
        if (_running.Remove(poll) && !_attempts.Keep(poll, error))
        {
            GiveBack([poll]);
        }
    }

    /// <summary>A poll was cancelled.</summary>
    public void Cancelled(ReceptionPoll poll)
    {
        if (_running.Remove(poll))
        {
            GiveBack([poll]);
        }
    }

    public void PauseAfterFailure(TimeSpan now) => _pause.Failed(now);

    /// <summary>Gives back what is kept for polls that were to be made again, and wants nothing more.</summary>
    public void Rest()
    {
        (PausedUntil, IsSaturated, _target) = (null, false, 1);
        GiveBack(_attempts.TakeAll());
        share.Rest();
    }

    /// <summary>Gives back what polls took that will not end; to be called when the loop does.</summary>
    public void Abandon()
    {
        GiveBack(_running);
        _running.Clear();
    }

    /// <summary>Takes a place from a poll for a message that waits, if the poll's message may wait in its stead.</summary>
    public bool TryLendPlace(int waiting) => waiting + Extra <= settings.Prefetch && _running.Exists(static poll => poll.TryLendPlace());

    /// <summary>Starts what is missing.</summary>
    /// <param name="waiting">How many messages were fetched and are not started.</param>
    /// <param name="unplaced">How many of them could be started if there were a place.</param>
    /// <param name="now">The time.</param>
    public void Plan(int waiting, int unplaced, TimeSpan now)
    {
        PausedUntil = null;
        GiveBack(_attempts.TakeExpired(now));
        if (now < _pause.Until)
        {
            PausedUntil = _pause.Until;
            share.RestPolls();
            return;
        }

        while (_attempts.Next() is { } lost)
        {
            lost.StartedAt = now;
            Start(lost);
        }

        while (_running.Count < Math.Min(_target, settings.MaxPolls) && Take(waiting, unplaced) is { Total: > 0 } grant)
        {
            Start(new ReceptionPoll(grant, now, isFifo ? Guid.NewGuid().ToString("N") : null));
        }

        IsSaturated &= _running.Count == 0;
    }

    private CapacityGrant Take(int waiting, int unplaced)
    {
        // What was fetched already has the places first.
        var extra = Math.Clamp(settings.Prefetch - waiting - Extra, 0, Full);
        var grant = share.Take(unplaced > 0 ? 0 : Full, extra, _running.Count == 0 ? 1 : Full);
        IsSaturated = grant.Total == 0;
        return grant;
    }

    private void Start(ReceptionPoll poll)
    {
        _running.Add(poll);
        start(poll);
    }

    private void GiveBack(IReadOnlyList<ReceptionPoll> polls)
    {
        foreach (var poll in polls)
        {
            share.Return(poll.Grant.Places, poll.Asked * SharedCapacity.LargestMessage);
        }
    }
}
