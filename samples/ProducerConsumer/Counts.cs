namespace ProducerConsumer;

/// <summary>What was done so far, by everybody.</summary>
internal sealed class Counts
{
    private long _produced;
    private long _consumed;
    private long _retried;

    public long Produced => Interlocked.Read(ref _produced);

    public long Consumed => Interlocked.Read(ref _consumed);

    public long Retried => Interlocked.Read(ref _retried);

    public void Produce(int messages) => Interlocked.Add(ref _produced, messages);

    public void Consume(int messages) => Interlocked.Add(ref _consumed, messages);

    public void Retry(int messages) => Interlocked.Add(ref _retried, messages);
}
