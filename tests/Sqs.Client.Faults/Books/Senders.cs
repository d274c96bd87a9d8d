namespace Sqs.Client.Faults.Books;

/// <summary>Sends the messages of a plan. To a standard queue each is sent once; to a FIFO queue until it is acknowledged, as its order demands.</summary>
internal sealed class Senders(BooksPlan plan, ISqsClient client, string queueUrl, Ledger ledger, TimeProvider time)
{
    private const int BufferedCallsAtOnce = 10;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    private readonly NumberedSender _sender = new(queueUrl, plan.Groups, ledger);
    private readonly long _started = time.GetTimestamp();
    private int _next;

    private bool InTime => plan.Duration is null || time.GetElapsedTime(_started) < plan.Duration;

    public Task RunAsync() =>
        Task.WhenAll(Enumerable.Range(0, plan.Style == BooksStyle.Buffered ? plan.Senders * BufferedCallsAtOnce : plan.Senders)
            .Select(worker => Task.Run(() => plan.IsFifo ? SendInOrderAsync(worker) : SendAsync(worker))));

    private async Task SendAsync(int worker)
    {
        var size = plan.Style == BooksStyle.Buffered || worker % 2 == 0 ? 1 : 10;
        while (InTime)
        {
            var first = Interlocked.Add(ref _next, size) - size;
            if (first >= plan.Messages)
            {
                return;
            }

            await KeepPaceAsync(first);
            var numbers = Enumerable.Range(first, Math.Min(size, plan.Messages - first)).ToList();
            if ((await _sender.SendAsync(client, numbers)).Count == 0)
            {
                await Task.Delay(PauseAfterFailure);
            }
        }
    }

    /// <summary>Each worker has groups of its own, and no request holds two messages of one group: a part of a batch may fail.</summary>
    private async Task SendInOrderAsync(int worker)
    {
        if (worker >= plan.Senders)
        {
            return; // a group has one sender
        }

        for (var row = 0; row < plan.Messages && InTime; row += plan.Groups)
        {
            List<int> left = [.. Enumerable.Range(row, Math.Min(plan.Groups, plan.Messages - row)).Where(number => number % plan.Groups % plan.Senders == worker)];
            while (left.Count > 0)
            {
                var batch = left.Take(worker % 2 == 0 ? 1 : 10).ToList();
                var sent = await _sender.SendAsync(client, batch);
                _ = left.RemoveAll(sent.Contains);
                if (sent.Count < batch.Count)
                {
                    await Task.Delay(PauseAfterFailure);
                }
            }
        }
    }

    private async Task KeepPaceAsync(int number)
    {
        if (plan.Pace is { } pace && TimeSpan.FromSeconds(number / pace) - time.GetElapsedTime(_started) is { Ticks: > 0 } early)
        {
            await Task.Delay(early);
        }
    }
}
