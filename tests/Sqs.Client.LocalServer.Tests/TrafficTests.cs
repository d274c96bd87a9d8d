using System.Collections.Concurrent;

namespace Sqs.Client.LocalServer.Tests;

/// <summary>Many senders and receivers at once, on the system's clock: nothing lost, nothing twice, nothing made up.</summary>
public sealed class TrafficTests
{
    [Theory]
    [InlineData("q", "")]
    [InlineData("q.fifo", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true&Attribute.2.Name=ContentBasedDeduplication&Attribute.2.Value=true")]
    public async Task Messages_OfManySenders_ReachManyReceiversOnce(string queue, string attributes)
    {
        const int Senders = 6;
        const int Each = 100;
        await using var server = await TestServer.StartAsync(options => options.TimeProvider = TimeProvider.System);
        await server.CreateAsync(queue, attributes);
        var received = new ConcurrentQueue<string>();
        var receivers = Enumerable.Range(0, 6).Select(receiver => Task.Run(async () =>
        {
            while (received.Count < Senders * Each)
            {
                var answer = await server.DoAsync("ReceiveMessage", queue, "MaxNumberOfMessages=10&WaitTimeSeconds=1");
                foreach (var (body, handle) in answer.All("Body").Zip(answer.All("ReceiptHandle")))
                {
                    received.Enqueue(body);
                    _ = await server.DoAsync("DeleteMessage", queue, "ReceiptHandle=" + Uri.EscapeDataString(handle));
                }
            }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var at = 0; at < Each; at++)
            {
                _ = await server.DoAsync("SendMessage", queue, $"MessageBody={sender}-{at}" + (attributes.Length > 0 ? $"&MessageGroupId=g{sender}" : ""));
            }
        })));
        await Task.WhenAll(receivers);
        Assert.Equal(
            Enumerable.Range(0, Senders).SelectMany(sender => Enumerable.Range(0, Each).Select(at => $"{sender}-{at}")).Order(StringComparer.Ordinal),
            received.Order(StringComparer.Ordinal));
        if (attributes.Length > 0)
        {
            foreach (var group in received.GroupBy(body => body[0]))
            {
                var numbers = group.Select(body => int.Parse(body[2..])).ToList();
                Assert.Equal(numbers.Order(), numbers);
            }
        }
    }

    [Fact]
    public async Task Timers_OfTheSystemClock_WakeAPoll()
    {
        await using var server = await TestServer.StartAsync(options => options.TimeProvider = TimeProvider.System);
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x&DelaySeconds=1");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("x", (await server.DoAsync("ReceiveMessage", "q", "WaitTimeSeconds=20&VisibilityTimeout=1")).One("Body"));
        Assert.Equal("x", (await server.DoAsync("ReceiveMessage", "q", "WaitTimeSeconds=20")).One("Body"));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.8), TimeSpan.FromSeconds(10));
        Assert.Empty((await server.DoAsync("ReceiveMessage", "q", "WaitTimeSeconds=1")).All("Message"));
    }
}
