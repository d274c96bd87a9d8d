using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>A keeper of leases over a scripted service, on a clock that the test moves.</summary>
internal sealed class LeaseStage : IAsyncDisposable
{
    private static int Stages;

    private readonly QueueMeter _meter;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    private readonly WatchedClock _watched;

    private LeaseStage(SqsQueue queue, ScriptedService service, VirtualClock clock, WatchedClock watched, LeaseSettings settings, ILoggerFactory? loggers)
    {
        (Queue, Service, Clock, _watched, Settings) = (queue, service, clock, watched, settings);
        _meter = new QueueMeter(queue.Name, Count);
        Keeper = new LeaseKeeper(service, queue, settings, loggers);
    }

    public SqsQueue Queue { get; }

    public ScriptedService Service { get; }

    public VirtualClock Clock { get; }

    public LeaseSettings Settings { get; }

    public LeaseKeeper Keeper { get; }

    public TimeSpan Now => Settings.Clock.Now;

    /// <summary>What each instrument has counted, and each end of leases.</summary>
    public long CountOf(string name) => _counts.GetValueOrDefault(name);

    public static async Task<LeaseStage> StartAsync(double visibility = 30, double maxVisibility = 3600, bool isFifo = false, ILoggerFactory? loggers = null, Func<double>? random = null)
    {
        var clock = new VirtualClock();
        var service = new ScriptedService(clock);
        var watched = new WatchedClock(clock);
        var settings = new LeaseSettings(
            TimeSpan.FromSeconds(visibility), TimeSpan.FromSeconds(maxVisibility), TimeSpan.FromSeconds(60), new ProcessingClock(watched), random ?? (static () => 0.5));
        var queue = await SqsQueue.OpenAsync(service, $"https://sqs.us-east-1.amazonaws.com/123456789012/leases-{Interlocked.Increment(ref Stages)}{(isFifo ? ".fifo" : "")}");
        return new LeaseStage(queue, service, clock, watched, settings, loggers);
    }

    /// <summary>Receives messages now.</summary>
    public IReadOnlyList<Delivery> Take(int count) => Keeper.Take(Service.Receive(count, Settings.Visibility), Now, Now);

    /// <summary>Waits until the loop has done all there is to do at this moment.</summary>
    public async Task QuietAsync()
    {
        for (var round = 0; round < 100_000; round++)
        {
            var before = await Keeper.ProgressAsync();
            await Pool.YieldAsync();
            var after = await Keeper.ProgressAsync();

            // Releases may be held there too.
            if (before == after && after.OnWire <= Service.CallsHeld("ChangeMessageVisibilityBatch"))
            {
                return;
            }
        }

        Assert.Fail("The loop does not come to rest.");
    }

    /// <summary>Moves the clock from timer to timer, so that the loop sees every moment.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await QuietAsync();
        for (var end = Clock.GetUtcNow() + by; Clock.GetUtcNow() < end;)
        {
            _watched.MoveTo(end);
            await QuietAsync();
        }
    }

    /// <summary>Moves the clock, for at most that long, while one message is settled, and never while that is under way elsewhere than in a pause.</summary>
    public async Task AdvanceSettlingAsync(Task settlement, TimeSpan atMost)
    {
        var end = Clock.GetUtcNow() + atMost;
        await PausedAsync(settlement);
        while (!settlement.IsCompleted && Clock.GetUtcNow() < end)
        {
            _watched.MoveTo(end);
            await QuietAsync();
            await PausedAsync(settlement);
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var round = 0; round < 1_000_000; round++)
        {
            if (condition())
            {
                return;
            }

            await Pool.YieldAsync();
        }

        Assert.Fail("It does not happen.");
    }

    /// <summary>Moves the clock until something has happened; what it waits for may be done elsewhere than in the loop, so it may move too far.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition)
    {
        for (var round = 0; round < 10_000 && !condition(); round++)
        {
            await AdvanceAsync(TimeSpan.FromMilliseconds(100));
            await Pool.YieldAsync();
        }

        Assert.True(condition(), "It does not happen.");
    }

    public async ValueTask DisposeAsync()
    {
        await Keeper.DisposeAsync();
        _meter.Dispose();
        await Service.DisposeAsync();
    }

    private Task PausedAsync(Task settlement) => UntilAsync(() => settlement.IsCompleted || _watched.Pauses > 0);

    private void Count(string instrument, double change, IReadOnlyDictionary<string, object?> tags)
    {
        var end = (string?)tags.GetValueOrDefault("sqs.processing.lease.end") ?? "";
        _ = _counts.AddOrUpdate(instrument, (long)change, (_, sum) => sum + (long)change);
        _ = _counts.AddOrUpdate(end, (long)change, (_, sum) => sum + (long)change);
    }
}
