using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

/// <summary>What a shelf should do, by lists that are searched and sorted at every step.</summary>
internal sealed class NaiveShelf(bool isFifo)
{
    private readonly List<StoredMessage> _line = [];
    private readonly List<(StoredMessage Message, DateTimeOffset Until, bool IsDelayed)> _hidden = [];
    private readonly HashSet<string> _noisy = new(StringComparer.Ordinal);
    private readonly List<StoredMessage> _taken = [];

    public IReadOnlyList<StoredMessage> Line => _line;

    public IReadOnlyList<StoredMessage> Held => [.. _hidden.Where(one => !one.IsDelayed).Select(one => one.Message)];

    public IReadOnlyList<StoredMessage> All => [.. _line, .. _hidden.Select(one => one.Message)];

    public (int, int, int) Counts => (_line.Count, InFlight.Count(), _hidden.Count(one => one.IsDelayed));

    public DateTimeOffset? NextVisibleAt => _hidden.Min(one => (DateTimeOffset?)one.Until);

    public bool HasReady => Next(null) is not null;

    private IEnumerable<StoredMessage> InFlight => _hidden.Where(one => !one.IsDelayed).Select(one => one.Message).Concat(_taken);

    public void Add(StoredMessage message, DateTimeOffset until, DateTimeOffset now)
    {
        if (until > now)
        {
            _hidden.Add((message, until, true));
        }
        else
        {
            Enter(message, first: false);
        }
    }

    public void Settle(DateTimeOffset now, int retention)
    {
        foreach (var one in _hidden.Where(one => one.Until <= now).OrderBy(one => one.Until).ThenBy(one => one.Message.Sequence).ToList())
        {
            Leave(one.Message);
            Enter(one.Message, first: false);
        }

        foreach (var old in All.Where(message => message.SentAt <= now.AddSeconds(-retention)).OrderBy(message => message.SentAt).ToList())
        {
            Forget(old);
        }
    }

    public StoredMessage? Take(ref string? group)
    {
        if (Next(group) is not { } message)
        {
            return null;
        }

        group = message.Content.GroupId;
        _ = _line.Remove(message);
        _taken.Add(message);
        Judge(message);
        return message;
    }

    public void Hide(StoredMessage message, DateTimeOffset until)
    {
        _ = _taken.Remove(message);
        _ = _hidden.RemoveAll(one => one.Message == message);
        _hidden.Add((message, until, false));
    }

    public void Return(StoredMessage message)
    {
        Leave(message);
        Enter(message, first: true);
    }

    public void Forget(StoredMessage message)
    {
        if (_line.Remove(message))
        {
            Judge(message);
        }
        else
        {
            Leave(message);
        }
    }

    public void Clear()
    {
        _line.Clear();
        _hidden.Clear();
        _noisy.Clear();
    }

    private StoredMessage? Next(string? group) => isFifo
        ? _line.Find(message => group is not null && message.Content.GroupId == group)
            ?? _line.Find(message => !InFlight.Any(other => other.Content.GroupId == message.Content.GroupId))
        : _line.Find(message => !_noisy.Contains(message.Content.GroupId ?? "")) ?? _line.FirstOrDefault();

    private void Enter(StoredMessage message, bool first)
    {
        _line.Insert(first ? 0 : _line.Count, message);
        if (isFifo)
        {
            _line.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        }

        Judge(message);
    }

    private void Leave(StoredMessage message)
    {
        var isDelayed = _hidden.Exists(one => one.Message == message && one.IsDelayed);
        _ = _hidden.RemoveAll(one => one.Message == message);
        _ = _taken.Remove(message);
        if (!isDelayed)
        {
            Judge(message);
        }
    }

    /// <summary>More than three, and more than a tenth of all, are in flight.</summary>
    private void Judge(StoredMessage message)
    {
        if (message.Content.GroupId is { } group)
        {
            var own = InFlight.Count(other => other.Content.GroupId == group);
            _ = own > 3 && own * 10 > InFlight.Count() ? _noisy.Add(group) : _noisy.Remove(group);
        }
    }
}
