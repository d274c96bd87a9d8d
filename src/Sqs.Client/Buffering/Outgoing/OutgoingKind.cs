using Sqs.Client.Batching;

namespace Sqs.Client.Buffering;

/// <summary>One of the three kinds of calls that are gathered, as data.</summary>
internal sealed class OutgoingKind<TRequest, TResponse>
    where TRequest : class, ISqsRequest
    where TResponse : class
{
    /// <summary>The action of a single call.</summary>
    public required string Name { get; init; }

    /// <summary>The action of a batch.</summary>
    public required string BatchName { get; init; }

    public required Func<TRequest, string> QueueUrl { get; init; }

    /// <summary>Refuses what the plain client refuses, or tells how many bytes count.</summary>
    public required Func<TRequest, long> Check { get; init; }

    /// <summary>Whose order is kept: the message group on FIFO queues.</summary>
    public required Func<TRequest, string?> Key { get; init; }

    public required Func<QueueBufferSettings, LaneTiming> Timing { get; init; }

    public required Func<ISqsClient, TRequest, CancellationToken, Task<TResponse>> SendAsync { get; init; }

    /// <summary>Sends requests for one queue as a batch, with their places as ids.</summary>
    public required Func<ISqsClient, string, IReadOnlyList<TRequest>, CancellationToken, Task<OutgoingAnswer<TResponse>>> SendBatchAsync { get; init; }

    /// <summary>True where a batch is bounded by bytes.</summary>
    public bool CountsBytes { get; init; }
}

/// <summary>The answer to a batch: what it says of each entry, in any order.</summary>
internal readonly record struct OutgoingAnswer<TResponse>(IEnumerable<(string Id, BatchOutcome<TResponse> Outcome)> Outcomes)
    where TResponse : class;

/// <summary>A call on its way.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Bytes">What counts of it.</param>
/// <param name="Caller">The caller's span.</param>
internal sealed record OutgoingItem<TRequest>(TRequest Request, long Bytes, System.Diagnostics.ActivityContext Caller)
{
    public override string ToString() => $"{Bytes} bytes";
}
