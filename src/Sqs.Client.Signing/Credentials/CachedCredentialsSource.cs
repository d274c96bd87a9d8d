namespace Sqs.Client.Signing;

/// <summary>
/// Keeps the credentials of another source until they are about to expire, and asks it once however many callers wait. Thread-safe.
/// </summary>
/// <remarks>
/// Credentials without an expiration are kept until <see cref="Invalidate"/>. A renewal that fails leaves credentials in use until
/// <see cref="CachedCredentialsOptions.LastUse"/>. A caller that gives up does not cancel the renewal for the others; <see cref="DisposeAsync"/> cancels it and waits for its end.
/// The other source is not disposed.
/// </remarks>
public sealed class CachedCredentialsSource : ICredentialsSource, IAsyncDisposable
{
    private readonly ICredentialsSource _source;
    private readonly RefreshSchedule _schedule;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private CachedCredentials? _cached;
    private Task<RefreshOutcome>? _refresh;
    private long _generation;
    private bool _isDisposed;

    /// <summary>Makes a cache before a source.</summary>
    /// <param name="source">The source to ask.</param>
    /// <param name="options">When to ask; null for the defaults. They are read once, here.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="jitter">Gives random numbers from 0 up to, not including, 1; null for a generator of its own. Called by one thread at a time.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A time in the options is negative, the advisory window is shorter than the mandatory one, or the last use is before that.
    /// </exception>
    public CachedCredentialsSource(
        ICredentialsSource source, CachedCredentialsOptions? options = null, TimeProvider? timeProvider = null, Func<double>? jitter = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _schedule = new RefreshSchedule(options ?? new CachedCredentialsOptions(), jitter ?? RefreshSchedule.DefaultJitter);
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    /// <exception cref="CredentialsUnavailableException">The source failed, or gave expired credentials, and none that are good for long enough are left.</exception>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AwsCredentials>(cancellationToken);
        }

        Task<RefreshOutcome> refresh;
        using (_gate.EnterScope())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var now = _time.GetUtcNow();
            if (_cached is { } cached && !cached.IsDue(now))
            {
                return new ValueTask<AwsCredentials>(cached.Credentials);
            }

            refresh = _refresh ?? StartRefresh();
            if (_cached is { } current && !current.MustWait(now))
            {
                return new ValueTask<AwsCredentials>(current.Credentials);
            }
        }

        return WaitAsync(refresh, cancellationToken);
    }

    /// <summary>Forgets the credentials, so that the next call asks the source; for instance after the service refused them.</summary>
    public void Invalidate()
    {
        using (_gate.EnterScope())
        {
            _cached = null;
            _generation++; // a renewal under way may bring what was just refused, and will ask again
        }
    }

    /// <summary>Cancels a renewal under way and waits for its end.</summary>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        Task<RefreshOutcome>? refresh;
        using (_gate.EnterScope())
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            refresh = _refresh;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (refresh is not null)
        {
            _ = await refresh.ConfigureAwait(false); // an outcome, never an exception
        }

        _stopping.Dispose();
    }

    private async ValueTask<AwsCredentials> WaitAsync(Task<RefreshOutcome> refresh, CancellationToken cancellationToken)
    {
        var outcome = await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Credentials is { } credentials)
        {
            return credentials;
        }

        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        throw new CredentialsUnavailableException("The source of credentials failed, and none are left that are good for long enough.", outcome.Failure);
    }

    /// <summary>Starts the one renewal; the caller holds the gate.</summary>
    private Task<RefreshOutcome> StartRefresh()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return _refresh = Task.Run(RefreshAsync);
        }

        // The renewal belongs to all callers: the first one's ambient state (its trace, its culture) has no part in it.
        using (ExecutionContext.SuppressFlow())
        {
            return _refresh = Task.Run(RefreshAsync);
        }
    }

    private async Task<RefreshOutcome> RefreshAsync()
    {
        while (true)
        {
            var generation = Volatile.Read(ref _generation);
            AwsCredentials? fresh = null;
            Exception? failure = null;
            try
            {
                fresh = await _source.GetCredentialsAsync(_stopping.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // whatever the source throws becomes the outcome; the waiting callers get it as inner exception
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }

            using (_gate.EnterScope())
            {
                if (generation == _generation || _isDisposed)
                {
                    _refresh = null;
                    return Finish(fresh, failure);
                }
            }
        }
    }

    /// <summary>Keeps what is worth keeping; the caller holds the gate.</summary>
    private RefreshOutcome Finish(AwsCredentials? fresh, Exception? failure)
    {
        var now = _time.GetUtcNow();
        if (fresh is not null && !(fresh.Expiration <= now))
        {
            _cached = _schedule.Plan(fresh, now);
            return new RefreshOutcome(fresh, Failure: null);
        }

        failure ??= new CredentialsUnavailableException(fresh is null ? "The source gave nothing." : "The source gave expired credentials.");
        if (_cached is { } cached && now < cached.LastUse)
        {
            _cached = _schedule.AfterFailure(cached, now);
            return new RefreshOutcome(cached.Credentials, failure);
        }

        return new RefreshOutcome(Credentials: null, failure);
    }

    /// <summary>What a renewal came to; credentials and a failure together are old ones that are still used.</summary>
    private sealed record RefreshOutcome(AwsCredentials? Credentials, Exception? Failure);
}
