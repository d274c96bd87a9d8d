using System.Diagnostics;

namespace Sqs.Client;

/// <summary>
/// A client that gives the trace context of the caller, <see cref="Activity.Current"/>, along with every message that it sends singly or in a
/// batch, unless the message has a context of its own. It belongs outside a <see cref="BufferedSqsClient"/>: there each message still has its
/// own caller.
/// </summary>
/// <remarks>
/// Nothing is added without an activity, or when its id is not in the W3C format. The caller's request is never changed. The size that leaves
/// room for attributes is the service's limit of 1,048,576 bytes; a lower <c>MaximumMessageSize</c> of a queue is not known here.
/// </remarks>
public sealed class TracePropagatingSqsClient : DelegatingSqsClient
{
    private readonly TracePropagation _propagation;

    /// <summary>Lets a client give trace contexts along.</summary>
    /// <param name="inner">The client that does the work.</param>
    /// <param name="propagation">How the context travels. Default: as <c>AWSTraceHeader</c>.</param>
    /// <exception cref="SqsValidationException">The propagation is none that is known.</exception>
    public TracePropagatingSqsClient(ISqsClient inner, TracePropagation propagation = TracePropagation.AwsTraceHeader)
        : base(inner) => _propagation = Checked(propagation);

    /// <inheritdoc/>
    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        Inner.SendMessageAsync(request is not null && TraceStamp.Of(Activity.Current, _propagation) is { } stamp ? stamp.On(request) : request!, cancellationToken);

    /// <inheritdoc/>
    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        Inner.SendMessageBatchAsync(request is not null && TraceStamp.Of(Activity.Current, _propagation) is { } stamp ? stamp.On(request) : request!, cancellationToken);

    internal static TracePropagation Checked(TracePropagation propagation) =>
        (propagation & ~(TracePropagation.AwsTraceHeader | TracePropagation.W3C)) == 0
            ? propagation
            : throw new SqsValidationException(nameof(propagation), "must be None, AwsTraceHeader, W3C or both");
}
