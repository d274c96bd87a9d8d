using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.Benchmarks.Depth;

/// <summary>A queue of the embedded server without HTTP around it, filled to a depth.</summary>
internal sealed class DeepQueue
{
    private const int BodySize = 1024;
    private static readonly ReceiveRequest One = new(1, TimeSpan.FromSeconds(30), TimeSpan.Zero);
    private static readonly ReceiveRequest Ten = new(10, TimeSpan.FromHours(12), TimeSpan.Zero);

    private readonly MessageQueue _queue;
    private readonly Func<int, string?> _groupOf;
    private int _sent;

    public DeepQueue(QueueSettings settings, Func<int, string?> groupOf)
    {
        _queue = new MessageQueue(new QueueIdentity(Guid.NewGuid(), "q", "us-east-1", "000000000000"), settings, TimeProvider.System, _ => null);
        _groupOf = groupOf;
    }

    public DeepQueue Fill(int count, TimeSpan? delay = null)
    {
        for (var at = 0; at < count; at++)
        {
            Send(delay);
        }

        return this;
    }

    /// <summary>Puts that many messages in flight.</summary>
    public DeepQueue Receive(int count)
    {
        for (var taken = 0; taken < count;)
        {
            taken += _queue.ReceiveAsync(Ten, default).GetAwaiter().GetResult().Count;
        }

        return this;
    }

    /// <summary>Sends one, receives one and deletes it: the depth stays.</summary>
    public void Cycle()
    {
        Send(delay: null);
        var received = _queue.ReceiveAsync(One, default).GetAwaiter().GetResult();
        _queue.Delete(received[0].Handle);
    }

    private void Send(TimeSpan? delay)
    {
        var body = new byte[BodySize];
        body.AsSpan().Fill((byte)('a' + (++_sent % 26)));
        _ = _queue.Send(
            new MessageContent
            {
                Body = body,
                BodyMd5 = MessageDigest.OfBody(body),
                Attributes = default,
                SenderId = "000000000000",
                GroupId = _groupOf(_sent),
                DeduplicationId = _queue.Settings.FifoQueue ? $"id-{_sent:D16}" : null,
            },
            delay);
    }
}
