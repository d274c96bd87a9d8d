using System.Globalization;
using Microsoft.Extensions.Logging;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Receiving;

/// <summary>A reception over a scripted queue and a clock that the test moves; the work on a message ends when the test says so.</summary>
internal sealed class ReceptionStage
{
    private const int Patience = 1_000_000;

    private readonly Lock _gate = new();
    private readonly List<StagedWork> _works = [];
    private int _sequence;

    public ReceptionStage(
        string name = "orders",
        int places = 10,
        long bytes = 64 * SharedCapacity.LargestMessage,
        SharedCapacity? capacity = null,
        int weight = 1,
        ILoggerFactory? loggers = null,
        Func<ReceptionSettings, ReceptionSettings>? configure = null,
        VirtualClock? clock = null,
        TimeSpan? maxVisibility = null)
    {
        Clock = clock ?? new VirtualClock();
        Capacity = capacity ?? new SharedCapacity(places, bytes);
        Time = new ProcessingClock(Clock);
        var settings = new ReceptionSettings(
            TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), 1, 0, TimeSpan.FromSeconds(1), MessageBodyFormat.Text, Time, () => OnRandom());
        Settings = configure?.Invoke(settings) ?? settings;
        Leases = new LeaseSettings(Settings.Visibility, maxVisibility ?? Settings.Visibility, TimeSpan.FromSeconds(30), Time, static () => 0.5);
        Url = "https://sqs.us-east-1.amazonaws.com/123456789012/" + name;
        var queue = SqsQueue.OpenAsync(Queue, Url).GetAwaiter().GetResult();
        Keeper = new LeaseKeeper(Queue, queue, Leases, null);
        Reception = new Reception(Queue, queue, Settings, Keeper, Capacity.Join(weight), Start, loggers);
    }

    public string Url { get; }

    public VirtualClock Clock { get; }

    public ProcessingClock Time { get; }

    public ScriptedQueue Queue { get; } = new();

    public SharedCapacity Capacity { get; }

    public ReceptionSettings Settings { get; }

    public LeaseSettings Leases { get; }

    public LeaseKeeper Keeper { get; }

    public Reception Reception { get; }

    private Func<double> OnRandom { get; set; } = static () => 0.5;

    /// <summary>Makes the loop fail at its next pause.</summary>
    public void BreakChanceOnce() => OnRandom = () =>
    {
        OnRandom = static () => 0.5;
        throw new InvalidOperationException("broken");
    };

    /// <summary>Called at each start, before anything else; may throw.</summary>
    public Action<Delivery> OnStart { get; set; } = static _ => { };

    /// <summary>The one poll that is running.</summary>
    public ScriptedQueue.HeldPoll Poll => Assert.Single(Queue.Running);

    /// <summary>Everything ever started.</summary>
    public IReadOnlyList<StagedWork> Works
    {
        get
        {
            lock (_gate)
            {
                return [.. _works];
            }
        }
    }

    public IReadOnlyList<StagedWork> Active => [.. Works.Where(work => !work.IsOver)];

    public string[] Started => [.. Works.Select(work => work.Delivery.Message.MessageId)];

    /// <summary>A message with its place in the order of all; its receipt handle is its id after <c>r-</c>.</summary>
    public Message NewMessage(string? group = null, int receives = 1, int bytes = 10)
    {
        var number = ++_sequence;
        var attributes = new Dictionary<MessageSystemAttributeName, string>
        {
            [MessageSystemAttributeName.ApproximateReceiveCount] = receives.ToString(CultureInfo.InvariantCulture),
            [MessageSystemAttributeName.SequenceNumber] = number.ToString(CultureInfo.InvariantCulture),
        };
        if (group is not null)
        {
            attributes[MessageSystemAttributeName.MessageGroupId] = group;
        }

        return new Message { MessageId = $"m{number}", ReceiptHandle = $"r-m{number}", Body = new string('x', bytes), Attributes = attributes };
    }

    public Message[] NewMessages(int count, string? group = null) => [.. Enumerable.Range(0, count).Select(_ => NewMessage(group))];

    /// <summary>Answers the one poll that is running.</summary>
    public async Task AnswerAsync(params Message[] messages)
    {
        Assert.True(Poll.Answer(messages));
        await SettleAsync();
    }

    public async Task FailAsync(Exception error)
    {
        Assert.True(Poll.Fail(error));
        await SettleAsync();
    }

    /// <summary>Completes one as a handler does.</summary>
    public async Task CompleteAsync(string id)
    {
        var work = Active.Single(active => active.Delivery.Message.MessageId == id);
        await work.Delivery.CompleteAsync();
        work.End();
        await SettleAsync();
    }

    /// <summary>Abandons one as a handler does that fails.</summary>
    public async Task AbandonAsync(string id)
    {
        var work = Active.Single(active => active.Delivery.Message.MessageId == id);
        await work.Delivery.AbandonAsync(TimeSpan.FromSeconds(5));
        work.End();
        await SettleAsync();
    }

    public async Task AdvanceAsync(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        await SettleAsync();
    }

    /// <summary>Waits until all that was started is known here, and the loop has handled what has happened.</summary>
    public async Task SettleAsync()
    {
        var before = -1L;
        for (var patience = Patience; ; patience--)
        {
            Assert.True(patience > 0, "it does not come to rest");
            var now = await Reception.ProgressAsync();
            if (now == before && Reception.Status.Running == Active.Count && Keeper.Held == Active.Count(work => !work.Delivery.Ended.IsCompleted) + Reception.Status.Waiting)
            {
                return;
            }

            before = now;
            await Pool.YieldAsync();
        }
    }

    /// <summary>
    /// Lets time pass until nothing is held any more and the loop knows. In steps, for the keeper may arm its timer after the clock was moved.
    /// </summary>
    public async Task LoseAllAsync()
    {
        for (var patience = 20_000; Keeper.Held > 0 || Reception.Status.Waiting > 0; patience--)
        {
            Assert.True(patience > 0, "they are not lost");
            Clock.Advance(TimeSpan.FromSeconds(0.5));
            await RestAsync();
        }

        await SettleAsync();
    }

    /// <summary>Lets others do what they have to.</summary>
    public static async Task RestAsync()
    {
        for (var turns = 0; turns < 20 || (ThreadPool.PendingWorkItemCount > 0 && turns < 1_000); turns++)
        {
            await Pool.YieldAsync();
        }
    }

    /// <summary>Waits for something that comes by itself.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        for (var patience = Patience; !isSo(); patience--)
        {
            Assert.True(patience > 0, "it does not happen");
            await Pool.YieldAsync();
        }
    }

    private Task Start(Delivery delivery)
    {
        OnStart(delivery);
        var work = new StagedWork(delivery);
        lock (_gate)
        {
            _works.Add(work);
        }

        return work.Task;
    }
}

/// <summary>The work on a message.</summary>
internal sealed class StagedWork(Delivery delivery)
{
    private readonly TaskCompletionSource _end = new();

    public Delivery Delivery { get; } = delivery;

    public Task Task => _end.Task;

    public bool IsOver => _end.Task.IsCompleted;

    public void End() => _end.TrySetResult();

    public void Fail(Exception error) => _end.TrySetException(error);
}
