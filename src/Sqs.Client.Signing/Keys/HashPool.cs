using System.Security.Cryptography;

namespace Sqs.Client.Signing;

/// <summary>
/// Hash states for reuse, each lent to one computation at a time: a new one costs more than the hashing. Lock-free; holds a few, makes
/// more when all are out, and drops what does not fit.
/// </summary>
internal sealed class HashPool(Func<IncrementalHash> create) : IDisposable
{
    private readonly IncrementalHash?[] _slots = new IncrementalHash?[8];

    public void Hash(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var hash = Rent();
        hash.AppendData(source);
        _ = hash.GetHashAndReset(destination);
        Return(hash); // not after an exception: a state of doubt is left to the collector
    }

    /// <summary>Frees the states that are not lent out; the pool may be used on.</summary>
    public void Dispose()
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }

    private IncrementalHash Rent()
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } hash)
            {
                return hash;
            }
        }

        return create();
    }

    private void Return(IncrementalHash hash)
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, hash, null) is null)
            {
                return;
            }
        }

        hash.Dispose();
    }
}
