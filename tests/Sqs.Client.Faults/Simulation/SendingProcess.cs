using System.Globalization;
using Sqs.Client.Faults.Books;

namespace Sqs.Client.Faults.Simulation;

/// <summary>The process that sends: to a standard queue each message once, to a FIFO queue until it is acknowledged, by senders with groups of their own.</summary>
internal sealed class SendingProcess(Scene scene)
{
    private const int Tries = 200;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly WorldPlan _plan = scene.Plan;
    private int _next;

    public async Task RunAsync()
    {
        await using var process = new SimulatedClient(scene, _plan.SendersBuffer);
        await Task.WhenAll(Enumerable.Range(0, _plan.Senders).Select(sender => _plan.IsFifo ? SendInOrderAsync(process.Client, sender) : SendAsync(process.Client)));
    }

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

    private async Task SendInOrderAsync(ISqsClient client, int sender)
    {
        foreach (var number in Enumerable.Range(0, _plan.Messages).Where(number => number % _plan.Groups % _plan.Senders == sender))
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

    private async Task<bool> SendOnceAsync(ISqsClient client, List<int> numbers)
    {
        numbers.ForEach(scene.Ledger.Attempt);
        using var impatience = Impatience();
        var sent = numbers.Count == 1 ? await SendSinglyAsync(client, numbers[0], impatience.Token) : await SendBatchAsync(client, numbers, impatience.Token);
        sent.ForEach(scene.Ledger.Acknowledge);
        return sent.Count == numbers.Count;
    }

    /// <summary>Some callers give up.</summary>
    private CancellationTokenSource Impatience() =>
        scene.Random.Next(10) == 0 ? new CancellationTokenSource(_plan.MostLatency * 2 * scene.Random.NextDouble(), scene.Clock) : new CancellationTokenSource();

    private async Task<List<int>> SendSinglyAsync(ISqsClient client, int number, CancellationToken token)
    {
        var entry = Entry(number);
        var answer = await scene.Ledger.CallAsync(() => client.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = scene.Queue.Url,
            MessageBody = entry.MessageBody,
            MessageGroupId = entry.MessageGroupId,
            MessageDeduplicationId = entry.MessageDeduplicationId,
        }, token), token);
        return answer is null ? [] : [number];
    }

    private async Task<List<int>> SendBatchAsync(ISqsClient client, List<int> numbers, CancellationToken token)
    {
        var answer = await scene.Ledger.CallAsync(() => client.SendMessageBatchAsync(new SendMessageBatchRequest { QueueUrl = scene.Queue.Url, Entries = [.. numbers.Select(Entry)] }, token), token);
        return answer is null ? [] : [.. answer.Successful.Select(entry => int.Parse(entry.Id, CultureInfo.InvariantCulture))];
    }

    private SendMessageBatchRequestEntry Entry(int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        return new SendMessageBatchRequestEntry
        {
            Id = id,
            MessageBody = MessageText.Of(number),
            MessageGroupId = _plan.IsFifo ? (number % _plan.Groups).ToString(CultureInfo.InvariantCulture) : null,
            MessageDeduplicationId = _plan.IsFifo ? id : null,
        };
    }
}
