namespace Sqs.Client.LocalServer;

/// <summary>A rule at work on a server. Its members may be used from any thread.</summary>
public sealed class ActiveFault
{
    private readonly LocalFaults _owner;
    private readonly Random _random;
    private readonly Queue<Fault> _unused = [];
    private int _step;
    private long _seen;
    private long _fired;

    internal ActiveFault(LocalFaults owner, FaultRule rule, int seed)
    {
        _owner = owner;
        _random = new Random(seed);
        Rule = rule;
    }

    /// <summary>The rule as it was added.</summary>
    public FaultRule Rule { get; }

    /// <summary>How many requests the rule was held against: those of its action and queue.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>How many requests the fault happened to. A step of a script that lets a request pass counts too.</summary>
    public long Fired => Interlocked.Read(ref _fired);

    /// <summary>Takes the rule off the server; requests that it holds already stay as they are. Taking it off twice does nothing.</summary>
    public void Remove() => _owner.Remove(this);

    /// <summary>
    /// The fault for the next request, or null. The chance is drawn whatever other rules do, so that the n-th request of a rule always
    /// has the same luck. Under the lock of the owner.
    /// </summary>
    internal (Fault Fault, int Seed)? Next(string action, string? queue, bool isFree)
    {
        if ((Rule.Action is { } wanted && !string.Equals(wanted, action, StringComparison.Ordinal))
            || (Rule.Queue is { } name && !string.Equals(name, queue, StringComparison.Ordinal))
            || (Rule.Fault is { } only && !only.Fits(action)))
        {
            return null;
        }

        var seed = _random.Next();
        var isHit = _random.NextDouble() < Rule.Rate;
        _ = Interlocked.Increment(ref _seen);
        return isHit && isFree && !(_fired >= Rule.Times) && Step(action) is { } fault ? (fault, seed) : null;
    }

    /// <summary>The fault found nothing to damage: it happens to a later request. Under the lock of the owner.</summary>
    internal void TakeBack(Fault fault)
    {
        _ = Interlocked.Decrement(ref _fired);
        _unused.Enqueue(fault);
    }

    private Fault? Step(string action)
    {
        Fault? fault;
        if (Rule.Fault is not null)
        {
            fault = Rule.Fault;
        }
        else if (_unused.TryPeek(out fault))
        {
            if (fault.Fits(action))
            {
                _ = _unused.Dequeue();
            }
        }
        else if (_step < Rule.Script.Count)
        {
            fault = Rule.Script[_step];
            _step += fault.Fits(action) ? 1 : 0;
        }

        if (fault?.Fits(action) is not true)
        {
            return null;
        }

        _ = Interlocked.Increment(ref _fired);
        return fault;
    }
}
