namespace Sqs.Client.Processing;

/// <summary>How long a message stays invisible after its handler failed.</summary>
public sealed class VisibilityBackoff
{
    /// <summary>The same delay each time.</summary>
    /// <param name="delay">0 to 12 h.</param>
    /// <returns>The back-off.</returns>
    public static VisibilityBackoff Fixed(TimeSpan delay) => throw new NotImplementedException();

    /// <summary>A delay that doubles with each receive, with jitter: at random from half of it to all of it.</summary>
    /// <param name="first">The delay after the first receive, 0 to 12 h.</param>
    /// <param name="longest">The longest delay, up to 12 h.</param>
    /// <returns>The back-off.</returns>
    public static VisibilityBackoff Exponential(TimeSpan first, TimeSpan longest) => throw new NotImplementedException();

    /// <summary>A delay by the receive count, from 1.</summary>
    /// <param name="delay">The function; what it answers is brought into 0 to 12 h.</param>
    /// <returns>The back-off.</returns>
    public static VisibilityBackoff By(Func<int, TimeSpan> delay) => throw new NotImplementedException();

    internal TimeSpan Delay(int receiveCount, Func<double> random) => throw new NotImplementedException();
}
