namespace Sqs.Client.LocalServer.Queues;

/// <summary>What a FIFO queue was sent in the last five minutes: a repeated deduplication id is answered like the first and not stored.</summary>
internal sealed class DeduplicationLedger
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, SentMessage> _sent = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Until, string Key)> _ends = new();

    public SentMessage? Find(string key, DateTimeOffset now)
    {
        while (_ends.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _ = _sent.Remove(_ends.Dequeue().Key);
        }

        return _sent.GetValueOrDefault(key);
    }

    public void Add(string key, SentMessage sent, DateTimeOffset now)
    {
        _sent.Add(key, sent);
        _ends.Enqueue((now + Interval, key));
    }
}
