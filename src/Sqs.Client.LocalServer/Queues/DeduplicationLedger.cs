namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// What a FIFO queue was sent in the last five minutes: a repeated deduplication id is answered like the first and not stored, whatever
/// became of the message in between.
/// </summary>
internal sealed class DeduplicationLedger
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(string Id, string? Group), (Guid Message, long Sequence)> _sent = [];
    private readonly Queue<(long UntilTicks, (string Id, string? Group) Key)> _ends = new();

    /// <summary>The message that came with this id before; with a group, the ids of each group count for themselves.</summary>
    public (Guid Message, long Sequence)? Find(string id, string? group, DateTimeOffset now)
    {
        while (_ends.TryPeek(out var oldest) && oldest.UntilTicks <= now.UtcTicks)
        {
            _ = _sent.Remove(_ends.Dequeue().Key);
        }

        return _sent.TryGetValue((id, group), out var found) ? found : null;
    }

    public void Add(string id, string? group, Guid message, long sequence, DateTimeOffset now)
    {
        _sent.Add((id, group), (message, sequence));
        _ends.Enqueue(((now + Interval).UtcTicks, (id, group)));
    }
}
