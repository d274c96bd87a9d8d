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

    private readonly Channel<LeaseEvent> _events = Channel.CreateUnbounded<LeaseEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LeaseSettings _settings;
    private readonly LeaseReports _reports;
    private readonly ExtensionCalls _calls;
    private readonly LeasePlan _plan;
    private readonly Func<int> _held;
    private readonly LeaseSchedule _schedule = new();
    private readonly PriorityQueue<Lease, TimeSpan> _due = new();
    private readonly List<Task> _underWay = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly LoopTimer _timer;
    private int _onWire;
    private long _handled;
    private bool _isEnding;

    public LeaseLoop(ExtensionCalls calls, LeaseSettings settings, LeaseReports reports, Func<int> held)
    {
        (_calls, _settings, _reports, _held) = (calls, settings, reports, held);
        _plan = new LeasePlan(settings);

        // The ambient context of whoever makes the keeper (its trace, for example) is not that of the calls.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new LoopTimer(settings.Clock.Provider, () => TryPost(new LeaseEvent.Ticked()));
            Completion = Task.Run(RunAsync);
        }
    }

    /// <summary>Ends, without an error, when the loop has ended and with it the calls that it started.</summary>
    public Task Completion { get; }

    /// <summary>Tells the loop what happened; false when it has ended.</summary>
    public bool TryPost(LeaseEvent happening) => _events.Writer.TryWrite(happening);

    /// <summary>Once everything that was posted before is handled: how much that is, and how many calls are on the wire.</summary>
    public async Task<LeaseProgress> ProgressAsync()
    {
        var question = new LeaseEvent.Asked(new TaskCompletionSource<LeaseProgress>(TaskCreationOptions.RunContinuationsAsynchronously));
        return TryPost(question) ? await question.Answer.Task.ConfigureAwait(false) : default;
    }

    private async Task RunAsync()
    {
        while (!_isEnding)
        {
            _ = await _events.Reader.WaitToReadAsync().ConfigureAwait(false);
            List<LeaseEvent.Asked> questions = [];
            try
            {
                var now = _settings.Clock.Now;
                while (_events.Reader.TryRead(out var happening))
                {
                    Apply(happening, now, questions);
                }

                Turn(now);
            }
            catch (Exception error)
            {
                // Settings hold users' code (the clock). Whatever it does, the loop looks again soon.
                _reports.TurnFailed(error);
                LookAgain();
            }

            questions.ForEach(question => question.Answer.SetResult(new LeaseProgress(_handled, _onWire)));
        }

        await EndAsync().ConfigureAwait(false);
    }

    private void Apply(LeaseEvent happening, TimeSpan now, List<LeaseEvent.Asked> questions)
    {
        _handled++;
        switch (happening)
        {
            case LeaseEvent.Taken(var leases):
                Array.ForEach(leases, lease => Place(lease, now));
                break;
            case LeaseEvent.Changed(var lease):
                Place(lease, now);
                break;
            case LeaseEvent.Extended(var outcomes):
                _onWire--;
                Array.ForEach(outcomes, outcome => Answer(outcome, now));
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
            case LeaseEvent.Asked question:
                _handled--;
                questions.Add(question);
                break;
        }
    }

    /// <summary>Looks at what is to be done.</summary>
    private void Turn(TimeSpan now)
    {
        var isAnyDue = false;
        foreach (var lease in _schedule.TakeUntil(now))
        {
            isAnyDue |= Look(lease, now);
        }

        // What falls due soon goes along: it would cost a call of its own later.
        foreach (var lease in isAnyDue ? _schedule.TakeExtensionsUntil(now + _plan.Company) : [])
        {
            MakeDue(lease);
        }

        while (_onWire < Math.Max(MaxCalls, _held() / MessagesPerCall) && TakeBatch(now) is { Count: > 0 } batch)
        {
            Send(batch);
        }

        _timer.Arm(_schedule.Next, now);
    }

    /// <summary>Looks at a lease whose moment has come; true when it is to be extended.</summary>
    private bool Look(Lease lease, TimeSpan now)
    {
        if (lease.Deadline <= now)
        {
            _ = lease.TryLose();
            return false;
        }

        if (lease.Watch.IsExtension)
        {
            MakeDue(lease);
            return true;
        }

        Place(lease, now);
        return false;
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

        var isFree = !lease.Watch.IsDue && !lease.Watch.IsOnWire && !_stop.IsCancellationRequested;
        var extension = isFree ? _plan.NextExtension(lease, now) : null;
        _schedule.Put(lease, extension ?? deadline, isExtension: extension is not null);
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
            if (lease.IsEnded || lease.Phase == LeasePhase.Abandoning || _stop.IsCancellationRequested || !_plan.IsWorthwhile(lease, now))
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
        ExtensionOutcome[] outcomes;
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
        foreach (var (lease, _, until) in outcomes.Where(static outcome => outcome.Verdict == ExtensionVerdict.Done))
        {
            lease.Prolong(until);
        }

        batch.ForEach(static lease => lease.Turn.Leave());
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
                lease.Watch.RetryAt = now + _plan.Pause(lease.Deadline - now);
                break;
        }

        Place(lease, now);
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
            Array.ForEach((happening as LeaseEvent.Taken)?.Leases ?? [], static lease => lease.TryLose());

            (happening as LeaseEvent.Asked)?.Answer.SetResult(default);
        }

        StopExtending();
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
