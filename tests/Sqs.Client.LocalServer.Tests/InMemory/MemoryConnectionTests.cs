namespace Sqs.Client.LocalServer.Tests.InMemory;

public sealed class MemoryConnectionTests
{
    [Fact]
    public async Task LongPoll_OfACallerWhoLeaves_Ends()
    {
        await using var server = await TestServer.StartAsync(options => options.Listen = false);
        await server.CreateAsync("q");
        using var leaving = new CancellationTokenSource();
        var poll = server.PostAsync("Action=ReceiveMessage&WaitTimeSeconds=20", "/000000000000/q", leaving.Token);
        await server.UntilWaitingAsync(1);
        await leaving.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await server.UntilWaitingAsync(0);
        await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.Single((await server.DoAsync("ReceiveMessage", "q")).All("Body")); // nobody took it on the way out
    }

    [Fact]
    public async Task LongPoll_AtTheEndOfTheServer_IsAnsweredEmpty()
    {
        await using var server = await TestServer.StartAsync(options => options.Listen = false);
        await server.CreateAsync("q");
        var poll = server.PostAsync("Action=ReceiveMessage&WaitTimeSeconds=20", "/000000000000/q");
        await server.UntilWaitingAsync(1);
        await server.Server.DisposeAsync();
        Assert.Equal(200, (await poll).Status);
    }

    [Fact]
    public async Task Callers_ManyAtOnce_AreServedApart()
    {
        await using var server = await TestServer.StartAsync(options => options.Listen = false);
        await server.CreateAsync("q");
        var bodies = Enumerable.Range(0, 200).Select(at => new string((char)('a' + (at % 26)), at * 700)).Select((text, at) => $"{at}:{text}").ToList();
        _ = await Task.WhenAll(bodies.Select(body => server.DoAsync("SendMessage", "q", $"MessageBody={body}")));
        var received = new List<string>();
        while (received.Count < bodies.Count)
        {
            received.AddRange((await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=10")).All("Body"));
        }

        Assert.Equal(bodies.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));
    }
}
