using System.Globalization;
using Sqs.Client.Tests.Root;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>A client whose polls, releases and reads of attributes are held until a test answers or fails them.</summary>
internal sealed class ScriptedQueue() : DelegatingSqsClient(new FakeSqs())
{
    private readonly Lock _gate = new();
    private readonly List<HeldPoll> _polls = [];
    private readonly List<ChangeMessageVisibilityBatchRequest> _releases = [];
    private int _messages;
    private int _reads;

    /// <summary>The queue's attributes.</summary>
    public TimeSpan Visibility { get; set; } = TimeSpan.FromSeconds(30);

    public int ReceiveWait { get; set; }

    /// <summary>What a read of attributes throws; null when it succeeds.</summary>
    public Exception? AttributesError { get; set; }

    /// <summary>What a read of attributes waits for; null when it is answered at once.</summary>
    public TaskCompletionSource? HoldAttributes { get; set; }

    /// <summary>What a release waits for; null when it is answered at once.</summary>
    public TaskCompletionSource? HoldReleases { get; set; }

    /// <summary>What a release throws; null when it succeeds.</summary>
    public Exception? ReleaseError { get; set; }

    /// <summary>Called whenever a poll is made, before anything else.</summary>
    public Action? OnPoll { get; set; }

    /// <summary>True leaves polls running whose token was cancelled.</summary>
    public bool IgnoresCancellation { get; set; }

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

    public IReadOnlyList<string> Released
    {
        get
        {
            lock (_gate)
            {
                return [.. _releases.SelectMany(release => release.Entries).Select(entry => entry.ReceiptHandle[2..])];
            }
        }
    }

    public int ReleaseCalls
    {
        get
        {
            lock (_gate)
            {
                return _releases.Count;
            }
        }
    }

    /// <summary>How many messages were to be released by calls that failed.</summary>
    public int ReleasesFailed { get; private set; }

    public int AttributeReads => Volatile.Read(ref _reads);

    /// <summary>New messages m1, m2, ... with receipt handles r-m1, ...</summary>
    public Message[] Messages(int count) => [.. Enumerable.Range(0, count).Select(_ => string.Create(CultureInfo.InvariantCulture, $"m{++_messages}"))
        .Select(id => new Message { MessageId = id, ReceiptHandle = "r-" + id, Body = "body " + id })];

    public override async Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        OnPoll?.Invoke();
        var poll = new HeldPoll(request, cancellationToken);
        lock (_gate)
        {
            _polls.Add(poll);
        }

        await using (cancellationToken.UnsafeRegister(_ => poll.Cancel(cancellationToken, IgnoresCancellation), null))
        {
            return await poll.Task.ConfigureAwait(false);
        }
    }

    public override async Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _releases.Add(request);
        }

        if (HoldReleases is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (ReleaseError is { } error)
        {
            lock (_gate)
            {
                ReleasesFailed += request.Entries.Count;
            }

            throw error;
        }

        return new ChangeMessageVisibilityBatchResponse { Successful = [.. request.Entries.Select(entry => new ChangeMessageVisibilityBatchResultEntry { Id = entry.Id })] };
    }

    public override async Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default)
    {
        _ = Interlocked.Increment(ref _reads);
        if (HoldAttributes is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return AttributesError is { } error ? throw error : new GetQueueAttributesResponse
        {
            Attributes = new Dictionary<QueueAttributeName, string>
            {
                [QueueAttributeName.VisibilityTimeout] = ((int)Visibility.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                [QueueAttributeName.ReceiveMessageWaitTimeSeconds] = ReceiveWait.ToString(CultureInfo.InvariantCulture),
                [QueueAttributeName.MaximumMessageSize] = "262144",
            },
        };
    }

    /// <summary>A poll that the test ends. Whoever waits for it goes on at once, on the test's own thread.</summary>
    internal sealed class HeldPoll(ReceiveMessageRequest request, CancellationToken token)
    {
        private readonly TaskCompletionSource<ReceiveMessageResponse> _answer = new();

        public ReceiveMessageRequest Request { get; } = request;

        public CancellationToken Token { get; } = token;

        public Task<ReceiveMessageResponse> Task => _answer.Task;

        public bool IsOver => _answer.Task.IsCompleted;

        public bool WasCancelled { get; private set; }

        /// <summary>Answers; false when the poll was cancelled before.</summary>
        public bool Answer(params Message[] messages) => _answer.TrySetResult(new ReceiveMessageResponse
        {
            Messages = messages,
            Metadata = new SqsResponseMetadata { RequestId = "poll of " + string.Join(' ', messages.Select(message => message.MessageId)), StatusCode = 200, Attempts = 1 },
        });

        public void Answer(ReceiveMessageResponse response) => _answer.TrySetResult(response);

        public void Fail(Exception error) => _answer.TrySetException(error);

        public void Cancel(CancellationToken cancellationToken, bool isIgnored)
        {
            WasCancelled = true;
            _ = !isIgnored && _answer.TrySetCanceled(cancellationToken);
        }
    }
}
