using System.Diagnostics;
using Sqs.Client.Faults.Books;
using Sqs.Client.LocalServer;
using Sqs.Client.Processing;

namespace Sqs.Client.Faults.Figures;

/// <summary>Figures 11, 23 and 25: polls while the service is away, polls that are given up, polls that find nothing.</summary>
internal sealed class PollFigures(FigureSheet sheet)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);

    public IReadOnlyDictionary<int, Func<Task>> Runs => new Dictionary<int, Func<Task>>
    {
        [11] = AwayAsync,
        [23] = CancelledAsync,
        [25] = EmptyAsync,
    };

    /// <summary>The service answers 503 to everything: a bare loop, and a processor.</summary>
    private async Task AwayAsync()
    {
        await using var server = await LocalSqs.StartAsync();
        var queue = server.CreateQueue("away");
        _ = server.Faults.Add(new FaultRule { Fault = Fault.ServiceUnavailable() });
        var loop = new AttemptCount();
        await using var client = NewClient(server, loop);
        _ = await PollAsync(client, queue.Url, WarmUp);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var calls = await PollAsync(client, queue.Url, Away);
        process.Refresh();
        sheet.AtMost("11 receives a second of a bare loop", 40, calls / Away.TotalSeconds);
        sheet.AtMost("11 % of a processor, server included", 5, (process.TotalProcessorTime - before) / Away * 100);

        var processing = new AttemptCount();
        await using var other = NewClient(server, processing);
        await using (var processor = new SqsProcessor(other, queue.Url, static (_, _) => Task.CompletedTask))
        {
            await processor.StartAsync();
            await Task.Delay(Away);
            await processor.StopAsync(CancellationToken.None);
        }

        sheet.AtMost("11 attempts a second of a processor", 5, processing.Attempts / Away.TotalSeconds);
    }

    /// <summary>Polls again and again for a time.</summary>
    /// <returns>How many polls were made.</returns>
    private static async Task<int> PollAsync(SqsClient client, string queueUrl, TimeSpan time)
    {
        var (ledger, calls) = (new Ledger(0, TimeProvider.System), 0);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; calls++)
        {
            _ = await ledger.CallAsync(() => client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queueUrl, WaitTimeSeconds = 20 }));
        }

        return calls;
    }

    /// <summary>A thousand long polls, given up at random moments while messages come.</summary>
    private async Task CancelledAsync()
    {
        const int Polls = 1000;
        const int AtOnce = 50;
        var random = new Random(1);
        var ledger = new Ledger(100_000, TimeProvider.System);
        await using var server = await LocalSqs.StartAsync();
        var queue = server.CreateQueue("given-up", new Dictionary<string, string> { ["VisibilityTimeout"] = "5" });
        await using var client = NewClient(server);
        using var enough = new CancellationTokenSource();
        var sending = SendAsync(client, queue.Url, ledger, enough.Token);
        var slowest = TimeSpan.Zero;
        for (var wave = 0; wave < Polls / AtOnce; wave++)
        {
            var ends = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => GiveUpAsync(client, queue.Url, ledger, TimeSpan.FromSeconds(random.NextDouble()))));
            slowest = ends.Append(slowest).Max();
        }

        await enough.CancelAsync();
        await sending;
        var watch = Stopwatch.StartNew();
        while (queue.Counts.Total > 0 && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            await ReceiveAsync(client, queue.Url, ledger, CancellationToken.None);
        }

        sheet.AtMost("23 slowest end of 1,000 polls after their cancellation, ms", 100, slowest.TotalMilliseconds);
        sheet.AtMost("23 messages lost or left", 0, ledger.Lost + queue.Counts.Total);
        sheet.AtMost("23 seconds until the last message came, at a visibility timeout of 5 s", 6, watch.Elapsed.TotalSeconds);
        await StopGracefullyAsync(server, client, ledger);
    }

    /// <summary>A processor whose drain outlasts its polls, stopped while messages come: none of them is left invisible.</summary>
    private async Task StopGracefullyAsync(LocalSqs server, SqsClient client, Ledger ledger)
    {
        var queue = server.CreateQueue("stopped");
        using var enough = new CancellationTokenSource();
        var sending = SendAsync(client, queue.Url, ledger, enough.Token);
        var hidden = 0;
        for (var round = 0; round < 10; round++)
        {
            await using var processor = new SqsProcessor(client, queue.Url, static (_, _) => Task.CompletedTask, new SqsProcessorOptions
            {
                WaitTime = TimeSpan.FromSeconds(1),
                ReceiveDrainTime = TimeSpan.FromSeconds(3),
                PrefetchMessages = 20,
            });
            await processor.StartAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(50 * (round + 1)));
            await processor.StopAsync(CancellationToken.None);
            hidden += queue.Counts.InFlight;
        }

        await enough.CancelAsync();
        await sending;
        sheet.AtMost("23 messages left invisible by 10 orderly stops", 0, hidden);
    }

    /// <summary>Twenty polls of 20 s by a client as it comes; the clock is the test's.</summary>
    private async Task EmptyAsync()
    {
        var clock = new VirtualClock();
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = clock });
        var queue = server.CreateQueue("empty");
        var options = BooksScene.OptionsFor(server);
        options.TimeProvider = clock;
        await using var client = new SqsClient(options, new HttpClient(server.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });
        var ledger = new Ledger(0, clock);
        for (var poll = 0; poll < 20; poll++)
        {
            var call = ledger.CallAsync(() => client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.Url, WaitTimeSeconds = 20 }));
            while (!call.IsCompleted)
            {
                await Task.Delay(1);
                clock.Advance(TimeSpan.FromMilliseconds(500));
            }
        }

        sheet.AtMost("25 timeouts of 20 empty polls of 20 s", 0, ledger.Surfaced.Values.Sum());
        sheet.AtLeast("25 seconds of the longest of them", 20, ledger.LongestCall.TotalSeconds);
    }

    /// <summary>Makes a poll and gives it up after a time.</summary>
    /// <returns>How long the poll took to end once it was given up; zero if it had ended before.</returns>
    private static async Task<TimeSpan> GiveUpAsync(SqsClient client, string queueUrl, Ledger ledger, TimeSpan after)
    {
        using var patience = new CancellationTokenSource();
        var poll = ReceiveAsync(client, queueUrl, ledger, patience.Token);
        await Task.Delay(after);
        var watch = Stopwatch.StartNew();
        var wasRunning = !poll.IsCompleted;
        await patience.CancelAsync();
        await poll;
        return wasRunning ? watch.Elapsed : TimeSpan.Zero;
    }

    private static async Task ReceiveAsync(SqsClient client, string queueUrl, Ledger ledger, CancellationToken patience)
    {
        using var received = await ledger.CallAsync(
            () => client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, patience), patience);
        foreach (var message in received?.Messages ?? [])
        {
            ledger.Deliver(message, Usable.GroupOf(message));
            _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = message.ReceiptHandle }, CancellationToken.None);
        }
    }

    private static async Task SendAsync(SqsClient client, string queueUrl, Ledger ledger, CancellationToken enough)
    {
        for (var number = ledger.Attempted; !enough.IsCancellationRequested; number++)
        {
            ledger.Attempt(number);
            _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = MessageText.Of(number) }, CancellationToken.None);
            ledger.Acknowledge(number);
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static SqsClient NewClient(LocalSqs server, AttemptCount? count = null)
    {
        var options = BooksScene.OptionsFor(server);
        count?.Watch(options);
        return new SqsClient(options);
    }
}
