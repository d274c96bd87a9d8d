using Sqs.Client.Buffering;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>Buffered receives over a scripted queue and a clock that the test moves.</summary>
internal sealed class ReceivingStage
{
    public const string Url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
    public const string Fifo = Url + ".fifo";

    public ReceivingStage(Action<QueueBufferOptions>? configure = null)
    {
        Time = new CountedTime(Clock);
        var options = new QueueBufferOptions { TimeProvider = Time, Random = () => 0.5 };
        configure?.Invoke(options);
        Settings = QueueBufferSettings.Freeze(options);
        Facts = new QueueFacts(Queue, Settings);
        Received = new ReceivedMessages(Queue, Facts, Settings);
    }

    public VirtualClock Clock { get; } = new();

    public CountedTime Time { get; }

    public ScriptedQueue Queue { get; } = new();

    public QueueFacts Facts { get; }

    public ReceivedMessages Received { get; }

    public QueueBufferSettings Settings { get; }

    /// <summary>The one poll that is running.</summary>
    public ScriptedQueue.HeldPoll Poll => Assert.Single(Queue.Running);

    public static ReceiveMessageRequest Request(int? max = null, int? wait = null, string url = Url) =>
        new() { QueueUrl = url, MaxNumberOfMessages = max, WaitTimeSeconds = wait };

    /// <summary>Calls, and waits until nothing moves any more.</summary>
    public async Task<Task<ReceiveMessageResponse>> CallAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        var call = Received.ReceiveAsync(request, cancellationToken);
        await SettleAsync();
        return call;
    }

    public Task<Task<ReceiveMessageResponse>> CallAsync(int? max = null, int? wait = null, CancellationToken cancellationToken = default, string url = Url) =>
        CallAsync(Request(max, wait, url), cancellationToken);

    /// <summary>Answers the one poll that is running.</summary>
    public async Task<Message[]> AnswerAsync(int count)
    {
        var messages = Queue.Messages(count);
        Poll.Answer(messages);
        await SettleAsync();
        return messages;
    }

    public async Task FailAsync(Exception error)
    {
        Poll.Fail(error);
        await SettleAsync();
    }

    /// <summary>Waits until the loops have handled all that has happened and all that came of it.</summary>
    public async Task SettleAsync()
    {
        var before = -1L;
        while (await Received.ProgressAsync() is var now && now != before)
        {
            before = now;
        }
    }

    /// <summary>Moves the clock, in steps so small that what a timer starts has started before the next step.</summary>
    public async Task AdvanceAsync(double seconds)
    {
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero;)
        {
            var step = left < TimeSpan.FromMilliseconds(100) ? left : TimeSpan.FromMilliseconds(100);
            Clock.Advance(step);
            left -= step;
            await SettleAsync();
        }
    }

    public static string[] Ids(IEnumerable<Message> messages) => [.. messages.Select(message => message.MessageId)];

    public static async Task<string[]> IdsAsync(Task<ReceiveMessageResponse> call) => Ids((await call).Messages);
}
