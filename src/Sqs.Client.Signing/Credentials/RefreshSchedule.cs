namespace Sqs.Client.Signing;

/// <summary>
/// Credentials and when to renew them: nobody waits from <paramref name="Due"/> on, everybody from <paramref name="Mandatory"/> on; a failed
/// renewal leaves them in use until <paramref name="LastUse"/>.
/// </summary>
internal sealed record CachedCredentials(AwsCredentials Credentials, DateTimeOffset Due, DateTimeOffset Mandatory, DateTimeOffset LastUse)
{
    public bool IsDue(DateTimeOffset now) => now >= Due;

    public bool MustWait(DateTimeOffset now) => now >= Mandatory;
}

/// <summary>The windows in which credentials are renewed.</summary>
internal sealed class RefreshSchedule
{
    private readonly TimeSpan _advisory;
    private readonly TimeSpan _mandatory;
    private readonly TimeSpan _lastUse;
    private readonly TimeSpan _spread;
    private readonly TimeSpan _retryDelay;
    private readonly Func<double> _jitter;

    public RefreshSchedule(CachedCredentialsOptions options, Func<double> jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MandatoryRefresh, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AdvisoryRefresh, options.MandatoryRefresh, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jitter, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryDelay, TimeSpan.Zero, nameof(options));
        _advisory = options.AdvisoryRefresh;
        _mandatory = options.MandatoryRefresh;
        _lastUse = options.LastUse ?? options.MandatoryRefresh;
        ArgumentOutOfRangeException.ThrowIfLessThan(_lastUse, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_lastUse, _mandatory, nameof(options));
        _spread = new TimeSpan(Math.Min(options.Jitter.Ticks, (_advisory - _mandatory).Ticks));
        _retryDelay = options.RetryDelay;
        _jitter = jitter;
    }

    /// <summary>A random number of the operating system, which differs between processes started at the same moment.</summary>
    public static double DefaultJitter() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    public CachedCredentials Plan(AwsCredentials credentials, DateTimeOffset now)
    {
        if (credentials.Expiration is not { } expiration)
        {
            return new CachedCredentials(credentials, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        }

        var due = Before(expiration, _advisory) + (_spread * _jitter());
        var planned = new CachedCredentials(credentials, due, Before(expiration, _mandatory), Before(expiration, _lastUse));
        return planned.IsDue(now) ? PutOff(planned, now, expiration) : planned;
    }

    /// <summary>The same credentials after a renewal that failed: the next one waits a little, but not beyond the moment from which they are used no more.</summary>
    public CachedCredentials AfterFailure(CachedCredentials cached, DateTimeOffset now) => PutOff(cached, now, cached.LastUse);

    private CachedCredentials PutOff(CachedCredentials cached, DateTimeOffset now, DateTimeOffset last)
    {
        var next = now + _retryDelay;
        return cached with { Due = next < last ? next : last };
    }

    private static DateTimeOffset Before(DateTimeOffset expiration, TimeSpan window) =>
        expiration - DateTimeOffset.MinValue > window ? expiration - window : DateTimeOffset.MinValue;
}
