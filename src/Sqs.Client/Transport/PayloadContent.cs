using System.Net;

namespace Sqs.Client.Transport;

/// <summary>The body of a request, written from memory that outlives it. Knows whether the HTTP stack may still be reading that memory.</summary>
internal sealed class PayloadContent(ReadOnlyMemory<byte> payload) : HttpContent
{
    private const int Closed = int.MinValue;

    /// <summary>How many times the stack is writing it right now; far below zero once it is closed.</summary>
    private int _writers;

    /// <summary>True when nobody reads the memory and, from now on, nobody can; false while a given-up attempt is still being written.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _writers, Closed, 0) is 0 or Closed;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var writers = Interlocked.Increment(ref _writers);
        try
        {
            ObjectDisposedException.ThrowIf(writers <= 0, this);
            await stream.WriteAsync(payload, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _writers);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = payload.Length;
        return true;
    }
}
