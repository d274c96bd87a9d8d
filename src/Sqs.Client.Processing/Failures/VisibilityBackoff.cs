namespace Sqs.Client.Processing;

/// <summary>How long a message stays invisible after its handler failed.</summary>
public sealed class VisibilityBackoff
{
    // The longest visibility timeout that the service knows (ChangeMessageVisibility in the Amazon SQS API Reference).
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly Func<int, Func<double>, TimeSpan> _delay;

    private VisibilityBackoff(Func<int, Func<double>, TimeSpan> delay) => _delay = delay;

    /// <summary>The same delay each time.</summary>
    /// <param name="delay">0 to 12 h.</param>
    /// <returns>The back-off.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative or longer than 12 h.</exception>
    public static VisibilityBackoff Fixed(TimeSpan delay)
    {
        Check(delay, nameof(delay));
        return new((_, _) => delay);
    }

    /// <summary>A delay that doubles with each receive, with jitter: at random from half of it to all of it.</summary>
    /// <param name="first">The delay after the first receive, 0 to 12 h.</param>
    /// <param name="longest">The longest delay, from <paramref name="first"/> to 12 h.</param>
    /// <returns>The back-off.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A delay is negative or longer than 12 h, or the longest is shorter than the first.</exception>
    public static VisibilityBackoff Exponential(TimeSpan first, TimeSpan longest)
    {
        Check(first, nameof(first));
        Check(longest, nameof(longest));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        return new((receiveCount, random) => Backoff.Jittered(Backoff.Doubled(first, longest, receiveCount - 1), random));
    }

    /// <summary>A delay by the receive count, from 1. A function that throws means 30 s.</summary>
    /// <param name="delay">The function; what it answers is brought into 0 to 12 h. Called from many threads.</param>
    /// <returns>The back-off.</returns>
    public static VisibilityBackoff By(Func<int, TimeSpan> delay)
    {
        ArgumentNullException.ThrowIfNull(delay);
        return new((receiveCount, _) => delay(receiveCount));
    }

    internal TimeSpan Delay(int receiveCount, Func<double> random)
    {
        var delay = _delay(Math.Max(1, receiveCount), random);
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay > Longest ? Longest : delay;
    }

    private static void Check(TimeSpan delay, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, Longest, name);
    }
}
