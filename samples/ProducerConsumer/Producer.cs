using Sqs.Client;

namespace ProducerConsumer;

/// <summary>Sends messages of 1 KB until it is told to stop.</summary>
internal sealed class Producer(SqsQueue queue, Counts counts)
{
    private const int BatchSize = 10;

    private static readonly string Body = new('x', 1024);

    /// <summary>One message per call. On a buffered client the calls of many such loops share requests.</summary>
    public async Task SendSinglyAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await queue.SendAsync(Body, CancellationToken.None); // a send that was begun is waited for, so that the count is right
                counts.Produce(1);
            }
            catch (SqsException)
            {
                counts.Retry(1); // it was retried already; the next turn of the loop sends a message anew
            }
        }
    }

    /// <summary>Ten messages per call; those that failed are part of the next one.</summary>
    public async Task SendBatchesAsync(CancellationToken stop)
    {
        var missing = 0;
        while (!stop.IsCancellationRequested)
        {
            counts.Retry(missing);
            var results = await queue.SendManyAsync(Enumerable.Repeat<OutgoingMessage>(Body, BatchSize), CancellationToken.None);
            var sent = results.Count(result => result.Outcome is SendOutcome.Sent or SendOutcome.Doubtful);
            counts.Produce(sent);
            missing = BatchSize - sent;
        }
    }
}
