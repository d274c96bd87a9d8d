using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Redrive;

/// <summary>The embedded server with a queue "work", its dead-letter queue "dead" and a queue "aside", on one clock.</summary>
internal sealed class RedriveStage : IAsyncDisposable
{
    private RedriveStage(LocalSqs server, VirtualClock clock) =>
        (Server, Clock, Time, Client) = (server, clock, new ImpatientTime(clock), Clients.Of(server, clock, maxAttempts: 1));

    public LocalSqs Server { get; }

    public VirtualClock Clock { get; }

    /// <summary>The clock of the redrive.</summary>
    public ImpatientTime Time { get; }

    public SqsClient Client { get; }

    public LocalQueue Work => Server.GetQueue("work");

    public LocalQueue Dead => Server.GetQueue("dead");

    public LocalQueue Aside => Server.GetQueue("aside");

    public static async Task<RedriveStage> StartAsync()
    {
        var clock = new VirtualClock();
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = clock });
        var dead = server.CreateQueue("dead");
        _ = server.CreateQueue("aside");
        _ = server.CreateQueue("work", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{dead.Arn}}","maxReceiveCount":1}""",
        });
        return new RedriveStage(server, clock);
    }

    public RedriveOptions Options(int? rate = null, string? to = null, TimeSpan? interval = null) => new()
    {
        MaxMessagesPerSecond = rate,
        DestinationArn = to,
        PollInterval = interval ?? TimeSpan.FromSeconds(1),
        TimeProvider = Time,
    };

    /// <summary>Lays messages into the dead-letter queue; they came from nowhere, so they need a destination.</summary>
    public async Task LayAsync(int count)
    {
        var dead = await SqsQueue.OpenAsync(Client, Dead.Url);
        var sent = await dead.SendManyAsync(Enumerable.Range(0, count).Select(number => (OutgoingMessage)$"m{number}"));
        Assert.All(sent, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
    }

    /// <summary>Sends messages and receives them once too often, so that they lie in the dead-letter queue.</summary>
    public async Task BuryAsync(int count)
    {
        var work = await SqsQueue.OpenAsync(Client, Work.Url);
        _ = await work.SendManyAsync(Enumerable.Range(0, count).Select(number => (OutgoingMessage)$"m{number}"));
        using var once = await work.ReceiveAsync(visibilityTimeout: TimeSpan.FromSeconds(1));
        Assert.Equal(count, once.Messages.Count);
        Clock.Advance(TimeSpan.FromSeconds(1));
        using var twice = await work.ReceiveAsync();
        Assert.Equal((0, count), (twice.Messages.Count, Dead.Counts.Visible));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
