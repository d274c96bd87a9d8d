using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Handling;

/// <summary>Messages that a keeper holds over a scripted service, on one clock that the test moves, and everything that is logged and measured.</summary>
internal sealed class RunnerStage : IAsyncDisposable
{
    public const string Marker = "mArKeR";

    private static int Number;

    private readonly QueueMeter _meter;
    private readonly Lock _gate = new();
    private int _messages;

    private RunnerStage(SqsQueue queue, ScriptedService service, TimeSpan maxVisibility)
    {
        (Queue, Service) = (queue, service);
        Time = new ProcessingClock(Clock);
        Keeper = new LeaseKeeper(service, queue, new LeaseSettings(TimeSpan.FromSeconds(30), maxVisibility, TimeSpan.FromSeconds(20), Time, static () => 0.5), Log);
        Settings = new RunSettings(
            HandlerTimeout: null,
            VisibilityBackoff.Fixed(TimeSpan.FromSeconds(60)),
            Failures: [],
            FailureAction.DeadLetter,
            DeadLetterQueue: null,
            Deduplication: null,
            static delivery => delivery.Message.MessageId,
            TimeSpan.FromMinutes(5),
            TimeSpan.FromHours(1),
            OnFailure: (_, error) => Failures.Add(error),
            Time,
            static () => 0.5);
        _meter = new QueueMeter(queue.Name, Note);
    }

    public VirtualClock Clock { get; } = new();

    public ProcessingClock Time { get; }

    public ScriptedService Service { get; }

    public SqsQueue Queue { get; }

    public LeaseKeeper Keeper { get; }

    public RecordedLog Log { get; } = new();

    public RunSettings Settings { get; set; }

    public List<Exception> Failures { get; } = [];

    /// <summary>What was measured of this queue: the instrument, the value and its tags.</summary>
    public List<(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)> Measured { get; } = [];

    /// <summary>What became of the messages, in order, as the metric tells it.</summary>
    public IReadOnlyList<string> Outcomes
    {
        get
        {
            lock (_gate)
            {
                return [.. Measured.Where(static item => item.Instrument == "sqs.processing.messages.outcome").Select(static item => (string)item.Tags["sqs.processing.outcome"]!)];
            }
        }
    }

    public static async Task<RunnerStage> StartAsync(TimeSpan? maxVisibility = null, string suffix = "")
    {
        var service = new ScriptedService();
        var queue = await SqsQueue.OpenAsync(service, $"http://localhost/123456789012/work{Interlocked.Increment(ref Number)}{suffix}");
        return new RunnerStage(queue, service, maxVisibility ?? TimeSpan.FromHours(12));
    }

    public Delivery Take(Func<Message, Message>? change = null)
    {
        var number = Interlocked.Increment(ref _messages);
        var message = new Message
        {
            MessageId = $"m-{number}",
            ReceiptHandle = $"handle-{number}-{Marker}",
            Body = $"body {number} {Marker}",
            MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["note"] = MessageAttributeValue.String(Marker) },
        };
        return Assert.Single(Keeper.Take([change is null ? message : change(message)], Time.Now, Time.Now));
    }

    public MessageRunner Runner(Func<Delivery, CancellationToken, Task> handler) => new(Service, Queue, Settings, handler, Log);

    public MessageRunner Runner(Action handler) => Runner((_, _) =>
    {
        handler();
        return Task.CompletedTask;
    });

    /// <summary>Runs one message to its end, on a clock that stands still.</summary>
    public async Task<Delivery> RunAsync(MessageRunner runner, Func<Message, Message>? change = null)
    {
        var delivery = Take(change);
        await EndAsync(runner.RunAsync(delivery));
        return delivery;
    }

    /// <summary>Waits for what does not need the clock; it fails rather than hang.</summary>
    public static Task EndAsync(Task task) => task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

    /// <summary>Moves the clock from timer to timer until a task has ended.</summary>
    public async Task PumpAsync(Task task)
    {
        for (var step = 0; !task.IsCompleted; step++)
        {
            Assert.True(step < 1_000_000, "It never ends.");
            await Pool.YieldAsync();
            if (step % 50 == 49)
            {
                _ = Clock.AdvanceToNextTimer();
            }
        }

        await task;
    }

    /// <summary>Waits for what comes about by itself, without the clock.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 5_000_000 && !isSo(); i++)
        {
            await Pool.YieldAsync();
        }

        Assert.True(isSo());
    }

    public bool IsDeleted(Delivery delivery) => Service.Deleted.Contains(delivery.Message.ReceiptHandle);

    /// <summary>The visibility timeout that was set last; null when none was.</summary>
    public int? VisibilityOf(Delivery delivery) => Service.Visibility.TryGetValue(delivery.Message.ReceiptHandle, out var seconds) ? seconds : null;

    public async ValueTask DisposeAsync()
    {
        await Keeper.DisposeAsync();
        _meter.Dispose();
        Assert.DoesNotContain(Marker, Log.Text, StringComparison.Ordinal);
    }

    private void Note(string instrument, double value, IReadOnlyDictionary<string, object?> tags)
    {
        lock (_gate)
        {
            Measured.Add((instrument, value, tags));
        }
    }
}
