namespace Sqs.Client.LocalServer.Storage;

/// <summary>
/// All messages of a queue by the moment of their sending. Nearly all arrive in that order; dead letters keep the time of their first
/// queue, and those older than what lies here already stand in lines by their second.
/// </summary>
internal sealed class AgeLine
{
    private readonly Chain<StoredMessage, ByAge> _inTurn = new();
    private readonly Timeline<ByAge> _late = new();

    /// <summary>The message that was sent first.</summary>
    public StoredMessage? Oldest => (_inTurn.First, _late.First) switch
    {
        (null, var late) => late,
        (var first, null) => first,
        var (first, late) => late.SentTicks < first.SentTicks ? late : first,
    };

    /// <summary>All messages, those that were sent first before the others.</summary>
    public IEnumerable<StoredMessage> All => _inTurn.All.Concat(_late.All).OrderBy(message => message.SentTicks).ThenBy(message => message.Sequence);

    public void Add(StoredMessage message)
    {
        message.IsLate = _inTurn.Last is { } last && last.SentTicks > message.SentTicks;
        if (message.IsLate)
        {
            _late.Add(message, Second(message));
        }
        else
        {
            _inTurn.AddLast(message);
        }
    }

    public void Remove(StoredMessage message)
    {
        if (message.IsLate)
        {
            _late.Remove(message, Second(message));
        }
        else
        {
            _inTurn.Remove(message);
        }
    }

    public void Clear()
    {
        _inTurn.Clear();
        _late.Clear();
    }

    private static long Second(StoredMessage message) => message.SentTicks / TimeSpan.TicksPerSecond;

    private readonly struct ByAge : ITimed
    {
        public static ref Link<StoredMessage> Of(StoredMessage item) => ref item.AgeLink;

        public static long TicksOf(StoredMessage message) => message.SentTicks;
    }
}
