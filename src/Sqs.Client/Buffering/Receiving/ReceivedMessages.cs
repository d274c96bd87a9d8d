using Sqs.Client.Operations;

namespace Sqs.Client.Buffering;

/// <summary>
/// Serves receives from polls that callers share, one loop for each queue. What shared polls cannot serve goes straight to the service.
/// </summary>
/// <remarks>
/// An answer may hold messages of several polls; its metadata is that of the poll which brought the first one, and an empty answer's that of the
/// latest empty poll. A caller who names no wait gets a poll that names none either, so that the service applies the queue's; meanwhile the
/// queue's attributes are read, and once they are known such callers share long polls like all others.
/// </remarks>
internal sealed class ReceivedMessages(ISqsClient inner, QueueFacts facts, QueueBufferSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly List<Task> _retired = [];
    private readonly ReceiveBypass _bypass = new(settings);
    private readonly ReceivingReports _reports = new(settings.LoggerFactory);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopping;

    /// <summary>How many messages wait here for a caller.</summary>
    public int BufferedMessages => Loops().Sum(loop => loop.Buffered);

    /// <summary>How many callers wait for messages; those who went straight to the service are not among them.</summary>
    public int Waiting => Loops().Sum(loop => loop.Waiting);

    /// <summary>How many queues have a loop.</summary>
    public int Queues => Loops().Length;

    /// <summary>Receives as the plain client does: waits as long as the request says, or as the queue says where it does not.</summary>
    public async Task<ReceiveMessageResponse> ReceiveAsync(ReceiveMessageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        RequestRules.ReceiveMessage(request);
        if (_bypass.IsNeededFor(request))
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isStopping), typeof(BufferedSqsClient));
            return await inner.ReceiveMessageAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var caller = new WaitingCaller(request.MaxNumberOfMessages ?? settings.DefaultMaxMessages, request.WaitTimeSeconds, request.BodyFormat, settings.Time.GetTimestamp());
        var answer = await WaitAsync(request.QueueUrl, caller, cancellationToken).ConfigureAwait(false);
        return answer ?? await inner.ReceiveMessageAsync(request with { MaxNumberOfMessages = caller.Max }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends polls and waiting callers, and makes the messages that nobody took visible again. A second call waits for the first one.
    /// </summary>
    /// <param name="abort">Ends what is still under way by then.</param>
    public async Task StopAsync(CancellationToken abort)
    {
        if (!TryStop(out var loops))
        {
            await _stopped.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            Array.ForEach(loops, loop => loop.TryPost(new ReceiveEvent.Stopping()));
            await using (abort.UnsafeRegister(_ => Array.ForEach(loops, loop => loop.TryPost(new ReceiveEvent.Aborted())), null).ConfigureAwait(false))
            {
                await Task.WhenAll(loops.Select(loop => loop.Completion).Concat(_retired)).ConfigureAwait(false);
            }
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    /// <summary>How many events the loops have handled once all that were posted before are; when it stands still, so do they.</summary>
    public async Task<long> ProgressAsync()
    {
        var progress = await Task.WhenAll(Loops().Select(loop => loop.ProgressAsync())).ConfigureAwait(false);
        return progress.Sum();
    }

    private async Task<ReceiveMessageResponse?> WaitAsync(string queueUrl, WaitingCaller caller, CancellationToken cancellationToken)
    {
        var place = Enter(queueUrl);
        try
        {
            // A loop that has ended leaves nobody waiting.
            ObjectDisposedException.ThrowIf(!place.Loop.TryPost(new ReceiveEvent.Called(caller)), typeof(BufferedSqsClient));
            await using (cancellationToken.UnsafeRegister(
                (_, token) => Cancel(place.Loop, caller, token), null).ConfigureAwait(false))
            {
                return await caller.Answer.ConfigureAwait(false);
            }
        }
        finally
        {
            Leave(place);
        }
    }

    private static void Cancel(ReceiveLoop loop, WaitingCaller caller, CancellationToken cancellationToken)
    {
        if (caller.TryCancel(cancellationToken))
        {
            _ = loop.TryPost(new ReceiveEvent.Cancelled(caller));
        }
    }

    private Place Enter(string queueUrl)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, typeof(BufferedSqsClient));
            if (!_places.TryGetValue(queueUrl, out var place))
            {
                Sweep();
                _places.Add(queueUrl, place = new Place(new ReceiveLoop(inner, facts, queueUrl, settings, _reports)));
            }

            place.Callers++;
            return place;
        }
    }

    private void Leave(Place place)
    {
        lock (_gate)
        {
            place.Callers--;
            place.LeftAt = settings.Time.GetTimestamp();
        }
    }

    private bool TryStop(out ReceiveLoop[] loops)
    {
        lock (_gate)
        {
            loops = [.. _places.Values.Select(place => place.Loop)];
            var isFirst = !_isStopping;
            _isStopping = true;
            return isFirst;
        }
    }

    /// <summary>Lets idle queues go whenever one is added: so there are never more than are in use, and no timer is needed for it.</summary>
    private void Sweep()
    {
        _ = _retired.RemoveAll(task => task.IsCompleted);
        foreach (var (url, place) in _places)
        {
            if (place.Callers == 0 && place.Loop.IsIdle && settings.Time.GetElapsedTime(place.LeftAt) >= settings.QueueIdleTimeout)
            {
                _ = _places.Remove(url);
                _ = place.Loop.TryPost(new ReceiveEvent.Stopping());
                _retired.Add(place.Loop.Completion);
            }
        }
    }

    private ReceiveLoop[] Loops()
    {
        lock (_gate)
        {
            return [.. _places.Values.Select(place => place.Loop)];
        }
    }

    /// <summary>A queue and how many callers are with it, under the lock.</summary>
    private sealed class Place(ReceiveLoop loop)
    {
        public ReceiveLoop Loop { get; } = loop;

        public int Callers { get; set; }

        public long LeftAt { get; set; }
    }
}
