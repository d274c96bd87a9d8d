namespace Sqs.Client.Processing;

/// <summary>
/// How much may be worked on at once, by handlers and by bytes. Each processor has one of its own unless several are given the same: they then share it by
/// their weights. While all want more, each has its share; what one does not use, the others may.
/// </summary>
public sealed class SharedCapacity
{
    /// <summary>Sets the bounds.</summary>
    /// <param name="maxConcurrentHandlers">The most handlers at once, 1 to 10,000; at least one for each processor.</param>
    /// <param name="maxConcurrentBytes">The most bytes of messages in work at once, at least 1 MiB (the largest message).</param>
    /// <exception cref="SqsValidationException">A bound is out of its range.</exception>
    public SharedCapacity(int maxConcurrentHandlers, long maxConcurrentBytes = 64 * 1024 * 1024) => throw new NotImplementedException();

    internal CapacityShare Join(int weight, Action wake) => throw new NotImplementedException();
}
