using System.Diagnostics;
using Sqs.Client.Batching;
using Sqs.Client.Diagnostics;

namespace Sqs.Client.Buffering;

/// <summary>The lanes of one kind, one for each queue URL to the letter. A lane without work is let go when it has not been used for a while.</summary>
internal sealed class OutgoingLanes<TRequest, TResponse>
    where TRequest : class, ISqsRequest
    where TResponse : class
{
    private readonly OutgoingKind<TRequest, TResponse> _kind;
    private readonly ISqsClient _inner;
    private readonly QueueBufferSettings _settings;
    private readonly Room _room;
    private readonly OutgoingTelemetry _telemetry;
    private readonly LaneSettings _lane;
    private readonly Action<string, Action<long>>? _askForSize;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BatchLane<OutgoingItem<TRequest>, TResponse>> _lanes = new(StringComparer.Ordinal);
    private long _lastSweep;

    public OutgoingLanes(
        OutgoingKind<TRequest, TResponse> kind, ISqsClient inner, QueueBufferSettings settings, Room room, LaneSettings lane, OutgoingTelemetry telemetry, Action<string, Action<long>>? askForSize)
    {
        (_kind, _inner, _settings, _room, _telemetry, _askForSize) = (kind, inner, settings, room, telemetry, askForSize);
        var timing = kind.Timing(settings);
        _lane = lane with { MaxOpenTime = timing.MaxBatchOpenTime, SendWhenIdle = timing.SendWhenIdle };
        _lastSweep = settings.Time.GetTimestamp();
    }

    /// <summary>Takes a call: checks it as the plain client does, and only then looks for a place for it.</summary>
    public Task<TResponse> SendAsync(TRequest request, CancellationToken cancellationToken)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(request);
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = _kind.Check(request);
            ObjectDisposedException.ThrowIf(_room.IsClosed, typeof(BufferedSqsClient));
            var key = _kind.Key(request);
            if (!OutgoingCalls.FitsIntoABatch(request.CallOptions) || (key is not null && _settings.FifoMode == FifoBufferMode.Bypass))
            {
                return _kind.SendAsync(_inner, request, cancellationToken);
            }

            var item = new OutgoingItem<TRequest>(request, bytes, Activity.Current?.Context ?? default);
            return LaneOf(_kind.QueueUrl(request)).SendAsync(item, bytes, key, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResponse>(cancellationToken);
        }
        catch (Exception error)
        {
            return Task.FromException<TResponse>(error);
        }
    }

    public bool Resume(string queueUrl, string key)
    {
        lock (_gate)
        {
            return _lanes.TryGetValue(queueUrl, out var lane) && lane.Resume(key);
        }
    }

    /// <summary>One task for each lane, which ends when what it holds now is done.</summary>
    public IEnumerable<Task> FlushAll() => All.Select(static lane => lane.FlushAsync());

    public void TellAll(LaneEventKind what)
    {
        foreach (var lane in All)
        {
            lane.Post(new LaneEvent(what));
        }
    }

    private IReadOnlyList<BatchLane<OutgoingItem<TRequest>, TResponse>> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _lanes.Values];
            }
        }
    }

    private BatchLane<OutgoingItem<TRequest>, TResponse> LaneOf(string queueUrl)
    {
        lock (_gate)
        {
            Sweep();
            if (!_lanes.TryGetValue(queueUrl, out var lane))
            {
                lane = new(WorkFor(queueUrl), _lane, _room);
                _lanes.Add(queueUrl, lane);
                _askForSize?.Invoke(queueUrl, lane.Lower);
            }

            lane.Hold();
            return lane;
        }
    }

    /// <summary>No timer watches idle lanes: whoever calls clears up, now and then.</summary>
    private void Sweep()
    {
        var now = _settings.Time.GetTimestamp();
        if (_settings.Time.GetElapsedTime(_lastSweep, now) < _settings.QueueIdleTimeout)
        {
            return;
        }

        _lastSweep = now;
        foreach (var (queueUrl, lane) in _lanes.ToArray())
        {
            if (lane.IsIdle && lane.Now - lane.LastUsed >= _settings.QueueIdleTimeout)
            {
                _ = _lanes.Remove(queueUrl);
            }
        }
    }

    private LaneWork<OutgoingItem<TRequest>, TResponse> WorkFor(string queueUrl) => new()
    {
        SendAsync = (items, token) => SendBatchAsync(queueUrl, items, token),
        SendAloneAsync = SendAloneAsync,
        Judge = OutgoingErrors.Judge,
        Copy = OutgoingErrors.Copy,
        GivenUp = reason => OutgoingErrors.GivenUp(_kind.Name, _settings.DeliveryTimeout, reason),
        Watcher = _telemetry.Watcher,
    };

    private async Task<BatchOutcome<TResponse>[]> SendBatchAsync(string queueUrl, IReadOnlyList<OutgoingItem<TRequest>> items, CancellationToken cancellationToken)
    {
        _telemetry.Billed(OutgoingMetrics.UnitsOf(items.Sum(static item => item.Bytes)), items.Sum(static item => OutgoingMetrics.UnitsOf(item.Bytes)));
        var span = _telemetry.Open(items.Select(static item => item.Caller));
        BatchOutcome<TResponse>[] outcomes;
        int strangers;
        try
        {
            var answer = await _kind.SendBatchAsync(_inner, queueUrl, [.. items.Select(static item => item.Request)], cancellationToken).ConfigureAwait(false);
            outcomes = BatchOutcome.Scatter(items.Count, answer.Outcomes, out strangers);
        }
        finally
        {
            _telemetry.Close(span);
        }

        if (strangers > 0)
        {
            _telemetry.Strangers(strangers);
        }

        foreach (var outcome in outcomes)
        {
            if (outcome is { Fate: not Fate.Done, Error: { } error })
            {
                _telemetry.Failed(error);
            }
        }

        return outcomes;
    }

    private Task<TResponse> SendAloneAsync(OutgoingItem<TRequest> item, CancellationToken cancellationToken)
    {
        var units = OutgoingMetrics.UnitsOf(item.Bytes);
        _telemetry.Billed(units, units);
        return _kind.SendAsync(_inner, item.Request, cancellationToken);
    }
}
