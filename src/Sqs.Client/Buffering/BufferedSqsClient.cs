using Sqs.Client.Buffering;

namespace Sqs.Client;

/// <summary>
/// A client that gathers single sends, deletes and changes of visibility into batches, and serves receives from polls that fetch ten
/// messages at a time. It has the interface of the plain client: every call completes with its own outcome, and a success is one that the
/// service acknowledged. Everything else, batch calls included, goes straight to the inner client.
/// </summary>
/// <remarks>
/// A call that is cancelled before its batch is sent was never sent; from then on its task tells the real outcome. Dispose the client to
/// send what is pending and to release what was fetched; see <see cref="QueueBufferOptions"/>.
/// </remarks>
public sealed class BufferedSqsClient : DelegatingSqsClient
{
    private readonly QueueBufferSettings _settings;
    private readonly OutgoingCalls _outgoing;
    private readonly ReceivedMessages _received;
    private readonly Lock _ending = new();
    private Task? _ended;

    /// <summary>Puts buffers before a client.</summary>
    /// <param name="inner">The client that does the work.</param>
    /// <param name="options">How calls are gathered; null for the defaults. Read once: later changes have no effect.</param>
    /// <exception cref="SqsValidationException">An option is out of its range; the exception names it.</exception>
    public BufferedSqsClient(ISqsClient inner, QueueBufferOptions? options = null)
        : base(inner)
    {
        _settings = QueueBufferSettings.Freeze(options ?? new QueueBufferOptions());
        var facts = new QueueFacts(inner, _settings);
        _outgoing = new OutgoingCalls(inner, _settings, async (queueUrl, token) => (await facts.OfAsync(queueUrl, token).ConfigureAwait(false)).MaximumMessageSize);
        _received = new ReceivedMessages(inner, facts, _settings);
    }

    /// <summary>How many calls were accepted and are not completed.</summary>
    public int PendingCalls => _outgoing.PendingMessages;

    /// <summary>How many messages were fetched and not handed out yet.</summary>
    public int BufferedMessages => _received.BufferedMessages;

    /// <inheritdoc/>
    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        _outgoing.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        _outgoing.DeleteAsync(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default) =>
        _outgoing.ChangeVisibilityAsync(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        _received.ReceiveAsync(request, cancellationToken);

    /// <summary>Sends what is pending without waiting for company. Calls that come meanwhile are not held up, and not waited for.</summary>
    /// <param name="cancellationToken">Gives the wait up; what is pending goes out all the same.</param>
    /// <returns>When everything that was accepted before is completed. The failure of a call is told to that call alone.</returns>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _outgoing.FlushAsync(cancellationToken);

    /// <summary>Lets a message group take calls again after a failure, in <see cref="FifoBufferMode.NoGap"/>.</summary>
    /// <param name="queueUrl">The queue.</param>
    /// <param name="messageGroupId">The group.</param>
    /// <returns>True when the group was paused.</returns>
    public bool ResumeGroup(string queueUrl, string messageGroupId)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueUrl);
        ArgumentException.ThrowIfNullOrEmpty(messageGroupId);
        return _outgoing.ResumeGroup(queueUrl, messageGroupId);
    }

    /// <summary>
    /// Ends the client: new calls are refused, what is pending is sent, running polls are given a moment, buffered messages are released.
    /// After <see cref="QueueBufferOptions.ShutdownTimeout"/> what is left fails: as <see cref="SqsNotSentException"/> if it was never sent, with
    /// <see cref="SqsException.OutcomeUnknown"/> if it was on the wire.
    /// </summary>
    /// <returns>When everything has ended. A second call waits for the same end.</returns>
    public override async ValueTask DisposeAsync()
    {
        Task ended;
        lock (_ending)
        {
            ended = _ended ??= EndAsync();
        }

        await ended.ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task EndAsync()
    {
        using var abort = new CancellationTokenSource(_settings.ShutdownTimeout, _settings.Time);
        try
        {
            await Task.WhenAll(_outgoing.StopAsync(_settings.FlushOnDispose, abort.Token), _received.StopAsync(abort.Token)).ConfigureAwait(false);
        }
        finally
        {
            if (!_settings.LeaveInnerClientOpen)
            {
                await Inner.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
