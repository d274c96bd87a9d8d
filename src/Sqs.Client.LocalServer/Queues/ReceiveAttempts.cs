namespace Sqs.Client.LocalServer.Queues;

/// <summary>The receives of the last five minutes by ReceiveRequestAttemptId, so that a repeated one can be answered with the same messages.</summary>
internal sealed class ReceiveAttempts
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (DateTimeOffset Until, IReadOnlyList<ReceivedMessage> Answer)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Until, string Id)> _ends = new();

    public IReadOnlyList<ReceivedMessage>? Find(string id, DateTimeOffset now)
    {
        while (_ends.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _ = _ends.Dequeue();
            if (_answers.TryGetValue(oldest.Id, out var ended) && ended.Until == oldest.Until)
            {
                _ = _answers.Remove(oldest.Id);
            }
        }

        return _answers.TryGetValue(id, out var found) ? found.Answer : null;
    }

    public void Add(string id, IReadOnlyList<ReceivedMessage> answer, DateTimeOffset now)
    {
        _answers[id] = (now + Interval, answer);
        _ends.Enqueue((now + Interval, id));
    }
}
