namespace Sqs.Client.Transport;

/// <summary>How long to pause before the next attempt: a random part of a doubling bound, lengthened at the service's wish.</summary>
/// <remarks>Source: AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode, the rules of November 2026.</remarks>
internal static class Backoff
{
    public static readonly TimeSpan TransientBase = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan ThrottlingBase = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);

    /// <summary>The most that the service's wish can add.</summary>
    public static readonly TimeSpan WishAllowance = TimeSpan.FromSeconds(5);

    /// <summary>The pause before the next attempt.</summary>
    /// <param name="throttled">Whether the service throttled.</param>
    /// <param name="failedAttempts">How many attempts have failed, from 1.</param>
    /// <param name="random">A random number from 0 to below 1.</param>
    /// <param name="wish">The service's <c>x-amz-retry-after</c>; null when it sent none that can be read.</param>
    public static TimeSpan Pause(bool throttled, int failedAttempts, double random, TimeSpan? wish)
    {
        var first = throttled ? ThrottlingBase : TransientBase;
        var bound = Math.Min(first.TotalSeconds * Math.Pow(2, failedAttempts - 1), Ceiling.TotalSeconds);
        var pause = TimeSpan.FromSeconds(random * bound);
        if (wish is not { } wished)
        {
            return pause;
        }

        var most = pause + WishAllowance;
        return wished <= pause ? pause : wished < most ? wished : most;
    }
}
