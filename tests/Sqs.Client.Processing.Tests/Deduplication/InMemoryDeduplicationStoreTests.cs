using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Deduplication;

public sealed class InMemoryDeduplicationStoreTests
{
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);

    [Fact]
    public async Task Store_AgainstANaiveOne_AnswersTheSame()
    {
        HashSet<DeduplicationState> seen = [];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var clock = new VirtualClock();
            var time = new ProcessingClock(clock);
            var capacity = random.Next(1, 12);
            var store = new InMemoryDeduplicationStore(capacity, clock);
            var naive = new NaiveStore(capacity);
            for (var step = 0; step < 400; step++)
            {
                var key = $"k{random.Next(16)}";
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

                Assert.True(store.Count <= naive.Count, $"seed {seed}, step {step}");
            }
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task Store_OfManyEntries_KeepsItsBound()
    {
        var store = new InMemoryDeduplicationStore(1_000, new VirtualClock());
        for (var i = 0; i < 100_000; i++)
        {
            await store.CompleteAsync($"{i}", Keep, default);
        }

        Assert.Equal(1_000, store.Count);
        Assert.Equal(DeduplicationState.Done, await store.TryBeginAsync("99999", Claim, default));
        Assert.Equal(DeduplicationState.Begun, await store.TryBeginAsync("98999", Claim, default));
    }

    [Fact]
    public async Task Claim_IsGivenToOneOfManyThreads()
    {
        var store = new InMemoryDeduplicationStore(50, new VirtualClock());
        for (var round = 0; round < 200; round++)
        {
            var key = $"{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await store.TryBeginAsync(key, Claim, default))));
            Assert.Single(answers, DeduplicationState.Begun);
            Assert.Equal(7, answers.Count(static answer => answer == DeduplicationState.InProgress));
        }

        Assert.Equal(50, store.Count);
    }

    [Fact]
    public async Task Arguments_OutOfRange_AreNamed()
    {
        Assert.Equal("capacity", Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryDeduplicationStore(0)).ParamName);
        var store = new InMemoryDeduplicationStore();
        Assert.Equal("claim", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.TryBeginAsync("k", TimeSpan.Zero, default))).ParamName);
        Assert.Equal("keep", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.CompleteAsync("k", -Keep, default))).ParamName);
        await store.CompleteAsync("k", TimeSpan.MaxValue, default);
        Assert.Equal(DeduplicationState.Done, await store.TryBeginAsync("k", Claim, default));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.TryBeginAsync("k", Claim, new CancellationToken(canceled: true)));
    }
}
