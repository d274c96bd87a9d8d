namespace Sqs.Client.Buffering;

/// <summary>The calls that the loop of a queue makes: polls, releases and the read of attributes. Each reports its end to the loop and never fails.</summary>
internal sealed class ReceiveCalls
{
    private readonly ISqsClient _inner;
    private readonly QueueFacts _facts;
    private readonly string _queueUrl;
    private readonly QueueBufferSettings _settings;
    private readonly Func<TimeSpan> _now;
    private readonly Func<ReceiveEvent, bool> _post;
    private readonly ReceivingReports _reports;
    private readonly ReceiveReleases _releases;
    private readonly CancellationTokenSource _abortPolls = new();
    private readonly CancellationTokenSource _abortOthers = new();
    private readonly List<Task> _underWay = [];
    private int _releasing;

    public ReceiveCalls(
        ISqsClient inner, QueueFacts facts, string queueUrl, QueueBufferSettings settings, Func<TimeSpan> now, Func<ReceiveEvent, bool> post, ReceivingReports reports)
    {
        (_inner, _facts, _queueUrl, _settings, _now, _post, _reports) = (inner, facts, queueUrl, settings, now, post, reports);
        _releases = new ReceiveReleases(inner, queueUrl, now, reports);
    }

    public bool AreReleasing => _releasing > 0;

    public bool IsReading { get; private set; }

    public bool AreOthersUnderWay => AreReleasing || IsReading;

    public void Poll(ReceivePoll poll) => Track(PollAsync(poll));

    /// <summary>Reads what must be known of the queue, unless that is being done.</summary>
    public void ReadFact()
    {
        if (!IsReading)
        {
            IsReading = true;
            Track(ReadFactAsync());
        }
    }

    public void HasRead() => IsReading = false;

    public void Release(List<HeldMessage> messages, string cause)
    {
        if (messages.Count > 0)
        {
            _releasing++;
            Track(ReleaseAsync(messages, cause));
        }
    }

    public void HasReleased() => _releasing--;

    public void AbortPolls() => Abort(_abortPolls);

    public void AbortAll()
    {
        Abort(_abortPolls);
        Abort(_abortOthers);
    }

    /// <summary>Waits for what is under way; not for calls that were aborted and do not heed it.</summary>
    public async Task EndAsync()
    {
        if (!_abortOthers.IsCancellationRequested)
        {
            Abort(_abortOthers);
            await Task.WhenAll(_underWay).ConfigureAwait(false);
        }
    }

    private async Task PollAsync(ReceivePoll poll)
    {
        try
        {
            var response = await _inner.ReceiveMessageAsync(Request(poll), _abortPolls.Token).ConfigureAwait(false);
            var harvest = new ReceiveHarvest(poll, response, _now());
            if (!_post(new ReceiveEvent.Answered(poll, harvest)) && harvest.Count > 0)
            {
                _reports.LeftToExpire(_queueUrl, harvest.Count);
            }
        }
        catch (Exception error)
        {
            _ = _post(new ReceiveEvent.Failed(poll, error));
        }
    }

    private ReceiveMessageRequest Request(ReceivePoll poll) => new()
    {
        QueueUrl = _queueUrl,
        MaxNumberOfMessages = poll.Asked,
        WaitTimeSeconds = poll.Wait,
        VisibilityTimeout = (int?)_settings.ReceiveVisibilityTimeout?.TotalSeconds,
        MessageSystemAttributeNames = _settings.ReceiveSystemAttributeNames,
        MessageAttributeNames = _settings.ReceiveMessageAttributeNames,
        BodyFormat = poll.Format,
        ReceiveRequestAttemptId = poll.Attempt?.Value,
    };

    private async Task ReadFactAsync()
    {
        try
        {
            var fact = await _facts.OfAsync(_queueUrl, _abortOthers.Token).ConfigureAwait(false);
            _ = _post(new ReceiveEvent.Learnt(fact));
        }
        catch (Exception error)
        {
            _ = _post(new ReceiveEvent.NotLearnt(error));
        }
    }

    private async Task ReleaseAsync(List<HeldMessage> messages, string cause)
    {
        await _releases.ReleaseAsync(messages, cause, _abortOthers.Token).ConfigureAwait(false);
        _ = _post(new ReceiveEvent.Released());
    }

    private void Track(Task call)
    {
        _ = _underWay.RemoveAll(task => task.IsCompleted);
        _underWay.Add(call);
    }

    private void Abort(CancellationTokenSource source)
    {
        if (!source.IsCancellationRequested)
        {
            Track(AbortAsync(source));
        }
    }

    /// <summary>What listens to the token is users' code and may throw; that must not end the loop.</summary>
    private async Task AbortAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _reports.TurnFailed(_queueUrl, error);
        }
    }
}
