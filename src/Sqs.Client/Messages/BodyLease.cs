using System.Buffers;

namespace Sqs.Client;

/// <summary>Pooled memory that the bodies of one response point into, until the response is disposed.</summary>
internal sealed class BodyLease(byte[] rented)
{
    private byte[]? _rented = rented;

    public void ThrowIfReturned() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _rented) is null, typeof(ReceiveMessageResponse));

    public void Return()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } memory)
        {
            ArrayPool<byte>.Shared.Return(memory);
        }
    }
}
