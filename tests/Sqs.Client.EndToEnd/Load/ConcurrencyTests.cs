using System.Collections.Concurrent;

namespace Sqs.Client.EndToEnd.Load;

public abstract class ConcurrencyTests(SqsProtocol protocol)
{
    private const int Workers = 64;
    private const int Messages = 2000;

    [Fact]
    public async Task Queue_WithManySendersAndReceivers_LosesAndDoublesNothing()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.VisibilityTimeout, "43200"));
        var sent = new ConcurrentDictionary<string, string>();
        var received = new ConcurrentDictionary<string, int>();
        var deleted = 0;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        async Task ReceiveAsync()
        {
            try
            {
                while (!done.IsCancellationRequested)
                {
                    using var answer = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(20), cancellationToken: done.Token);
                    foreach (var message in answer.Messages)
                    {
                        _ = received.AddOrUpdate(message.Body, 1, static (_, count) => count + 1);
                        _ = await queue.DeleteAsync(message);
                    }

                    if (Interlocked.Add(ref deleted, answer.Messages.Count) >= Messages)
                    {
                        await done.CancelAsync();
                    }
                }
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                // All are there: the last polls are given up.
            }
        }

        async Task SendAsync(int sender)
        {
            for (var number = sender; number < Messages; number += Workers)
            {
                var answer = await queue.SendAsync($"message {number}");
                Assert.True(sent.TryAdd(answer.MessageId, $"message {number}"));
            }
        }

        var all = Enumerable.Range(0, Workers).SelectMany(worker => (Task[])[Task.Run(ReceiveAsync), Task.Run(() => SendAsync(worker))]);
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(Messages, sent.Count);
        Assert.Equal(Messages, deleted);
        Assert.Equal(sent.Values.Order(StringComparer.Ordinal), received.Keys.Order(StringComparer.Ordinal));
        Assert.All(received.Values, count => Assert.Equal(1, count));
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(queue.Url));
    }

    public sealed class InQuery() : ConcurrencyTests(SqsProtocol.Query);

    public sealed class InJson() : ConcurrencyTests(SqsProtocol.Json);
}
