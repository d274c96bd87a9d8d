namespace Sqs.Client.Configuration;

/// <summary>
/// What stands before a registered client: buffers, and the trace context outside them. Whoever adds something notes it here, and one factory
/// builds the whole, so the order of the calls does not matter.
/// </summary>
internal sealed class ClientDecorations
{
    public bool IsBuffered { get; set; }

    public TracePropagation Tracing { get; set; }
}
