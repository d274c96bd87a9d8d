namespace Sqs.Client.LocalServer.Queues;

/// <summary>A receive that waits for its first message. It ends once: with messages, empty, or with the caller gone.</summary>
internal sealed class LongPoll(ReceiveRequest request, CancellationToken callerGone)
{
    private readonly TaskCompletionSource<IReadOnlyList<ReceivedMessage>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _deadline;

    public ReceiveRequest Request { get; } = request;

    /// <summary>Its place among the polls that wait; null when it waits no more.</summary>
    public LinkedListNode<LongPoll>? Place { get; set; }

    public bool CallerIsGone => callerGone.IsCancellationRequested;

    /// <summary>Waits for the end. Called outside the lock of the queue, once the poll stands in its list.</summary>
    /// <param name="end">Ends the poll when the caller leaves.</param>
    public async Task<IReadOnlyList<ReceivedMessage>> WaitAsync(Action<LongPoll> end)
    {
        var leaving = callerGone.UnsafeRegister(_ => end(this), state: null);
        await using (leaving.ConfigureAwait(false))
        {
            return await _answer.Task.ConfigureAwait(false);
        }
    }

    public void StartDeadline(TimeProvider time, Action<LongPoll> end) =>
        _deadline = time.CreateTimer(_ => end(this), state: null, Request.Wait, Timeout.InfiniteTimeSpan);

    public void Complete(IReadOnlyList<ReceivedMessage> messages)
    {
        _deadline?.Dispose();
        _ = _answer.TrySetResult(messages);
    }

    public void Fail(Exception reason)
    {
        _deadline?.Dispose();
        _ = _answer.TrySetException(reason);
    }
}
