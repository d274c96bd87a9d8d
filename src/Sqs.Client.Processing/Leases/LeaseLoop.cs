using System.Threading.Channels;

namespace Sqs.Client.Processing;

/// <summary>
/// Holds the messages of one queue: one loop owns the schedule, the timer and the calls that extend. It never waits for the wire: answers come
/// back to it as events, and after each burst of events it looks once at what is to be done.
/// </summary>
internal sealed class LeaseLoop
{
    // Calls on the wire at once; more than that when very many messages are held, so that all are reached within half a visibility timeout.
    private const int MaxCalls = 4;
    private const int MessagesPerCall = 500;

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100);

    private readonly Channel<LeaseEvent> _events = Channel.CreateUnbounded<LeaseEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LeaseSettings _settings;
    private readonly LeaseReports _reports;
    private readonly ExtensionCalls _calls;
    private readonly Func<int> _held;
    private readonly LeaseSchedule _schedule = new();
    private readonly PriorityQueue<Lease, TimeSpan> _due = new();
    private readonly List<Task> _underWay = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly LeaseTimer _timer;
    private int _onWire;
    private bool _isEnding;

    public LeaseLoop(ExtensionCalls calls, LeaseSettings settings, LeaseReports reports, Func<int> held)
    {
        (_calls, _settings, _reports, _held) = (calls, settings, reports, held);

        // The ambient context of whoever makes the keeper (its trace, for example) is not that of the calls.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new LeaseTimer(settings.Clock.Provider, () => TryPost(new LeaseEvent.Ticked()));
            Completion = Task.Run(RunAsync);
        }
    }

    /// <summary>Ends, without an error, when the loop has ended and with it the calls that it started.</summary>
    public Task Completion { get; }

    /// <summary>Tells the loop what happened; false when it has ended.</summary>
    public bool TryPost(LeaseEvent happening) => _events.Writer.TryWrite(happening);

    private bool Extends => _settings.MaxVisibility > _settings.Visibility && !_stop.IsCancellationRequested;

    private async Task RunAsync()
    {
        while (!_isEnding)
        {
            _ = await _events.Reader.WaitToReadAsync().ConfigureAwait(false);
            try
            {
                var now = _settings.Clock.Now;
                while (_events.Reader.TryRead(out var happening))
                {
                    Apply(happening, now);
                }

                Turn(now);
            }
            catch (Exception error)
            {
                // Settings hold users' code (the clock). Whatever it does, the loop looks again soon.
                _reports.TurnFailed(error);
                LookAgain();
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    private void Apply(LeaseEvent happening, TimeSpan now)
    {
        switch (happening)
        {
            case LeaseEvent.Taken(var leases):
                foreach (var lease in leases)
                {
                    Place(lease, now);
                }

                break;
            case LeaseEvent.Changed(var lease):
                Place(lease, now);
                break;
            case LeaseEvent.Extended(var outcomes):
                _onWire--;
                foreach (var outcome in outcomes)
                {
                    Answer(outcome, now);
                }

                break;
            case LeaseEvent.Ticked:
                _timer.Fired();
                break;
            case LeaseEvent.Stopping:
                StopExtending();
                break;
            case LeaseEvent.Ending:
                _isEnding = true;
                break;
        }
    }

    /// <summary>Looks at what is to be done.</summary>
    private void Turn(TimeSpan now)
    {
        var isAnyDue = false;
        foreach (var lease in _schedule.TakeUntil(now))
        {
            var isOver = lease.Deadline <= now;
            isAnyDue |= !isOver && lease.Watch.IsExtension;
            if (isOver)
            {
                _ = lease.TryLose();
            }
            else if (lease.Watch.IsExtension)
            {
                MakeDue(lease);
            }
            else
            {
                Place(lease, now);
            }
        }

        // What falls due soon goes along: it would cost a call of its own later.
        foreach (var lease in isAnyDue ? _schedule.TakeExtensionsUntil(now + (_settings.Visibility / 4)) : [])
        {
            MakeDue(lease);
        }

        while (_onWire < Math.Max(MaxCalls, _held() / MessagesPerCall) && TakeBatch(now) is { Count: > 0 } batch)
        {
            Send(batch);
        }

        _timer.Arm(_schedule.Next, now);
    }

    /// <summary>Decides when a lease has to be looked at next.</summary>
    private void Place(Lease lease, TimeSpan now)
    {
        var deadline = lease.Deadline;
        if (lease.IsEnded || lease.Phase == LeasePhase.Abandoning || (lease.Phase == LeasePhase.Completing && deadline <= now))
        {
            _schedule.Remove(lease);
            return;
        }

        var half = deadline - (_settings.Visibility / 2);
        var due = half > now ? half : now;
        due = lease.Watch.RetryAt > due ? lease.Watch.RetryAt.Value : due;
        var isExtension = !lease.Watch.IsDue && !lease.Watch.IsOnWire && due < deadline && IsWorthwhile(lease, due);
        _schedule.Put(lease, isExtension ? due : deadline, isExtension);
    }

    /// <summary>True when an extension at a moment gains time: at the ceiling there is none left.</summary>
    private bool IsWorthwhile(Lease lease, TimeSpan moment)
    {
        var least = _settings.Visibility / 4;
        least = least < TimeSpan.FromSeconds(1) ? least : TimeSpan.FromSeconds(1);
        return Extends && !lease.Watch.IsRefused
            && moment + TimeSpan.FromSeconds(ExtensionCalls.SecondsOf(_settings, lease, moment)) >= lease.Deadline + least;
    }

    private void MakeDue(Lease lease)
    {
        lease.Watch.IsDue = true;
        var deadline = lease.Deadline;
        _due.Enqueue(lease, deadline);
        _schedule.Put(lease, deadline, isExtension: false);
    }

    private List<Lease> TakeBatch(TimeSpan now)
    {
        List<Lease> batch = [];
        while (batch.Count < ExtensionCalls.MaxEntries && _due.TryDequeue(out var lease, out _))
        {
            lease.Watch.IsDue = false;
            if (lease.IsEnded || lease.Phase == LeasePhase.Abandoning || !IsWorthwhile(lease, now))
            {
                Place(lease, now);
            }
            else if (lease.Turn.TryTake())
            {
                lease.Watch.IsOnWire = true;
                batch.Add(lease);
            }

            // Otherwise its user is extending it, and tells the end of that.
        }

        return batch;
    }

    private void Send(List<Lease> batch)
    {
        _onWire++;
        _ = _underWay.RemoveAll(static task => task.IsCompleted);

        // Not on this thread: what runs before the client waits for the first time is users' code too.
        _underWay.Add(Task.Run(() => ExtendAsync(batch)));
    }

    private async Task ExtendAsync(List<Lease> batch)
    {
        IReadOnlyList<ExtensionOutcome> outcomes;
        try
        {
            outcomes = await _calls.ExtendAsync(batch, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _reports.TurnFailed(error);
            outcomes = [.. batch.Select(static lease => new ExtensionOutcome(lease, ExtensionVerdict.Again, default))];
        }

        // Whoever waits to change one of them may go on, whether the loop still runs or not; what it does comes after this.
        foreach (var (lease, verdict, until) in outcomes)
        {
            if (verdict == ExtensionVerdict.Done)
            {
                lease.Prolong(until);
            }

            lease.Turn.Leave();
        }

        _ = TryPost(new LeaseEvent.Extended(outcomes));
    }

    private void Answer(ExtensionOutcome outcome, TimeSpan now)
    {
        var lease = outcome.Lease;
        (lease.Watch.IsOnWire, lease.Watch.RetryAt) = (false, null);
        switch (outcome.Verdict)
        {
            case ExtensionVerdict.Refused:
                lease.Watch.IsRefused = true;
                _ = !ExtensionCalls.IsAtLimit(lease, outcome.Until) && lease.TryLose();
                break;
            case ExtensionVerdict.Again:
                lease.Watch.RetryAt = now + Pause(lease.Deadline - now);
                break;
        }

        Place(lease, now);
    }

    /// <summary>A pause that gets shorter as time runs out, at random so that calls do not all come back together.</summary>
    private TimeSpan Pause(TimeSpan left)
    {
        var pause = left / 4 * (0.5 + (_settings.Random() / 2));
        return pause > ShortestRetry ? pause : ShortestRetry;
    }

    private void StopExtending()
    {
        if (!_stop.IsCancellationRequested)
        {
            _underWay.Add(_stop.CancelAsync());
        }
    }

    private void LookAgain()
    {
        try
        {
            _timer.Arm(TimeSpan.FromSeconds(1), TimeSpan.Zero);
            _timer.Fired();
        }
        catch (Exception error)
        {
            _reports.TurnFailed(error);
        }
    }

    private async Task EndAsync()
    {
        _events.Writer.Complete();
        await _timer.DisposeAsync().ConfigureAwait(false);
        foreach (var lease in _schedule.TakeAll())
        {
            _ = lease.TryLose();
        }

        // What was posted after the last turn.
        while (_events.Reader.TryRead(out var happening))
        {
            foreach (var lease in happening is LeaseEvent.Taken taken ? taken.Leases : [])
            {
                _ = lease.TryLose();
            }
        }

        StopExtending();
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
