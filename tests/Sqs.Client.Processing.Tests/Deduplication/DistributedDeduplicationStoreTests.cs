using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Deduplication;

public sealed class DistributedDeduplicationStoreTests
{
    [Fact]
    public async Task Store_AgainstANaiveOne_AnswersTheSame()
    {
        HashSet<DeduplicationState> seen = [];
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var clock = new VirtualClock();
            var time = new ProcessingClock(clock);
            var store = new DistributedDeduplicationStore(NewCache(clock));
            var naive = new NaiveStore(int.MaxValue);
            for (var step = 0; step < 200; step++)
            {
                var key = $"k{random.Next(8)}";
                var duration = TimeSpan.FromSeconds(random.Next(1, 6));
                clock.Advance(TimeSpan.FromSeconds(random.Next(5) == 0 ? random.Next(4) : 0));
                switch (random.Next(3))
                {
                    case 0:
                        await store.CompleteAsync(key, duration, default);
                        naive.Complete(key, time.Now, duration);
                        break;
                    case 1:
                        await store.AbandonAsync(key, default);
                        naive.Abandon(key, time.Now);
                        break;
                    default:
                        var answer = await store.TryBeginAsync(key, duration, default);
                        Assert.Equal(naive.TryBegin(key, time.Now, duration), answer);
                        _ = seen.Add(answer);
                        break;
                }
            }
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task Keys_BeginWithThePrefix_AndStoresOfOneCacheSeeEachOther()
    {
        var cache = NewCache(new VirtualClock());
        var store = new DistributedDeduplicationStore(cache, "orders:");
        await store.CompleteAsync("k", TimeSpan.FromHours(1), default);

        Assert.Single((await cache.GetAsync("orders:k"))!);
        Assert.Equal(DeduplicationState.Done, await new DistributedDeduplicationStore(cache, "orders:").TryBeginAsync("k", TimeSpan.FromHours(1), default));
        Assert.Equal(DeduplicationState.Begun, await new DistributedDeduplicationStore(cache).TryBeginAsync("k", TimeSpan.FromHours(1), default));
    }

    [Fact]
    public async Task Arguments_OutOfRange_AreNamed()
    {
        var store = new DistributedDeduplicationStore(NewCache(new VirtualClock()));
        Assert.Equal("cache", Assert.Throws<ArgumentNullException>(() => new DistributedDeduplicationStore(null!)).ParamName);
        Assert.Equal("claim", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.TryBeginAsync("k", TimeSpan.Zero, default))).ParamName);
        Assert.Equal("keep", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.CompleteAsync("k", TimeSpan.Zero, default))).ParamName);
    }

    private static MemoryDistributedCache NewCache(VirtualClock clock) => new(Options.Create(new MemoryDistributedCacheOptions { Clock = new CacheClock(clock) }));

    private sealed class CacheClock(VirtualClock clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
