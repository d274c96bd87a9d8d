using Sqs.Client.Faults.Books;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Simulation;

/// <summary>What a simulated world is like; all of it is drawn by the seed.</summary>
internal sealed record WorldPlan(int Seed, bool IsFifo, SqsProtocol Protocol)
{
    public int Messages { get; init; }

    public int Groups { get; init; }

    public int Senders { get; init; }

    public bool SendersBuffer { get; init; }

    /// <summary>How many receiving processes come and go, one after another, beside the one that stays.</summary>
    public int Processes { get; init; }

    public TimeSpan MostLatency { get; init; }

    public TimeSpan AttemptTimeout { get; init; }

    public TimeSpan VisibilityTimeout { get; init; }

    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    public string QueueName => IsFifo ? "world.fifo" : "world";

    public static WorldPlan Draw(int seed)
    {
        var random = new Random(seed);
        var isFifo = random.Next(3) == 0;
        var messages = random.Next(4, 40);
        return new WorldPlan(seed, isFifo, random.Next(2) == 0 ? SqsProtocol.Query : SqsProtocol.Json)
        {
            Messages = messages,
            Groups = isFifo ? random.Next(1, 5) : 0,
            Senders = random.Next(1, 5),
            SendersBuffer = random.Next(2) == 0,
            Processes = random.Next(1, 4),
            MostLatency = TimeSpan.FromMilliseconds(random.Next(1, 400)),
            AttemptTimeout = TimeSpan.FromSeconds(random.Next(1, 6)),
            VisibilityTimeout = TimeSpan.FromSeconds(random.Next(2, 20)),
            Faults = Weather(random, isFifo),
        };
    }

    private static IReadOnlyList<FaultRule> Weather(Random random, bool isFifo)
    {
        string[] mixes = ["none", "light", "moderate", "heavy", "outage"];
        var name = random.Next(3) > 0 ? mixes[random.Next(mixes.Length)] : FaultChoice.Faults.Keys.ElementAt(random.Next(FaultChoice.Faults.Count));
        var rules = FaultChoice.Named(name, 0.05 + (random.NextDouble() * 0.4)).Where(rule => !IsSlow(rule));
        return isFifo ? FaultChoice.ForFifo([.. rules]) : [.. rules];
    }

    // Slow answers drip by the clock on the wall, which a simulation does not wait for.
    private static bool IsSlow(FaultRule rule) => rule.Fault?.ToString().StartsWith("Slow", StringComparison.Ordinal) == true;
}
