using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Sqs.Client.Faults.Resources;

/// <summary>Polls that take every connection they can get do not keep deletes waiting.</summary>
[Collection(nameof(Alone))]
public sealed class StarvationTests
{
    private const int Connections = 50;
    private const int Calls = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deletes_BesideFourTimesAsManyPollsAsConnections_AreAnsweredAtOnce()
    {
        await using var service = NewService();
        await using var client = StubClients.New(service.Address, options => options.MaxConnections = Connections);
        await DeletesAreNotStarvedAsync(service, client);
    }

    [Fact]
    public async Task Deletes_OfARegisteredClient_AreAnsweredAtOnceToo()
    {
        await using var service = NewService();
        await using var container = StubClients.NewContainer(service.Address, options => options.MaxConnections = Connections);
        await DeletesAreNotStarvedAsync(service, container.GetRequiredService<ISqsClient>());
    }

    /// <summary>A service that never has a message, so a poll holds its connection to its end, and that needs 20 ms for anything else.</summary>
    private static StubService NewService()
    {
        StubService? service = null;
        return service = new StubService(request => Task.Delay(request.IsPoll ? Timeout.Infinite : 20, request.IsPoll ? service!.Stopping : CancellationToken.None));
    }

    private static async Task DeletesAreNotStarvedAsync(StubService service, ISqsClient client)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var polls = Enumerable.Range(0, Calls)
            .Select(_ => client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = service.QueueUrl, WaitTimeSeconds = 20 }, stop.Token))
            .ToList();
        while (service.Requests < 38)
        {
            await Task.Delay(1, Token);
        }

        var times = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => TimedDeleteAsync(client, service.QueueUrl)));

        Array.Sort(times);
        var p99 = times[(Calls * 99 / 100) - 1];
        TestContext.Current.TestOutputHelper?.WriteLine($"p99 of {Calls} deletes beside {Calls} polls on {Connections} connections: {p99.TotalMilliseconds:0} ms; most open {service.MostOpen}");
        Assert.InRange(p99, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(service.MostOpen, 39, Connections);
        await stop.CancelAsync();
        foreach (var poll in polls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        }
    }

    private static async Task<TimeSpan> TimedDeleteAsync(ISqsClient client, string queueUrl)
    {
        var watch = Stopwatch.StartNew();
        _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = "h" }, Token);
        return watch.Elapsed;
    }
}
