using System.Collections.Concurrent;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Root;

/// <summary>The embedded server, a client of it and processors, all on one clock that the test moves.</summary>
internal sealed class ProcessorStage : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly List<SqsProcessor> _processors = [];

    private ProcessorStage(LocalSqs server, VirtualClock clock) => (Server, Clock, Client) = (server, clock, Clients.Of(server, clock));

    public LocalSqs Server { get; }

    public VirtualClock Clock { get; }

    public SqsClient Client { get; }

    /// <summary>The bodies of the messages whose handler was called, in order.</summary>
    public ConcurrentQueue<string> Handled { get; } = new();

    public static async Task<ProcessorStage> StartAsync(params IEnumerable<string> queues)
    {
        var clock = new VirtualClock();
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = clock });
        foreach (var queue in queues)
        {
            _ = server.CreateQueue(queue, queue.EndsWith(".fifo", StringComparison.Ordinal)
                ? new Dictionary<string, string> { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = "true" }
                : null);
        }

        return new ProcessorStage(server, clock);
    }

    public SqsProcessor NewProcessor(string queue, Func<Delivery, CancellationToken, Task>? handler = null, Action<SqsProcessorOptions>? configure = null)
    {
        var options = new SqsProcessorOptions { TimeProvider = Clock, Random = static () => 0.5 };
        configure?.Invoke(options);
        var processor = new SqsProcessor(
            Client,
            queue,
            (delivery, token) =>
            {
                Handled.Enqueue(delivery.Message.Body);
                return handler?.Invoke(delivery, token) ?? Task.CompletedTask;
            },
            options);
        _processors.Add(processor);
        return processor;
    }

    public async Task SendAsync(string queue, params IEnumerable<string> bodies)
    {
        var opened = await SqsQueue.OpenAsync(Client, Server.GetQueue(queue).Url);
        var results = await opened.SendManyAsync(bodies.Select(body => (OutgoingMessage)body with { MessageGroupId = opened.IsFifo ? "g" : null }));
        Assert.All(results, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
    }

    /// <summary>Lets time pass, in small steps, until something holds.</summary>
    public async Task UntilAsync(Func<bool> holds, TimeSpan? step = null)
    {
        for (var steps = 0; !holds(); steps++)
        {
            Assert.True(steps < 20_000, "It never held.");
            await BreatheAsync();
            Clock.Advance(step ?? Step);
        }
    }

    /// <summary>Lets time pass slowly until a task has ended, and tells how long that took on the clock.</summary>
    public async Task<TimeSpan> UntilAsync(Task task, int stepInMilliseconds = 5)
    {
        var started = Clock.GetUtcNow();
        await UntilAsync(() => task.IsCompleted, TimeSpan.FromMilliseconds(stepInMilliseconds));
        await task;
        return Clock.GetUtcNow() - started;
    }

    public async Task PassAsync(TimeSpan time)
    {
        var until = Clock.GetUtcNow() + time;
        await UntilAsync(() => Clock.GetUtcNow() >= until);
    }

    public async ValueTask DisposeAsync()
    {
        // Cut short, for nobody lets time pass any more.
        await Task.WhenAll(_processors.Select(static processor => processor.StopAsync(new CancellationToken(canceled: true))));
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Lets what is ready to run do so, while time stands still.</summary>
    public static async Task BreatheAsync() => await Task.Delay(1);
}
