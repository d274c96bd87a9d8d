namespace Sqs.Client.Processing;

/// <summary>
/// A token that several causes cancel; the first one counts. What users register on the token runs on the pool, never on the thread of the cause: code
/// that blocks or throws there would hold up a clock, the keeper of the leases, or the stop of other handlers.
/// </summary>
internal sealed class StopSignal
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _lost;
    private readonly CancellationTokenRegistration _all;
    private readonly ITimer? _timer;
    private Task _cancelling = Task.CompletedTask;
    private bool _isClosed;

    public StopSignal(TimeSpan? timeout, TimeProvider time, CancellationToken lost, CancellationToken all)
    {
        Token = _source.Token;
        _lost = lost.UnsafeRegister(static signal => ((StopSignal)signal!).Stop(StopCause.LeaseLost), this);
        _all = all.UnsafeRegister(static signal => ((StopSignal)signal!).Stop(StopCause.CancelAll), this);
        _timer = timeout is { } due
            ? time.CreateTimer(static signal => ((StopSignal)signal!).Stop(StopCause.Timeout), this, due, Timeout.InfiniteTimeSpan)
            : null;
    }

    public CancellationToken Token { get; }

    public StopCause Cause { get; private set; }

    /// <summary>Waits for the callbacks of the token, if it was cancelled. Answers what they threw.</summary>
    public async Task<Exception?> CloseAsync()
    {
        Task cancelling;
        using (_gate.EnterScope())
        {
            _isClosed = true;
            cancelling = _cancelling;
        }

        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        await _lost.DisposeAsync().ConfigureAwait(false);
        await _all.DisposeAsync().ConfigureAwait(false);
        await cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _source.Dispose();
        return cancelling.Exception?.GetBaseException();
    }

    private void Stop(StopCause cause)
    {
        using (_gate.EnterScope())
        {
            if (!_isClosed && Cause == StopCause.None)
            {
                Cause = cause;
                _cancelling = _source.CancelAsync();
            }
        }
    }
}
