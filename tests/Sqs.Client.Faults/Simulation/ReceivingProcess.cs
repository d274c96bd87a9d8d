using Sqs.Client.Faults.Books;
using Sqs.Client.Processing;

namespace Sqs.Client.Faults.Simulation;

/// <summary>A process that receives in one of the ways there are, until it is stopped, or crashes.</summary>
internal sealed class ReceivingProcess(Scene scene)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private enum Kind
    {
        Plain,
        Buffered,
        Receiver,
        Processor,
    }

    /// <summary>Works until a task ends.</summary>
    public async Task RunAsync(Func<Task> until)
    {
        var kind = (Kind)scene.Random.Next(4);
        await using var client = new SimulatedClient(scene, buffers: kind == Kind.Buffered);
        await (kind == Kind.Processor ? ProcessAsync(client, until) : LoopAsync(client, kind, until));
    }

    private async Task LoopAsync(SimulatedClient client, Kind kind, Func<Task> until)
    {
        using var stop = new CancellationTokenSource();
        var loop = kind == Kind.Receiver ? ReadAsync(client.Client, stop.Token) : ReceiveAsync(client.Client, stop.Token);
        await until();
        MayCrash(client);
        await stop.CancelAsync();
        await loop;
    }

    private async Task ReceiveAsync(ISqsClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var received = await scene.Ledger.CallAsync(() => client.ReceiveMessageAsync(Request(), stop), stop);
            if (received is null)
            {
                await scene.PauseAsync(Moment);
                continue;
            }

            foreach (var message in Usable.Of(received))
            {
                scene.Ledger.Deliver(message, Usable.GroupOf(message));
                _ = await scene.Ledger.CallAsync(
                    () => client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = scene.Queue.Url, ReceiptHandle = message.ReceiptHandle }, CancellationToken.None), CancellationToken.None);
            }
        }
    }

    private ReceiveMessageRequest Request() => new()
    {
        QueueUrl = scene.Queue.Url,
        MaxNumberOfMessages = scene.Random.Next(1, 11),
        WaitTimeSeconds = scene.Random.Next(4),
        VisibilityTimeout = (int)scene.Plan.VisibilityTimeout.TotalSeconds,
        MessageSystemAttributeNames = [MessageSystemAttributeName.MessageGroupId, MessageSystemAttributeName.SequenceNumber],
    };

    private async Task ReadAsync(ISqsClient client, CancellationToken stop)
    {
        var queue = await SqsQueue.OpenAsync(client, scene.Queue.Url, cancellationToken: CancellationToken.None);
        await using var receiver = new SqsReceiver(client, queue, new SqsReceiverOptions
        {
            MaxMessages = scene.Random.Next(1, 20),
            WaitTime = TimeSpan.FromSeconds(scene.Random.Next(1, 20)),
            VisibilityTimeout = scene.Plan.VisibilityTimeout,
            ReceiveDrainTime = TimeSpan.FromSeconds(scene.Random.Next(3)),
            TimeProvider = scene.Clock,
            Random = scene.Random.NextDouble,
        });
        try
        {
            await foreach (var delivery in receiver.ReadAllAsync(stop))
            {
                scene.Ledger.Deliver(delivery.Message, Usable.GroupOf(delivery.Message));
                await scene.PauseAsync(Moment);
                _ = await scene.Ledger.CallAsync(() => CompleteAsync(delivery), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // told to stop while it waited
        }
    }

    private static async Task<Delivery> CompleteAsync(Delivery delivery)
    {
        await delivery.CompleteAsync(CancellationToken.None);
        return delivery;
    }

    private async Task ProcessAsync(SimulatedClient client, Func<Task> until)
    {
        await using var processor = new SqsProcessor(client.Client, scene.Queue.Url, HandleAsync, new SqsProcessorOptions
        {
            MaxConcurrentHandlers = scene.Random.Next(1, 10),
            PrefetchMessages = scene.Random.Next(2) * scene.Random.Next(10),
            MaxConcurrentPolls = scene.Random.Next(1, 4),
            WaitTime = TimeSpan.FromSeconds(scene.Random.Next(1, 20)),
            VisibilityTimeout = scene.Plan.VisibilityTimeout,
            ReceiveDrainTime = TimeSpan.FromSeconds(scene.Random.Next(3)),
            ShutdownTimeout = TimeSpan.FromSeconds(scene.Random.Next(10)),
            TimeProvider = scene.Clock,
            Random = scene.Random.NextDouble,
        });
        await processor.StartAsync();
        await until();
        await processor.StopAsync(new CancellationToken(canceled: MayCrash(client)));
    }

    /// <summary>A message counts as delivered when its handler has succeeded: one that failed must come again.</summary>
    private async Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await Task.Delay(scene.Random.Next(20) == 0 ? scene.Plan.VisibilityTimeout * 3 : Moment * scene.Random.NextDouble(), scene.Clock, cancellationToken);
        if (scene.Random.Next(10) == 0)
        {
            throw new InvalidOperationException("A handler that fails.");
        }

        scene.Ledger.Deliver(delivery.Message, Usable.GroupOf(delivery.Message));
    }

    private bool MayCrash(SimulatedClient client)
    {
        var crashes = scene.Random.Next(3) == 0;
        if (crashes)
        {
            client.Crash();
        }

        return crashes;
    }
}
