using System.Net;

namespace Sqs.Client.Transport;

/// <summary>The body of a request, written from memory that outlives it. Knows whether the HTTP stack may still be reading that memory.</summary>
internal sealed class PayloadContent(ReadOnlyMemory<byte> payload) : HttpContent
{
    private int _readers;

    /// <summary>True while the stack may read the memory: after a cancelled attempt it can be so for a while.</summary>
    public bool IsBeingRead => Volatile.Read(ref _readers) > 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _ = Interlocked.Increment(ref _readers);
        try
        {
            await stream.WriteAsync(payload, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _readers);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = payload.Length;
        return true;
    }
}
