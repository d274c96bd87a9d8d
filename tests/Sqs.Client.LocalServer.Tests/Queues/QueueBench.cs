using System.Text;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Tests.Queues;

/// <summary>A queue without a server around it, on a clock of the test.</summary>
internal sealed class QueueBench
{
    private readonly Dictionary<string, MessageQueue> _byArn = new(StringComparer.Ordinal);

    public QueueBench(QueueSettings? settings = null) => Queue = Add("q", settings ?? new QueueSettings());

    public VirtualClock Clock { get; } = new();

    public MessageQueue Queue { get; }

    public MessageQueue Add(string name, QueueSettings settings)
    {
        var queue = new MessageQueue(new QueueIdentity(Guid.NewGuid(), name, "us-east-1", "000000000000"), settings, Clock, arn => _byArn.GetValueOrDefault(arn));
        _byArn[queue.Identity.Arn] = queue;
        return queue;
    }

    public SentMessage Send(string body, string? group = null, string? deduplication = null, int? delay = null) =>
        Queue.Send(
            Content(body, group, deduplication ?? (group is null || !Queue.Settings.FifoQueue ? null : body)),
            delay is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public static MessageContent Content(string body, string? group = null, string? deduplication = null) =>
        new() { Body = Encoding.UTF8.GetBytes(body), BodyMd5 = default, Attributes = default, SenderId = "s", GroupId = group, DeduplicationId = deduplication };

    /// <summary>What a short poll gets.</summary>
    public IReadOnlyList<ReceivedMessage> Receive(int most = 1, int visibility = 30, string? attempt = null)
    {
        var receive = Poll(wait: 0, most, visibility, attempt);
        Assert.True(receive.IsCompletedSuccessfully, receive.Exception?.ToString());
        return receive.GetAwaiter().GetResult();
    }

    /// <summary>What a short poll of another queue gets, seen by all.</summary>
    public static IReadOnlyList<ReceivedMessage> ReceiveFrom(MessageQueue queue, int most = 1) =>
        queue.ReceiveAsync(new ReceiveRequest(most, TimeSpan.Zero, TimeSpan.Zero), default).GetAwaiter().GetResult();

    /// <summary>A receive that may wait. A test that waits for it in vain fails after half a minute instead of hanging.</summary>
    public Task<IReadOnlyList<ReceivedMessage>> Poll(int wait, int most = 1, int visibility = 30, string? attempt = null, CancellationToken gone = default) =>
        Queue.ReceiveAsync(new ReceiveRequest(most, TimeSpan.FromSeconds(visibility), TimeSpan.FromSeconds(wait), attempt), gone).WaitAsync(TimeSpan.FromSeconds(30));

    public string[] Bodies(int most = 10) => [.. Receive(most).Select(message => message.Content.BodyText())];

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));
}
