using System.Globalization;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Root;

/// <summary>A queue on the embedded server, and receivers of it, on one clock that the test moves.</summary>
internal sealed class ReceiverStage : IAsyncDisposable
{
    private readonly SqsClient _client;

    private ReceiverStage(VirtualClock clock, LocalSqs server, SqsClient client, SqsQueue queue) => (Clock, Server, _client, Queue) = (clock, server, client, queue);

    public VirtualClock Clock { get; }

    public LocalSqs Server { get; }

    public SqsQueue Queue { get; }

    public ISqsClient Client => _client;

    /// <summary>The messages in the queue, visible or not.</summary>
    public IReadOnlyList<LocalMessage> Stored => Server.GetQueue(Queue.Name).GetMessages();

    public static async Task<ReceiverStage> StartAsync(string name)
    {
        var clock = new VirtualClock();
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = clock });
        var client = Clients.Of(server, clock);
        var attributes = new Dictionary<QueueAttributeName, string>();
        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            attributes[QueueAttributeName.FifoQueue] = "true";
            attributes[QueueAttributeName.ContentBasedDeduplication] = "true";
        }

        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes });
        return new ReceiverStage(clock, server, client, await SqsQueue.OpenAsync(client, created.QueueUrl));
    }

    public SqsReceiver NewReceiver(Action<SqsReceiverOptions>? configure = null)
    {
        var options = new SqsReceiverOptions { TimeProvider = Clock, Random = static () => 0.5, ReceiveDrainTime = TimeSpan.Zero };
        configure?.Invoke(options);
        return new SqsReceiver(_client, Queue, options);
    }

    public Task SendAsync(int count, Func<int, string?> group) => Queue.SendManyAsync(Enumerable.Range(0, count)
        .Select(index => new OutgoingMessage { Body = index.ToString(CultureInfo.InvariantCulture), MessageGroupId = group(index) }));

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
