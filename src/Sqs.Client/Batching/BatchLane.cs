using System.Collections.Concurrent;

namespace Sqs.Client.Batching;

/// <summary>
/// Gathers single calls into batches. One loop owns all its state: whatever happens (an entry has room, a batch came back, the timer fired)
/// is posted to it, and it runs on the thread pool while there is something to read, never twice at once. It makes no call and runs no
/// caller's code itself, and an idle lane holds no thread and no timer.
/// </summary>
internal sealed class BatchLane<TItem, TResult> : IThreadPoolWorkItem
    where TItem : class
    where TResult : class
{
    // A burst that is begun in one turn is one batch: an idle lane lets others run first, and again while more come.
    private const int MostHops = 3;

    private readonly LaneWork<TItem, TResult> _work;
    private readonly LaneSettings _settings;
    private readonly Room _room;
    private readonly long _origin;
    private readonly ConcurrentQueue<LaneEvent> _mail = new();
    private readonly LaneLines<TItem, TResult> _lines;
    private readonly LanePace _pace;
    private readonly LaneTimer _timer;
    private readonly LinkedList<LaneEntry<TItem, TResult>> _open = []; // accepted and not completed, oldest first
    private readonly List<LaneBatch<TItem, TResult>> _onWire = [];
    private readonly LinkedList<(long Last, TaskCompletionSource Done)> _flushes = [];
    private readonly ConcurrentDictionary<string, bool> _paused = new(StringComparer.Ordinal);
    private int _isScheduled;
    private int _users;
    private long _accepted;
    private long _flushTo;
    private long _mostBytes;
    private int _hops;
    private bool _hasNews;
    private bool _isEnding;

    public BatchLane(LaneWork<TItem, TResult> work, LaneSettings settings, Room room)
    {
        (_work, _settings, _room, _mostBytes) = (work, settings, room, settings.MaxBatchBytes);
        _origin = settings.Time.GetTimestamp();
        _lines = new LaneLines<TItem, TResult>(settings.PauseBrokenKeys);
        _pace = new LanePace(settings.MaxOpenTime, settings.SendWhenIdle);
        _timer = new LaneTimer(settings.Time, () => Post(new LaneEvent(LaneEventKind.Tick)));
    }

    public TimeSpan Now => _settings.Time.GetElapsedTime(_origin);

    /// <summary>When the last call was made, for whoever clears up.</summary>
    public TimeSpan LastUsed { get; private set; }

    /// <summary>True when nothing would be lost with the lane: no call, accepted or on its way to it, and no paused key.</summary>
    public bool IsIdle => Volatile.Read(ref _users) == 0 && _paused.IsEmpty;

    /// <summary>Says that a call is coming, so that the lane is not cleared up before it has come. <see cref="SendAsync"/> must follow.</summary>
    public void Hold()
    {
        _ = Interlocked.Increment(ref _users);
        LastUsed = Now;
    }

    /// <summary>Takes a call, when it has room, and ends with its outcome. Nothing has happened when it is refused.</summary>
    public Task<TResult> SendAsync(TItem item, long bytes, string? key, CancellationToken cancellationToken)
    {
        var entry = new LaneEntry<TItem, TResult>(this, item, bytes, key, cancellationToken);
        entry.Watch();
        var answer = _room.Enter(entry.Ticket, _settings.WaitForRoom);
        if (answer is RoomAnswer.Closed or RoomAnswer.Full)
        {
            _ = entry.TryFail(answer == RoomAnswer.Full ? _work.GivenUp(GiveUpReason.Full) : new ObjectDisposedException(_settings.Owner));
            Leave();
        }
        else if (cancellationToken.IsCancellationRequested)
        {
            Cancel(entry); // the token may have called before there was anything to cancel
        }

        return entry.Completion;
    }

    /// <summary>Sends what was accepted so far without waiting for company; ends when all of it is done.</summary>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new LaneEvent(LaneEventKind.Flush, done));
        return done.Task;
    }

    /// <summary>Lets a key take calls again; true when it was paused.</summary>
    public bool Resume(string key) => _paused.TryRemove(key, out _);

    public void Lower(long mostBytes) => Post(new LaneEvent(LaneEventKind.Lower, null, mostBytes));

    /// <summary>Fails a call that stood in line for room when the room was closed.</summary>
    public void TurnAway(LaneEntry<TItem, TResult> entry)
    {
        if (entry.TryFail(_work.GivenUp(GiveUpReason.DisposedInLine)))
        {
            Leave();
        }
    }

    public void Cancel(LaneEntry<TItem, TResult> entry)
    {
        if (!_room.TryLeaveLine(entry.Ticket))
        {
            Post(new LaneEvent(LaneEventKind.Cancelled, entry));
        }
        else if (entry.TryCancel())
        {
            Leave();
        }
    }

    public void Post(LaneEvent what)
    {
        _mail.Enqueue(what);
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
        {
            _settings.Schedule(this);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (_mail.TryDequeue(out var what))
            {
                Handle(what);
            }

            if (LetsOthersRunFirst())
            {
                _settings.Schedule(this);
                return;
            }

            Decide();
            _ = Interlocked.Exchange(ref _isScheduled, 0);
        }
        while (!_mail.IsEmpty && Interlocked.Exchange(ref _isScheduled, 1) == 0);
    }

    private void Handle(in LaneEvent what)
    {
        switch (what.Kind)
        {
            case LaneEventKind.Admitted:
                Accept((LaneEntry<TItem, TResult>)what.Subject!);
                break;
            case LaneEventKind.Cancelled:
                GiveUp((LaneEntry<TItem, TResult>)what.Subject!);
                break;
            case LaneEventKind.Returned:
                TakeBack((LaneBatch<TItem, TResult>)what.Subject!);
                break;
            case LaneEventKind.Tick:
                _timer.Fired();
                break;
            case LaneEventKind.Flush:
                _flushTo = _accepted;
                _flushes.AddLast((_accepted, (TaskCompletionSource)what.Subject!));
                break;
            case LaneEventKind.Lower:
                LowerTo(what.Number);
                break;
            case LaneEventKind.Drain:
                _flushTo = long.MaxValue;
                break;
            case LaneEventKind.GiveUpWaiting:
                EndWaiting();
                break;
            default:
                EndAll();
                break;
        }
    }

    private bool LetsOthersRunFirst()
    {
        var hops = _hasNews && _settings.SendWhenIdle && _onWire.Count == 0 && _hops < MostHops && _lines.ReadyCount < _settings.MaxBatchSize;
        _hasNews = false;
        _hops = hops ? _hops + 1 : 0;
        return hops;
    }

    private void Accept(LaneEntry<TItem, TResult> entry)
    {
        entry.Sequence = ++_accepted;
        _work.Watcher.Accepted(entry.Bytes);
        if (_isEnding)
        {
            _open.AddLast(entry.Birth);
            Fail(entry, _work.GivenUp(GiveUpReason.Disposed));
            return;
        }

        _open.AddLast(entry.Birth);
        if (entry.Key is { } key && _paused.ContainsKey(key))
        {
            Fail(entry, _work.GivenUp(GiveUpReason.KeyPaused));
            return;
        }

        _lines.Add(entry);
        _pace.Arrived(entry.AcceptedAt);
        _hasNews = true;
    }

    /// <summary>The caller has cancelled: what was never sent ends so; what the service failed already ends with that; the rest takes its course.</summary>
    private void GiveUp(LaneEntry<TItem, TResult> entry)
    {
        if (entry.IsCompleted || entry.Line is null)
        {
            return;
        }

        _lines.Remove(entry);
        if (entry.LastError is { } error)
        {
            Fail(entry, error);
            Break(entry.Key);
        }
        else
        {
            _ = entry.TryCancel();
            Close(entry);
        }
    }

    /// <summary>What can be done now, is; then the timer is set for what comes next.</summary>
    private void Decide()
    {
        var now = Now;
        Expire(now);
        _lines.Wake(now);
        while (_onWire.Count < _settings.MaxInflight && Oldest() is { } oldest && ReasonToCut(oldest, now) is { } reason)
        {
            Cut(reason, oldest, now);
        }

        while (_flushes.First is { } flush && (_open.First is not { } first || first.Value.Sequence > flush.Value.Last))
        {
            _flushes.RemoveFirst();
            _ = flush.Value.Done.TrySetResult();
        }

        _timer.Arm(NextMoment(), now);
    }

    /// <summary>The oldest entry that may be cut; those whose callers cancelled meanwhile are given up on the way.</summary>
    private LaneEntry<TItem, TResult>? Oldest()
    {
        while (_lines.Oldest() is { } oldest)
        {
            if (!oldest.CancellationToken.IsCancellationRequested)
            {
                return oldest;
            }

            GiveUp(oldest);
        }

        return null;
    }

    private CutReason? ReasonToCut(LaneEntry<TItem, TResult> oldest, TimeSpan now) =>
        _lines.ReadyCount >= _settings.MaxBatchSize ? CutReason.Full
        : _lines.ReadyBytes >= _mostBytes ? CutReason.Bytes
        : oldest.Sequence <= _flushTo ? CutReason.Flush
        : _settings.SendWhenIdle && _onWire.Count == 0 ? CutReason.Idle
        : now - oldest.AcceptedAt >= _pace.OpenTime ? CutReason.Time
        : _pace.NobodyElseComes(now, _lines.ReadyCount, _settings.MaxBatchSize, _onWire.Select(static batch => (batch.SentAt, batch.Entries.Count))) ? CutReason.Back
        : null;

    private void Cut(CutReason reason, LaneEntry<TItem, TResult> oldest, TimeSpan now)
    {
        var linger = now - oldest.AcceptedAt;
        var entries = _lines.Take(_settings.MaxBatchSize, _mostBytes);
        var bytes = entries.Sum(static entry => entry.Bytes);
        var batch = new LaneBatch<TItem, TResult>(this, _work, entries, isAlone: bytes > _mostBytes) { SentAt = now, Bytes = bytes };
        foreach (var entry in entries)
        {
            entry.Batch = batch;
            entry.Attempts++;
            entry.FirstCut = entry.FirstCut == TimeSpan.MinValue ? now : entry.FirstCut;
        }

        if (reason == CutReason.Time)
        {
            _pace.StopWaiting();
        }

        _onWire.Add(batch);
        _work.Watcher.Cut(new BatchCut(reason, entries.Count, bytes, linger));
        _settings.Schedule(batch);
    }

    private TimeSpan? NextMoment()
    {
        if (_open.First is not { } first)
        {
            return null;
        }

        var next = _settings.DeliveryTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : first.Value.AcceptedAt + _settings.DeliveryTimeout;
        if (_lines.NextWake() is { } wake && wake < next)
        {
            next = wake;
        }

        if (_onWire.Count < _settings.MaxInflight && _lines.Oldest() is { } oldest && oldest.AcceptedAt + _pace.OpenTime < next)
        {
            next = oldest.AcceptedAt + _pace.OpenTime;
        }

        return next == TimeSpan.MaxValue ? null : next;
    }

    private void Expire(TimeSpan now)
    {
        while (_settings.DeliveryTimeout != Timeout.InfiniteTimeSpan && _open.First?.Value is { } entry && now - entry.AcceptedAt >= _settings.DeliveryTimeout)
        {
            if (entry.Line is not null)
            {
                _lines.Remove(entry);
                Fail(entry, entry.LastError ?? _work.GivenUp(GiveUpReason.Late));
                Break(entry.Key, onlyPause: entry.LastError is null);
            }
            else
            {
                Desert(entry, GiveUpReason.LateOnWire);
            }
        }
    }

    /// <summary>The caller of an entry on the wire waits no more. A call for which nobody waits is ended.</summary>
    private void Desert(LaneEntry<TItem, TResult> entry, GiveUpReason reason)
    {
        Fail(entry, _work.GivenUp(reason));
        if (--entry.Batch!.Waiting == 0)
        {
            entry.Batch.Abort();
        }
    }

    private void TakeBack(LaneBatch<TItem, TResult> batch)
    {
        var now = Now;
        _ = _onWire.Remove(batch);
        _work.Watcher.Returned();
        _pace.Returned(now, batch.Error is null ? now - batch.SentAt : null, batch.Waiting);
        var verdict = batch.Error is { } error ? _work.Judge(error) : default(CallVerdict?);
        if (batch.Entries.Count > 1 && !_isEnding && (verdict == CallVerdict.TooLong || (verdict == CallVerdict.BadEntry && _settings.Divide)))
        {
            Halve(batch, verdict == CallVerdict.TooLong);
            return;
        }

        var outcomes = batch.Outcomes ?? [.. batch.Entries.Select(entry => OutcomeOf(entry, verdict, batch.Error!, now))];
        if (batch.Entries[0].Key is null)
        {
            Settle(batch, outcomes, Enumerable.Range(0, outcomes.Length), null, now);
            return;
        }

        foreach (var line in Enumerable.Range(0, outcomes.Length).GroupBy(place => batch.Entries[place].Key!, StringComparer.Ordinal))
        {
            Settle(batch, outcomes, line, _lines.Free(line.Key), now);
        }
    }

    /// <summary>What a failed call is to one of its entries. Where a key keeps out what came twice, a lost batch goes out again.</summary>
    private BatchOutcome<TResult> OutcomeOf(LaneEntry<TItem, TResult> entry, CallVerdict? verdict, Exception error, TimeSpan now)
    {
        var isLost = verdict == CallVerdict.Lost;
        var copy = _work.Copy(error);
        entry.LostBy ??= isLost ? copy : null;
        var again = isLost && entry.Key is not null && !_isEnding && now - entry.FirstCut < _settings.ResendWindow;
        return new(again ? Fate.Again : isLost ? Fate.Unknown : Fate.Refused, null, copy);
    }

    /// <summary>The service took nothing of the batch: all of it goes out again, in parts.</summary>
    private void Halve(LaneBatch<TItem, TResult> batch, bool isTooLong)
    {
        if (isTooLong)
        {
            LowerTo(batch.Bytes / 2);
        }

        var open = batch.Entries.Where(static entry => !entry.IsCompleted).ToList();
        foreach (var entry in open)
        {
            (entry.Batch, entry.Company, entry.Attempts) = (null, (batch.Entries.Count + 1) / 2, entry.Attempts - 1);
        }

        if (batch.Entries[0].Key is null)
        {
            _lines.PutBack(open, null, null);
            return;
        }

        foreach (var key in batch.Entries.Select(static entry => entry.Key!).Distinct(StringComparer.Ordinal))
        {
            var back = open.FindAll(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));
            _lines.PutBack(back, _lines.Free(key), null);
            if (back.Count < batch.Entries.Count(entry => string.Equals(entry.Key, key, StringComparison.Ordinal)))
            {
                Break(key, onlyPause: true, back); // one whose caller waits no more is missing
            }
        }
    }

    /// <summary>Ends the entries of one line, or all without a key; those that may go out again are put back.</summary>
    private void Settle(LaneBatch<TItem, TResult> batch, BatchOutcome<TResult>[] outcomes, IEnumerable<int> places, LaneLine<TItem, TResult>? line, TimeSpan now)
    {
        int[] these = [.. places];
        var fates = Array.ConvertAll(these, place => FateOf(batch.Entries[place], outcomes[place].Fate));
        var isBroken = false;
        var again = line is null ? Array.ConvertAll(fates, static fate => fate == Fate.Again) : KeyOrder.Again(fates, out isBroken);
        var back = new List<LaneEntry<TItem, TResult>>();
        for (var index = 0; index < these.Length; index++)
        {
            var (entry, outcome) = (batch.Entries[these[index]], outcomes[these[index]]);
            entry.Batch = null;
            if (again[index])
            {
                entry.LastError = ErrorOf(entry, outcome);
                _work.Watcher.SentAgain(outcome.Error!);
                back.Add(entry);
            }
            else
            {
                End(entry, outcome);
            }
        }

        if (line is not null || back.Count > 0)
        {
            _lines.PutBack(back, line, back.Count == 0 ? null : now + _settings.Pause(back.Max(static entry => entry.Attempts)));
        }

        if (isBroken)
        {
            Break(line!.Key, except: back);
        }
    }

    /// <summary>An entry goes out again only while it may, and while its caller waits for it.</summary>
    private Fate FateOf(LaneEntry<TItem, TResult> entry, Fate fate) =>
        fate != Fate.Again || (entry.Attempts < _settings.MaxAttempts && !_isEnding && !entry.IsCompleted && !entry.CancellationToken.IsCancellationRequested)
            ? fate
            : entry.LostBy is null ? Fate.Refused : Fate.Unknown;

    private void End(LaneEntry<TItem, TResult> entry, BatchOutcome<TResult> outcome)
    {
        if (entry.IsCompleted)
        {
            return;
        }

        if (outcome is { Fate: Fate.Done, Result: { } result })
        {
            _ = entry.TryComplete(result);
            Close(entry);
        }
        else
        {
            Fail(entry, ErrorOf(entry, outcome));
        }
    }

    /// <summary>Once a batch with the entry was lost, no later failure makes it certain that it is not stored.</summary>
    private Exception ErrorOf(LaneEntry<TItem, TResult> entry, BatchOutcome<TResult> outcome) =>
        (outcome.Fate == Fate.Done ? null : entry.LostBy) ?? outcome.Error ?? _work.GivenUp(GiveUpReason.NotMentioned);

    /// <summary>An entry of a key has failed for good: those who wait behind it fail too, and perhaps those who come.</summary>
    private void Break(string? key, bool onlyPause = false, List<LaneEntry<TItem, TResult>>? except = null)
    {
        if (key is null || (onlyPause && !_settings.PauseBrokenKeys))
        {
            return;
        }

        if (_settings.PauseBrokenKeys)
        {
            _paused[key] = true;
        }

        foreach (var entry in _lines.WaitingOf(key).Where(entry => except?.Contains(entry) != true))
        {
            _lines.Remove(entry);
            Fail(entry, entry.LastError ?? _work.GivenUp(GiveUpReason.KeyBroken));
        }
    }

    private void LowerTo(long mostBytes)
    {
        const long Least = 1024;
        if (Math.Max(mostBytes, Least) is var bytes && bytes < _mostBytes)
        {
            _mostBytes = bytes;
            _work.Watcher.Lowered(bytes);
        }
    }

    private void EndWaiting()
    {
        _isEnding = true;
        LaneEntry<TItem, TResult>[] waiting = [.. _open.Where(static entry => entry.Line is not null)];
        foreach (var entry in waiting)
        {
            _lines.Remove(entry);
            Fail(entry, entry.LastError ?? _work.GivenUp(GiveUpReason.Disposed));
        }

        _work.Watcher.Left(waiting.Length, false);
    }

    private void EndAll()
    {
        EndWaiting();
        LaneEntry<TItem, TResult>[] sent = [.. _open];
        foreach (var entry in sent)
        {
            Desert(entry, GiveUpReason.DisposedOnWire);
        }

        _work.Watcher.Left(sent.Length, true);
    }

    private void Fail(LaneEntry<TItem, TResult> entry, Exception error)
    {
        _ = entry.TryFail(error);
        Close(entry);
    }

    /// <summary>The caller has its outcome: from now on the entry counts no more.</summary>
    private void Close(LaneEntry<TItem, TResult> entry)
    {
        _open.Remove(entry.Birth);
        _work.Watcher.Completed(entry.Bytes);
        _room.Leave(entry.Ticket);
        Leave();
    }

    private void Leave() => _ = Interlocked.Decrement(ref _users);
}
