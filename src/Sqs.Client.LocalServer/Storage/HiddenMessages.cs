namespace Sqs.Client.LocalServer.Storage;

/// <summary>The messages that are hidden until a moment, delayed or in flight: one line for each length of hiding.</summary>
internal sealed class HiddenMessages
{
    private readonly Timeline<ByVisibility> _messages = new();

    /// <summary>When the next one becomes visible.</summary>
    public DateTimeOffset? NextVisibleAt => _messages.First?.VisibleAt;

    public void Add(StoredMessage message, DateTimeOffset now, DateTimeOffset until)
    {
        message.VisibleAt = until;
        message.LineKey = (until - now).Ticks;
        _messages.Add(message, message.LineKey);
    }

    public void Remove(StoredMessage message) => _messages.Remove(message, message.LineKey);

    /// <summary>Takes out those that are due, by moment and then by arrival.</summary>
    public IReadOnlyList<StoredMessage> TakeDue(DateTimeOffset now)
    {
        var due = new List<StoredMessage>();
        var isSorted = true;
        while (_messages.First is { } message && message.VisibleAt <= now)
        {
            Remove(message);
            isSorted &= due.Count == 0 || Compare(due[^1], message) < 0;
            due.Add(message);
        }

        if (!isSorted)
        {
            due.Sort(Compare);
        }

        return due;
    }

    /// <summary>The delayed ones in the order of their arrival.</summary>
    public IReadOnlyList<StoredMessage> Delayed() =>
        [.. _messages.All.Where(message => message.State is MessageState.Delayed).OrderBy(message => message.Sequence)];

    public void Clear() => _messages.Clear();

    private static int Compare(StoredMessage left, StoredMessage right) =>
        left.VisibleAt.CompareTo(right.VisibleAt) is not 0 and var order ? order : left.Sequence.CompareTo(right.Sequence);

    private readonly struct ByVisibility : ITimed
    {
        public static ref Link<StoredMessage> Of(StoredMessage item) => ref item.PlaceLink;

        public static long TicksOf(StoredMessage message) => message.VisibleTicks;
    }
}
