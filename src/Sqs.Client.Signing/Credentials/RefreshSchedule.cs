namespace Sqs.Client.Signing;

/// <summary>Credentials and when to renew them: nobody waits from <paramref name="Due"/> on, everybody from <paramref name="Mandatory"/> on.</summary>
internal sealed record CachedCredentials(AwsCredentials Credentials, DateTimeOffset Due, DateTimeOffset Mandatory)
{
    public bool IsDue(DateTimeOffset now) => now >= Due;

    public bool MustWait(DateTimeOffset now) => now >= Mandatory;
}

/// <summary>The windows in which credentials are renewed.</summary>
internal sealed class RefreshSchedule
{
    private readonly TimeSpan _advisory;
    private readonly TimeSpan _mandatory;
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
            return new CachedCredentials(credentials, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        }

        var due = Before(expiration, _advisory) + (_spread * _jitter());
        var planned = new CachedCredentials(credentials, due, Before(expiration, _mandatory));
        return planned.IsDue(now) ? PutOff(planned, now) : planned;
    }

    /// <summary>The same credentials after a renewal that brought nothing better: the next one waits a little, but not beyond the expiration.</summary>
    public CachedCredentials PutOff(CachedCredentials cached, DateTimeOffset now)
    {
        var expiration = cached.Credentials.Expiration ?? DateTimeOffset.MaxValue;
        var next = now + _retryDelay;
        return cached with { Due = next < expiration ? next : expiration };
    }

    private static DateTimeOffset Before(DateTimeOffset expiration, TimeSpan window) =>
        expiration - DateTimeOffset.MinValue > window ? expiration - window : DateTimeOffset.MinValue;
}
