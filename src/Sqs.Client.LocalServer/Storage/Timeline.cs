namespace Sqs.Client.LocalServer.Storage;

/// <summary>What a timeline orders messages by, and which of their links it uses.</summary>
internal interface ITimed : ILink<StoredMessage>
{
    static abstract long TicksOf(StoredMessage message);
}

/// <summary>
/// Messages by a moment of theirs. They come sorted into lines, so that each line is in order by itself: those hidden for the same time
/// become visible in the order in which they were hidden. A small heap holds the lines by their first messages. A step costs as much as
/// there are different lines, however many messages stand in them.
/// </summary>
internal sealed class Timeline<TOrder>
    where TOrder : ITimed
{
    private readonly Dictionary<long, Line> _lines = [];
    private readonly RankHeap<Line> _byFirst = new();

    /// <summary>A message of the earliest moment.</summary>
    public StoredMessage? First => _byFirst.First?.Messages.First;

    /// <summary>Every message, line by line.</summary>
    public IEnumerable<StoredMessage> All => _lines.Values.SelectMany(line => line.Messages.All);

    /// <summary>Adds a message to a line; one that is earlier than the end of its line is sorted in from there.</summary>
    public void Add(StoredMessage message, long lineKey)
    {
        if (!_lines.TryGetValue(lineKey, out var line))
        {
            _lines.Add(lineKey, line = new Line());
        }

        var ticks = TOrder.TicksOf(message);
        var previous = line.Messages.Last;
        while (previous is not null && TOrder.TicksOf(previous) > ticks)
        {
            previous = Chain<StoredMessage, TOrder>.Before(previous); // the clock was set back
        }

        line.Messages.InsertAfter(previous, message);
        if (previous is null)
        {
            _byFirst.Set(line, ticks);
        }
    }

    /// <summary>Takes out a message that stands in that line.</summary>
    public void Remove(StoredMessage message, long lineKey)
    {
        var line = _lines[lineKey];
        var wasFirst = line.Messages.First == message;
        line.Messages.Remove(message);
        if (line.Messages.First is not { } first)
        {
            _byFirst.Remove(line);
            _ = _lines.Remove(lineKey);
        }
        else if (wasFirst)
        {
            _byFirst.Set(line, TOrder.TicksOf(first));
        }
    }

    public void Clear()
    {
        _lines.Clear();
        _byFirst.Clear();
    }

    private sealed class Line : IRanked
    {
        public Chain<StoredMessage, TOrder> Messages { get; } = new();

        public int Slot { get; set; }
    }
}
