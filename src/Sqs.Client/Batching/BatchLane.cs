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
    private readonly LaneBooks<TItem, TResult> _books;
    private readonly LaneReturns<TItem, TResult> _returns;
    private readonly List<LaneBatch<TItem, TResult>> _onWire = [];
    private readonly LinkedList<(long Last, TaskCompletionSource Done)> _flushes = [];
    private int _isScheduled;
    private long _accepted;
    private long _flushTo;
    private int _hops;
    private bool _hasNews;

    public BatchLane(LaneWork<TItem, TResult> work, LaneSettings settings, Room room)
    {
        (_work, _settings, _room) = (work, settings, room);
        _origin = settings.Time.GetTimestamp();
        _lines = new LaneLines<TItem, TResult>(settings.PauseBrokenKeys);
        _books = new LaneBooks<TItem, TResult>(work.Watcher, room);
        _returns = new LaneReturns<TItem, TResult>(work, settings, _lines, _books);
        _pace = new LanePace(settings.MaxOpenTime, settings.SendWhenIdle);
        _timer = new LaneTimer(settings.Time, () => Post(new LaneEvent(LaneEventKind.Tick)));
    }

    public TimeSpan Now => _settings.Time.GetElapsedTime(_origin);

    /// <summary>When the last call was made, for whoever clears up.</summary>
    public TimeSpan LastUsed { get; private set; }

    /// <summary>True when nothing would be lost with the lane: no call, accepted or on its way to it, and no paused key.</summary>
    public bool IsIdle => _books.Users == 0 && !_returns.HasPaused;

    /// <summary>Says that a call is coming, so that the lane is not cleared up before it has come. <see cref="SendAsync"/> must follow.</summary>
    public void Hold()
    {
        _books.Hold();
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
            _books.Leave();
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
    public bool Resume(string key) => _returns.Resume(key);

    public void Lower(long mostBytes) => Post(new LaneEvent(LaneEventKind.Lower, null, mostBytes));

    /// <summary>Fails a call that stood in line for room when the room was closed.</summary>
    public void TurnAway(LaneEntry<TItem, TResult> entry)
    {
        if (entry.TryFail(_work.GivenUp(GiveUpReason.DisposedInLine)))
        {
            _books.Leave();
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
            _books.Leave();
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
                TakeBack((LaneBatch<TItem, TResult>)what.Subject!, Now);
                break;
            case LaneEventKind.Tick:
                _timer.Fired();
                break;
            case LaneEventKind.Flush:
                _flushTo = _accepted;
                _flushes.AddLast((_accepted, (TaskCompletionSource)what.Subject!));
                break;
            case LaneEventKind.Lower:
                _returns.LowerTo(what.Number);
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
        _books.Add(entry);
        if (_returns.IsEnding)
        {
            _books.Fail(entry, _work.GivenUp(GiveUpReason.Disposed));
            return;
        }

        if (entry.Key is { } key && _returns.IsPaused(key))
        {
            _books.Fail(entry, _work.GivenUp(GiveUpReason.KeyPaused));
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
            _books.Fail(entry, error);
            _returns.Break(entry.Key);
        }
        else
        {
            _books.Cancel(entry);
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

        while (_flushes.First is { } flush && (_books.Oldest is not { } oldest || oldest.Sequence > flush.Value.Last))
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
        : _lines.ReadyBytes >= _returns.MostBytes ? CutReason.Bytes
        : oldest.Sequence <= _flushTo ? CutReason.Flush
        : _settings.SendWhenIdle && _onWire.Count == 0 ? CutReason.Idle
        : now - oldest.AcceptedAt >= _pace.OpenTime ? CutReason.Time
        : _pace.NobodyElseComes(now, _lines.ReadyCount, _settings.MaxBatchSize, _onWire.Select(static batch => (batch.SentAt, batch.Entries.Count))) ? CutReason.Back
        : null;

    private void Cut(CutReason reason, LaneEntry<TItem, TResult> oldest, TimeSpan now)
    {
        var linger = now - oldest.AcceptedAt;
        var entries = _lines.Take(_settings.MaxBatchSize, _returns.MostBytes);
        var bytes = entries.Sum(static entry => entry.Bytes);
        var batch = new LaneBatch<TItem, TResult>(this, _work, entries, isAlone: bytes > _returns.MostBytes) { SentAt = now, Bytes = bytes };
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
        if (_books.Oldest is not { } first)
        {
            return null;
        }

        var next = _settings.DeliveryTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : first.AcceptedAt + _settings.DeliveryTimeout;
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
        while (_settings.DeliveryTimeout != Timeout.InfiniteTimeSpan && _books.Oldest is { } entry && now - entry.AcceptedAt >= _settings.DeliveryTimeout)
        {
            if (entry.Line is not null)
            {
                _lines.Remove(entry);
                _books.Fail(entry, entry.LastError ?? _work.GivenUp(GiveUpReason.Late));
                _returns.Break(entry.Key, onlyPause: entry.LastError is null);
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
        _books.Fail(entry, _work.GivenUp(reason));
        if (--entry.Batch!.Waiting == 0)
        {
            entry.Batch.Abort();
        }
    }

    private void TakeBack(LaneBatch<TItem, TResult> batch, TimeSpan now)
    {
        _ = _onWire.Remove(batch);
        _work.Watcher.Returned();
        _pace.Returned(now, batch.Error is null ? now - batch.SentAt : null, batch.Waiting);
        _returns.TakeBack(batch, now);
    }

    private void EndWaiting()
    {
        _returns.IsEnding = true;
        LaneEntry<TItem, TResult>[] waiting = [.. _books.Open.Where(static entry => entry.Line is not null)];
        foreach (var entry in waiting)
        {
            _lines.Remove(entry);
            _books.Fail(entry, entry.LastError ?? _work.GivenUp(GiveUpReason.Disposed));
        }

        _work.Watcher.Left(waiting.Length, false);
    }

    private void EndAll()
    {
        EndWaiting();
        LaneEntry<TItem, TResult>[] sent = [.. _books.Open];
        foreach (var entry in sent)
        {
            Desert(entry, GiveUpReason.DisposedOnWire);
        }

        _work.Watcher.Left(sent.Length, true);
    }
}
