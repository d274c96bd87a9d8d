namespace Sqs.Client.LocalServer.Queues;

/// <summary>The receives of the last five minutes by ReceiveRequestAttemptId, so that a repeated one can be answered with the same messages.</summary>
internal sealed class ReceiveAttempts
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, IReadOnlyList<ReceivedMessage>> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Until, string Id)> _ends = new();

    public IReadOnlyList<ReceivedMessage>? Find(string id, DateTimeOffset now)
    {
        while (_ends.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _ = _answers.Remove(_ends.Dequeue().Id);
        }

        return _answers.GetValueOrDefault(id);
    }

    public void Add(string id, IReadOnlyList<ReceivedMessage> answer, DateTimeOffset now)
    {
        if (_answers.TryAdd(id, answer))
        {
            _ends.Enqueue((now + Interval, id));
        }
        else
        {
            _answers[id] = answer;
        }
    }
}
