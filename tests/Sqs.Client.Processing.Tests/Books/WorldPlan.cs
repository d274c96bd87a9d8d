using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Books;

/// <summary>What a random world is like.</summary>
/// <param name="Seed">What it is drawn by.</param>
/// <param name="IsFifo">Whether its queue is a FIFO queue.</param>
internal sealed record WorldPlan(int Seed, bool IsFifo)
{
    /// <summary>How many messages are sent.</summary>
    public int Messages { get; init; } = 240;

    /// <summary>How long processes come and go.</summary>
    public TimeSpan Chaos { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The one fault that happens, to 15 of 100 requests; null for a mix of all.</summary>
    public Fault? Only { get; init; }
}
