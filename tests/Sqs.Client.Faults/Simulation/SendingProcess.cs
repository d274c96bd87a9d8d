using Sqs.Client.Faults.Books;

namespace Sqs.Client.Faults.Simulation;

/// <summary>
/// The process that sends. To a standard queue each message once. To a FIFO queue by senders with groups of their own: through a buffer several at once and
/// each once, for what it stores of a group is in order; otherwise one after the other, each until it is acknowledged.
/// </summary>
internal sealed class SendingProcess(Scene scene)
{
    private const int Tries = 200;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly WorldPlan _plan = scene.Plan;
    private readonly NumberedSender _sender = new(scene.Queue.Url, scene.Plan.Groups, scene.Ledger);
    private int _next;

    public async Task RunAsync()
    {
        await using var process = new SimulatedClient(scene, _plan.SendersBuffer);
        await Task.WhenAll(Enumerable.Range(0, _plan.Senders).Select(sender => !_plan.IsFifo ? SendAsync(process.Client)
            : _plan.SendersBuffer ? SendAtOnceAsync(process.Client, NumbersOf(sender))
            : SendInOrderAsync(process.Client, NumbersOf(sender))));
    }

    private IEnumerable<int> NumbersOf(int sender) => Enumerable.Range(0, _plan.Messages).Where(number => number % _plan.Groups % _plan.Senders == sender);

    private async Task SendAsync(ISqsClient client)
    {
        while (_next < _plan.Messages)
        {
            var first = _next;
            var count = scene.Random.Next(2) == 0 ? 1 : Math.Min(scene.Random.Next(1, 11), _plan.Messages - first);
            _next += count;
            _ = await SendOnceAsync(client, [.. Enumerable.Range(first, count)]);
            await scene.PauseAsync(Moment);
        }
    }

    private async Task SendAtOnceAsync(ISqsClient client, IEnumerable<int> numbers)
    {
        foreach (var window in numbers.Chunk(scene.Random.Next(1, 9)))
        {
            await Task.WhenAll(window.Select(number => _sender.SendAsync(client, [number])));
            await scene.PauseAsync(Moment);
        }
    }

    private async Task SendInOrderAsync(ISqsClient client, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            for (var tries = 0; !await SendOnceAsync(client, [number]); tries++)
            {
                await Task.Delay(Moment, scene.Clock);
                if (tries == Tries)
                {
                    scene.Server.Faults.Clear(); // an outage without end would be no world
                }
            }
        }
    }

    private async Task<bool> SendOnceAsync(ISqsClient client, IReadOnlyList<int> numbers)
    {
        using var impatience = Impatience();
        return (await _sender.SendAsync(client, numbers, impatience.Token)).Count == numbers.Count;
    }

    /// <summary>Some callers give up.</summary>
    private CancellationTokenSource Impatience() =>
        scene.Random.Next(10) == 0 ? new CancellationTokenSource(_plan.MostLatency * 2 * scene.Random.NextDouble(), scene.Clock) : new CancellationTokenSource();
}
