using Sqs.Client.Faults.Books;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Simulation;

/// <summary>One simulated world: senders and receivers of one queue, which start, stop and crash while requests fail; then calm, and the books are closed.</summary>
internal sealed class World
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private readonly WorldPlan _plan;
    private readonly VirtualClock _clock = new();
    private readonly Ledger _ledger;
    private readonly Trace _trace = new();
    private readonly List<string> _offences = [];

    private World(WorldPlan plan)
    {
        _plan = plan;
        _ledger = new Ledger(plan.Messages, _clock);
    }

    /// <summary>Lives through the world of a seed.</summary>
    public static async Task<WorldEnd> RunAsync(int seed)
    {
        var world = new World(WorldPlan.Draw(seed));
        try
        {
            await Pump.RunAsync(world.LiveAsync, world._clock);
        }
        catch (HangException hang)
        {
            world._offences.Add(hang.Message);
        }

        return new WorldEnd(world._plan, world._ledger, world._trace, [.. world._offences, .. Ledger.Counted([("requests of clients that had ended", world._trace.AfterClose.Count)]), .. world._ledger.Offences(world._plan.IsFifo)]);
    }

    private async Task LiveAsync()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = _clock, FaultSeed = _plan.Seed });
        var queue = server.CreateQueue(_plan.QueueName, _plan.IsFifo ? new Dictionary<string, string> { ["FifoQueue"] = "true" } : null);
        _ = server.Faults.AddRange(_plan.Faults);
        var scene = new Scene(_plan, server, queue, _clock, new Random(_plan.Seed), _ledger, _trace);
        var isCalm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var survivor = new ReceivingProcess(scene).RunAsync(() => EmptyAsync(queue, isCalm.Task));
        await Task.WhenAll(new SendingProcess(scene).RunAsync(), ReceiveAsync(scene));
        server.Faults.Clear();
        isCalm.SetResult();
        await survivor;
    }

    /// <summary>A place where one receiving process after another works, for a while.</summary>
    private static async Task ReceiveAsync(Scene scene)
    {
        for (var process = 0; process < scene.Plan.Processes; process++)
        {
            await new ReceivingProcess(scene).RunAsync(() => scene.PauseAsync(TimeSpan.FromSeconds(30)));
        }
    }

    /// <summary>One process lives through it all, and in the end it has to work off the queue alone: what it lost in bad times it would lack then.</summary>
    private async Task EmptyAsync(LocalQueue queue, Task isCalm)
    {
        await isCalm;
        for (var until = _clock.GetUtcNow() + Patience; queue.Counts.Total > 0;)
        {
            if (_clock.GetUtcNow() > until)
            {
                _offences.Add($"{queue.Counts.Total} messages left: {string.Join(", ", queue.GetMessages().Take(3).Select(message => $"{message.State} received {message.ReceiveCount} times"))}");
                return;
            }

            await Task.Delay(Moment, _clock);
        }
    }
}

/// <summary>How a world ended.</summary>
internal sealed record WorldEnd(WorldPlan Plan, Ledger Ledger, Trace Trace, IReadOnlyList<string> Offences);
