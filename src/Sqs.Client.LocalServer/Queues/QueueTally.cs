namespace Sqs.Client.LocalServer.Queues;

/// <summary>Counts what callers did with the messages of a queue. Written and read from any thread.</summary>
internal sealed class QueueTally
{
    private long _sent;
    private long _received;
    private long _emptyReceives;
    private long _deleted;

    public LocalQueueTotals Totals => new(Interlocked.Read(ref _sent), Interlocked.Read(ref _received), Interlocked.Read(ref _emptyReceives), Interlocked.Read(ref _deleted));

    public void Send() => Interlocked.Increment(ref _sent);

    /// <summary>A receive that ended with so many messages.</summary>
    public void Receive(int messages) => _ = messages == 0 ? Interlocked.Increment(ref _emptyReceives) : Interlocked.Add(ref _received, messages);

    public void Delete() => Interlocked.Increment(ref _deleted);
}
