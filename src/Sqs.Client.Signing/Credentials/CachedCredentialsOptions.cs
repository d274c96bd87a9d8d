namespace Sqs.Client.Signing;

/// <summary>When a <see cref="CachedCredentialsSource"/> asks for new credentials.</summary>
public sealed class CachedCredentialsOptions
{
    /// <summary>
    /// How long before they expire credentials are renewed in the background while callers go on with them. 5 minutes by default; not
    /// shorter than <see cref="MandatoryRefresh"/>.
    /// </summary>
    public TimeSpan AdvisoryRefresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long before they expire callers wait for new credentials. 1 minute by default; not negative.</summary>
    public TimeSpan MandatoryRefresh { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long before they expire credentials are used no more while the source fails: from then on callers get a
    /// <see cref="CredentialsUnavailableException"/>. Null, the default, is <see cref="MandatoryRefresh"/>; zero uses them until they expire,
    /// at the price that the service may refuse what is on its way to it. Not negative, and not longer than <see cref="MandatoryRefresh"/>.
    /// </summary>
    public TimeSpan? LastUse { get; set; }

    /// <summary>
    /// How much the background renewal is put off, at random, so that a herd of processes does not ask at the same moment. 2 minutes by
    /// default, and never beyond the time between the two windows; zero for none; not negative.
    /// </summary>
    public TimeSpan Jitter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long after a renewal the next one waits while the credentials in hand are still used, so that a source that is down, or
    /// that gives the same credentials again, is not asked by every call. 5 seconds by default; not negative.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);
}
