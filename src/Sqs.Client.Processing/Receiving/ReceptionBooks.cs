namespace Sqs.Client.Processing;

/// <summary>What outlives a loop that fails: what was ordered, what runs, what was taken of the capacity, and how receiving goes.</summary>
internal sealed class ReceptionBooks(CapacityShare share, TimeProvider time, ReceptionRuns runs, ReceptionReports reports)
{
    private DateTimeOffset? _lastGoodPoll;
    private string? _lastPollError;
    private int _pollFailures;
    private DateTimeOffset? _newestSent;
    private int _restarts;
    private DateTimeOffset? _saturatedUntil;
    private ReceptionStatus _status = new(null, null, 0, false, null, 0, 0, null, 0);

    public CapacityShare Share { get; } = share;

    public ReceptionRuns Runs { get; } = runs;

    public ReceptionReports Reports { get; } = reports;

    public ReceptionOrders Orders { get; } = new();

    /// <summary>How many events were handled.</summary>
    public long Handled { get; set; }

    /// <summary>How it looks; may be read by any thread.</summary>
    public ReceptionStatus Status => Volatile.Read(ref _status) with { Running = Runs.Count };

    public void Start(HeldMessage message)
    {
        _newestSent = message.Delivery.Message.SentTimestamp ?? _newestSent;
        Runs.Start(message);
    }

    public void PollSucceeded(int brought)
    {
        if (_pollFailures > 0)
        {
            Reports.PollsWorkAgain(_pollFailures);
        }

        // An empty queue is one that nothing is behind in.
        (_lastGoodPoll, _lastPollError, _pollFailures, _newestSent) = (time.GetUtcNow(), null, 0, brought > 0 ? _newestSent : null);
        Reports.PollEnded(brought > 0 ? "full" : "empty");
    }

    public void PollFailed(Exception error)
    {
        _lastPollError = ErrorNames.Of(error);
        Reports.PollEnded("failed");
        Reports.PollFailed(++_pollFailures, _lastPollError, error);
    }

    /// <summary>A loop failed; tells how often that was.</summary>
    public void LoopFailed(Exception error)
    {
        Reports.Restarting(++_restarts, error);
        Write(waiting: 0, isSaturated: false);
    }

    public void Publish(int waiting, bool isSaturated)
    {
        if (_status.IsSaturated && !isSaturated)
        {
            _saturatedUntil = time.GetUtcNow();
        }

        Write(waiting, isSaturated);
    }

    private void Write(int waiting, bool isSaturated)
    {
        Reports.Waiting(waiting);
        Volatile.Write(ref _status, new ReceptionStatus(_lastGoodPoll, _lastPollError, _pollFailures, isSaturated, isSaturated ? null : _saturatedUntil, 0, waiting, _newestSent, _restarts));
    }
}
