namespace Sqs.Client.Processing;

/// <summary>Time as a processor counts it: from its own start, never backwards, whatever happens to the time of day.</summary>
/// <param name="provider">The clock behind it, which also makes timers.</param>
internal sealed class ProcessingClock(TimeProvider provider)
{
    private readonly long _origin = provider.GetTimestamp();

    public TimeProvider Provider { get; } = provider;

    public TimeSpan Now => Provider.GetElapsedTime(_origin);
}
