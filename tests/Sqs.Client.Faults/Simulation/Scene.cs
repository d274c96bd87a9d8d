using Sqs.Client.Faults.Books;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Simulation;

/// <summary>What all processes of a world share.</summary>
internal sealed record Scene(WorldPlan Plan, LocalSqs Server, LocalQueue Queue, VirtualClock Clock, Random Random, Ledger Ledger, Trace Trace)
{
    /// <summary>A pause of up to some time.</summary>
    public Task PauseAsync(TimeSpan most) => Task.Delay(most * Random.NextDouble(), Clock);
}
