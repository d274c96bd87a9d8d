using Sqs.Client.LocalServer.Actions;

namespace Sqs.Client.LocalServer;

/// <summary>Which requests a fault happens to. Without limits it is all of them, until the rule is removed.</summary>
public sealed class FaultRule
{
    /// <summary>The action, such as <c>SendMessage</c>; null, the default, for every action that the fault can happen to.</summary>
    public string? Action { get; init; }

    /// <summary>The name of the queue; null, the default, for every request whether it names a queue or not.</summary>
    public string? Queue { get; init; }

    /// <summary>What happens; either this or <see cref="Script"/> is given.</summary>
    public Fault? Fault { get; init; }

    /// <summary>What happens to the first request, to the second and so on; at its end the rule rests. <see cref="Fault.None"/> lets one pass.</summary>
    public IReadOnlyList<Fault> Script { get; init; } = [];

    /// <summary>The most requests that the fault happens to, 1 or more; null, the default, for no limit.</summary>
    public int? Times { get; init; }

    /// <summary>The chance of each request, 0-1, drawn by the seed of the server; 1, the default, is each of them.</summary>
    public double Rate { get; init; } = 1;

    internal void Check()
    {
        if (Fault is null == Script is not { Count: > 0 } || Script?.Contains(null!) is not false)
        {
            throw new ArgumentException("A rule has either a fault or a script.", nameof(Fault));
        }

        if (Rate is not (>= 0 and <= 1) || Times is <= 0)
        {
            throw new ArgumentException("A rate is within 0-1, and a number of times is 1 or more.", nameof(Rate));
        }

        if (Action is not null && (!ActionTable.Names.Contains(Action, StringComparer.Ordinal) || !Faults().All(fault => fault.Fits(Action))))
        {
            throw new ArgumentException($"There is no action {Action}, or the fault cannot happen to it.", nameof(Action));
        }
    }

    private IEnumerable<Fault> Faults() => Fault is null ? Script : [Fault];
}
