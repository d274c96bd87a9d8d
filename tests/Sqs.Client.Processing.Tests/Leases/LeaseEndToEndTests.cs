using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>On the embedded server, whose clock is that of the keeper.</summary>
public sealed class LeaseEndToEndTests
{
    [Theory]
    [InlineData("q")]
    [InlineData("q.fifo")]
    public async Task Message_WorkedOnForTenTimesItsTimeout_IsReceivedOnceByAnybody(string name)
    {
        await using var world = await World.StartAsync(name);
        await world.SendAsync("long-work");
        var delivery = await world.TakeAsync();
        for (var step = 0; step < 200; step++)
        {
            await world.AdvanceAsync(TimeSpan.FromSeconds(0.1));
            using var others = await world.Queue.ReceiveAsync(wait: TimeSpan.Zero);
            Assert.Empty(others.Messages);
        }

        await delivery.CompleteAsync();
        Assert.Empty(world.Server.GetQueue(name).GetMessages());
        Assert.False(delivery.LeaseLost.IsCancellationRequested);
    }

    [Fact]
    public async Task Handle_ThatTheServiceRefuses_CancelsTheWorkAndNothingIsDeleted()
    {
        await using var world = await World.StartAsync("q");
        await world.SendAsync("lost");
        var delivery = await world.TakeAsync();
        _ = world.Server.Faults.Add(new FaultRule { Action = "ChangeMessageVisibilityBatch", Fault = Fault.ExpiredReceiptHandle() });
        while (!delivery.LeaseLost.IsCancellationRequested)
        {
            Assert.True(world.Clock.GetUtcNow() < world.Start + TimeSpan.FromSeconds(2), "It is not told before its timeout.");
            await world.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        }

        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => delivery.CompleteAsync());
        _ = Assert.Single(world.Server.GetQueue("q").GetMessages());
        Assert.DoesNotContain(world.Server.Requests, request => request.Action?.StartsWith("Delete", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Hold_OfTwelveHours_IsNeverRefusedByTheServersOwnLimit()
    {
        await using var world = await World.StartAsync("q", TimeSpan.FromHours(1), TimeSpan.FromHours(12));
        await world.SendAsync("the longest work");
        var delivery = await world.TakeAsync();
        while (!delivery.Ended.IsCompleted)
        {
            await world.AdvanceAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(LeaseEnd.Lost, await delivery.Ended);
        Assert.DoesNotContain(world.Server.Requests, request => request.ErrorCode is not null);
        Assert.InRange(world.Clock.GetUtcNow() - world.Start, TimeSpan.FromHours(11.9), TimeSpan.FromHours(12) + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Release_OfAFifoGroup_ComesAgainInOrder()
    {
        await using var world = await World.StartAsync("q.fifo");
        for (var message = 0; message < 10; message++)
        {
            await world.SendAsync($"{message}");
        }

        using var received = await world.Queue.ReceiveAsync(10, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await world.Keeper.ReleaseAsync(world.Keeper.Take(received.Messages, world.Now, world.Now), "test", default);
        using var again = await world.Queue.ReceiveAsync(10, TimeSpan.Zero);
        Assert.Equal(Enumerable.Range(0, 10).Select(message => $"{message}"), again.Messages.Select(message => message.Body));
    }

    private sealed class World(LocalSqs server, VirtualClock clock, SqsClient client, SqsQueue queue, LeaseSettings settings) : IAsyncDisposable
    {
        private static readonly Dictionary<string, string> IsFifo = new(StringComparer.Ordinal) { ["FifoQueue"] = "true" };

        public LocalSqs Server { get; } = server;

        public VirtualClock Clock { get; } = clock;

        public SqsQueue Queue { get; } = queue;

        public LeaseKeeper Keeper { get; } = new(client, queue, settings, loggers: null);

        public DateTimeOffset Start { get; } = clock.GetUtcNow();

        public TimeSpan Now => settings.Clock.Now;

        public static async Task<World> StartAsync(string name, TimeSpan? visibility = null, TimeSpan? maxVisibility = null)
        {
            var clock = new VirtualClock();
            var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = clock, Listen = false });
            var client = Clients.Of(server, clock);
            var queue = await SqsQueue.OpenAsync(client, server.CreateQueue(name, name.EndsWith(".fifo", StringComparison.Ordinal) ? IsFifo : null).Url);
            var settings = new LeaseSettings(
                visibility ?? TimeSpan.FromSeconds(2), maxVisibility ?? TimeSpan.FromHours(1), TimeSpan.FromSeconds(30), new ProcessingClock(clock), static () => 0.5);
            return new World(server, clock, client, queue, settings);
        }

        public Task SendAsync(string body) => Queue.SendAsync(new OutgoingMessage
        {
            Body = body,
            MessageGroupId = Queue.IsFifo ? "g" : null,
            MessageDeduplicationId = Queue.IsFifo ? body : null,
        });

        public async Task<Delivery> TakeAsync()
        {
            using var received = await Queue.ReceiveAsync(1, TimeSpan.Zero, settings.Visibility);
            return Keeper.Take(received.Messages, Now, Now)[0];
        }

        /// <summary>Moves the clock and waits until the keeper has had its answers.</summary>
        public async Task AdvanceAsync(TimeSpan by)
        {
            // What was posted before is handled before the clock moves, so that the timer is armed.
            _ = await Keeper.ProgressAsync();
            Clock.Advance(by);
            while ((await Keeper.ProgressAsync()).OnWire > 0)
            {
                await Pool.YieldAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Keeper.DisposeAsync();
            await client.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
