using Microsoft.AspNetCore.Http;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Faults;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer;

/// <summary>
/// The faults of a server: rules that make requests go wrong, to test what a client makes of it. A request is held against the rules
/// in the order they were added; the first whose turn it is decides. Refused signatures, unknown actions and what a policy forbids are no
/// requests in this sense. Members may be used from any thread.
/// </summary>
public sealed class LocalFaults
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private ActiveFault[] _rules = [];
    private int _added;
    private long _fired;

    internal LocalFaults(int seed, TimeProvider time, CancellationToken stopping)
    {
        Seed = seed;
        _time = time;
        _stopping = stopping;
    }

    /// <summary>What rates are drawn by: <see cref="LocalSqsOptions.FaultSeed"/>.</summary>
    public int Seed { get; }

    /// <summary>How many requests a fault happened to so far, over all rules, those removed included; counted as <see cref="ActiveFault.Fired"/> is.</summary>
    public long Fired => Interlocked.Read(ref _fired);

    /// <summary>Adds a rule after those that are there.</summary>
    /// <param name="rule">Which requests, and what happens to them.</param>
    /// <returns>The rule at work, with its counts.</returns>
    /// <exception cref="ArgumentException">
    /// The rule has no fault or two, a rate outside 0-1, fewer than 1 times, an unknown action, or a fault that cannot happen to its action.
    /// </exception>
    public ActiveFault Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check();
        lock (_gate)
        {
            var active = new ActiveFault(this, rule, unchecked((Seed * 486_187_739) + (_added++ * 16_777_619)));
            _rules = [.. _rules, active];
            return active;
        }
    }

    /// <summary>Adds rules in their order, such as those of a <see cref="FaultMix"/>.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>The rules at work, in the same order.</returns>
    /// <exception cref="ArgumentException">One of the rules cannot be, as for <see cref="Add"/>; those before it were added.</exception>
    public IReadOnlyList<ActiveFault> AddRange(IEnumerable<FaultRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. rules.Select(Add)];
    }

    /// <summary>Removes all rules; those added afterwards draw as on a new server. Requests that hang already go on hanging.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules = [];
            _added = 0;
        }
    }

    internal void Remove(ActiveFault active)
    {
        lock (_gate)
        {
            _rules = [.. _rules.Where(rule => rule != active)];
        }
    }

    /// <summary>What happens to this request; null when it goes right.</summary>
    internal FaultyCall? Next(HttpContext http, string action, ActionContext context)
    {
        if (Volatile.Read(ref _rules).Length == 0)
        {
            return null;
        }

        var queue = context.QueueName;
        FaultyCall? call = null;
        lock (_gate)
        {
            foreach (var rule in _rules)
            {
                if (rule.Next(action, queue, call is null) is var (fault, seed))
                {
                    _ = Interlocked.Increment(ref _fired);
                    call = new FaultyCall(fault, http, context, _time, new Random(seed), _stopping, () => TakeBack(rule, fault));
                }
            }
        }

        return call;
    }

    private void TakeBack(ActiveFault rule, Fault fault)
    {
        lock (_gate)
        {
            _ = Interlocked.Decrement(ref _fired);
            rule.TakeBack(fault);
        }
    }
}
