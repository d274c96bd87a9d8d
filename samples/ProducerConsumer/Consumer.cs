using System.Globalization;
using Sqs.Client;

namespace ProducerConsumer;

/// <summary>Receives and deletes messages until it is told to stop.</summary>
internal sealed class Consumer(ISqsClient client, string queueUrl, Counts counts)
{
    /// <summary>One message per call.</summary>
    public Task ReceiveSinglyAsync(CancellationToken stop) => ReceiveAsync(1, DeleteSinglyAsync, stop);

    /// <summary>Ten messages per call.</summary>
    public Task ReceiveBatchesAsync(CancellationToken stop) => ReceiveAsync(10, DeleteBatchAsync, stop);

    private async Task ReceiveAsync(int most, Func<IReadOnlyList<Message>, Task<int>> delete, CancellationToken stop)
    {
        var request = new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = most, WaitTimeSeconds = 1 };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var received = await client.ReceiveMessageAsync(request, stop);
                if (received.Messages.Count > 0)
                {
                    counts.Consume(await delete(received.Messages));
                }
            }
            catch (SqsException)
            {
                counts.Retry(1); // what was not deleted comes again
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<int> DeleteSinglyAsync(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
        {
            await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = message.ReceiptHandle });
        }

        return messages.Count;
    }

    /// <summary>Deletes in one call; entries that failed are tried again alone.</summary>
    private async Task<int> DeleteBatchAsync(IReadOnlyList<Message> messages)
    {
        var answer = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = queueUrl,
            Entries = [.. messages.Select((message, at) => new DeleteMessageBatchRequestEntry { Id = at.ToString(CultureInfo.InvariantCulture), ReceiptHandle = message.ReceiptHandle })],
        });
        counts.Retry(answer.Failed.Count);
        var again = answer.Failed.Select(failure => messages[int.Parse(failure.Id, CultureInfo.InvariantCulture)]).ToList();
        return messages.Count - again.Count + await DeleteSinglyAsync(again);
    }
}
