namespace Sqs.Client.Processing.Tests.Receiving;

/// <summary>A client whose polls are held until a test answers or fails them; what settles messages succeeds at once.</summary>
internal sealed class ScriptedQueue() : DelegatingSqsClient(Clients.Unreachable())
{
    private readonly Lock _gate = new();
    private readonly List<HeldPoll> _polls = [];
    private readonly List<string> _visible = [];
    private readonly List<string> _deleted = [];

    /// <summary>True leaves polls running whose token was cancelled.</summary>
    public bool IgnoresCancellation { get; set; }

    /// <summary>What a release waits for; null when it is answered at once.</summary>
    public TaskCompletionSource? HoldReleases { get; set; }

    /// <summary>All polls ever made.</summary>
    public IReadOnlyList<HeldPoll> Polls
    {
        get
        {
            lock (_gate)
            {
                return [.. _polls];
            }
        }
    }

    public IReadOnlyList<HeldPoll> Running => [.. Polls.Where(poll => !poll.IsOver)];

    /// <summary>The receipt handles whose messages were made visible at once, in that order.</summary>
    public IReadOnlyList<string> MadeVisible
    {
        get
        {
            lock (_gate)
            {
                return [.. _visible];
            }
        }
    }

    public IReadOnlyList<string> Deleted
    {
        get
        {
            lock (_gate)
            {
                return [.. _deleted];
            }
        }
    }

    public override async Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        var poll = new HeldPoll(request);
        lock (_gate)
        {
            _polls.Add(poll);
        }

        await using (cancellationToken.UnsafeRegister(_ => poll.Cancel(cancellationToken, IgnoresCancellation), null))
        {
            return await poll.Task.ConfigureAwait(false);
        }
    }

    public override async Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        if (HoldReleases is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        lock (_gate)
        {
            _visible.AddRange(request.Entries.Where(entry => entry.VisibilityTimeout == 0).Select(entry => entry.ReceiptHandle));
        }

        return new ChangeMessageVisibilityBatchResponse { Successful = [.. request.Entries.Select(entry => new ChangeMessageVisibilityBatchResultEntry { Id = entry.Id })] };
    }

    public override Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _deleted.AddRange(request.Entries.Select(entry => entry.ReceiptHandle));
        }

        return Task.FromResult(new DeleteMessageBatchResponse { Successful = [.. request.Entries.Select(entry => new DeleteMessageBatchResultEntry { Id = entry.Id })] });
    }

    public override Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _deleted.Add(request.ReceiptHandle);
        }

        return Task.FromResult(new DeleteMessageResponse());
    }

    public override Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _visible.AddRange(request.VisibilityTimeout == 0 ? [request.ReceiptHandle] : []);
        }

        return Task.FromResult(new ChangeMessageVisibilityResponse());
    }

    public override Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetQueueAttributesResponse());

    /// <summary>A poll that the test ends. Whoever waits for it goes on at once, on the test's own thread.</summary>
    internal sealed class HeldPoll(ReceiveMessageRequest request)
    {
        private readonly TaskCompletionSource<ReceiveMessageResponse> _answer = new();

        public ReceiveMessageRequest Request { get; } = request;

        public int Asked => Request.MaxNumberOfMessages!.Value;

        public Task<ReceiveMessageResponse> Task => _answer.Task;

        public bool IsOver => _answer.Task.IsCompleted;

        public bool WasCancelled { get; private set; }

        /// <summary>Answers; false when the poll was cancelled before.</summary>
        public bool Answer(IReadOnlyList<Message> messages, IReadOnlyList<Message>? damaged = null) => _answer.TrySetResult(new ReceiveMessageResponse
        {
            Messages = messages,
            Damaged = [.. (damaged ?? []).Select(message => new DamagedMessage(message, []))],
        });

        public bool Fail(Exception error) => _answer.TrySetException(error);

        public void Cancel(CancellationToken cancellationToken, bool isIgnored)
        {
            WasCancelled = true;
            _ = !isIgnored && _answer.TrySetCanceled(cancellationToken);
        }
    }
}
