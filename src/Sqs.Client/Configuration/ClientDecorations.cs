namespace Sqs.Client.Configuration;

/// <summary>
/// What stands before a registered client: buffers, and outside them the trace context and the tenant. Whoever adds something notes it here, and one factory
/// builds the whole, so the order of the calls does not matter.
/// </summary>
internal sealed class ClientDecorations
{
    public bool IsBuffered { get; set; }

    public TracePropagation Tracing { get; set; }

    public FairQueueOptions? FairQueues { get; set; }

    /// <summary>A client with what stands before it, outside its buffer if it has one.</summary>
    public ISqsClient Around(ISqsClient client)
    {
        var traced = Tracing == TracePropagation.None ? client : new TracePropagatingSqsClient(client, Tracing);
        return FairQueues is null ? traced : new FairQueueSqsClient(traced, FairQueues);
    }
}
