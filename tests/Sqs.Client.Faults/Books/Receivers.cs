using System.Globalization;
using Sqs.Client.Processing;

namespace Sqs.Client.Faults.Books;

/// <summary>Receives and deletes until told to stop; what comes again is deleted again.</summary>
internal sealed class Receivers(BooksPlan plan, ISqsClient client, string queueUrl, Ledger ledger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(20);

    public Task RunAsync(CancellationToken stop) => plan.Style == BooksStyle.Processor
        ? ProcessAsync(stop)
        : Task.WhenAll(Enumerable.Range(0, plan.Receivers).Select(worker => Task.Run(() => ReceiveAsync(worker, stop), CancellationToken.None)));

    private async Task ReceiveAsync(int worker, CancellationToken stop)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = queueUrl,
            MaxNumberOfMessages = 10,
            WaitTimeSeconds = (int)plan.Wait.TotalSeconds,
            MessageSystemAttributeNames = plan.IsFifo ? [MessageSystemAttributeName.MessageGroupId, MessageSystemAttributeName.SequenceNumber] : [],
        };
        while (!stop.IsCancellationRequested)
        {
            using var received = await ledger.CallAsync(() => client.ReceiveMessageAsync(request, stop), stop);
            if (received is null)
            {
                await Task.Delay(PauseAfterFailure, CancellationToken.None);
                continue;
            }

            var messages = Usable.Of(received);
            messages.ForEach(message => ledger.Deliver(message, Usable.GroupOf(message)));
            await (plan.Style == BooksStyle.Plain && worker % 2 == 1 ? DeleteBatchAsync(messages) : DeleteSinglyAsync(messages));
        }
    }

    private async Task DeleteSinglyAsync(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
        {
            var answer = await ledger.CallAsync(() => client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = message.ReceiptHandle }));
            ledger.Delete(answer is null ? 0 : 1);
        }
    }

    private async Task DeleteBatchAsync(IReadOnlyList<Message> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        var answer = await ledger.CallAsync(() => client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = queueUrl,
            Entries = [.. messages.Select((message, at) => new DeleteMessageBatchRequestEntry { Id = at.ToString(CultureInfo.InvariantCulture), ReceiptHandle = message.ReceiptHandle })],
        }));
        ledger.Delete(answer?.Successful.Count ?? 0);
    }

    private async Task ProcessAsync(CancellationToken stop)
    {
        await using var processor = new SqsProcessor(client, queueUrl, (delivery, _) =>
        {
            ledger.Deliver(delivery.Message, Usable.GroupOf(delivery.Message));
            return Task.CompletedTask;
        }, new SqsProcessorOptions { WaitTime = plan.Wait, VisibilityTimeout = plan.VisibilityTimeout });
        await processor.StartAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await processor.StopAsync(CancellationToken.None);
    }
}
