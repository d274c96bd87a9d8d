using Microsoft.Extensions.Caching.Distributed;

namespace Sqs.Client.Processing;

/// <summary>Remembers in a distributed cache which messages were handled, for several consumers of one queue. Thread-safe.</summary>
/// <remarks>
/// <see cref="IDistributedCache"/> can not compare and set: two consumers that begin the same message at the same instant may both be told
/// <see cref="DeduplicationState.Begun"/>. That a message was handled is as reliable as the cache: what the cache drops is forgotten. Where a message must never
/// be handled twice, write a store over something that can compare and set.
/// </remarks>
public sealed class DistributedDeduplicationStore : IDeduplicationStore
{
    private static readonly byte[] Claimed = "c"u8.ToArray();
    private static readonly byte[] Done = "d"u8.ToArray();

    private readonly IDistributedCache _cache;
    private readonly string _prefix;

    /// <summary>Makes a store over a cache. Its expiry is the cache's own.</summary>
    /// <param name="cache">The cache; not disposed.</param>
    /// <param name="keyPrefix">What each key begins with, to tell the entries from others of the cache.</param>
    public DistributedDeduplicationStore(IDistributedCache cache, string keyPrefix = "sqs:")
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(keyPrefix);
        _cache = cache;
        _prefix = keyPrefix;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The claim does not last longer than zero.</exception>
    public async ValueTask<DeduplicationState> TryBeginAsync(string key, TimeSpan claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(claim, TimeSpan.Zero);
        switch (await _cache.GetAsync(_prefix + key, cancellationToken).ConfigureAwait(false))
        {
            case { } value when value.AsSpan().SequenceEqual(Done):
                return DeduplicationState.Done;
            case { } value when value.AsSpan().SequenceEqual(Claimed):
                return DeduplicationState.InProgress;
            default:
                await SetAsync(key, Claimed, claim, cancellationToken).ConfigureAwait(false);
                return DeduplicationState.Begun;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The time to keep it is not longer than zero.</exception>
    public async ValueTask CompleteAsync(string key, TimeSpan keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(keep, TimeSpan.Zero);
        await SetAsync(key, Done, keep, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A message that was handled stays so.</remarks>
    public async ValueTask AbandonAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var value = await _cache.GetAsync(_prefix + key, cancellationToken).ConfigureAwait(false);
        if (value.AsSpan().SequenceEqual(Claimed))
        {
            await _cache.RemoveAsync(_prefix + key, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SetAsync(string key, byte[] value, TimeSpan duration, CancellationToken cancellationToken) =>
        _cache.SetAsync(_prefix + key, value, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = duration }, cancellationToken);
}
