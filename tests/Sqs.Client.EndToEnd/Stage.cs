using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd;

/// <summary>The embedded server with checked signatures and a client of it in one of the protocols, both on one clock that the test moves.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<IDisposable> _owned = [];

    private readonly SqsProtocol _protocol;

    private Stage(SqsProtocol protocol, LocalSqs server, VirtualClock clock)
    {
        _protocol = protocol;
        Server = server;
        Clock = clock;
        Client = NewClient();
    }

    public LocalSqs Server { get; }

    public VirtualClock Clock { get; }

    public SqsClient Client { get; }

    public AwsCredentials Credentials => new(Server.AccessKeyId, Server.SecretAccessKey);

    public static async Task<Stage> StartAsync(SqsProtocol protocol, Action<LocalSqsOptions>? configure = null)
    {
        var clock = new VirtualClock();
        var options = new LocalSqsOptions { TimeProvider = clock, AccountId = "123456789012", Region = "eu-central-1" };
        configure?.Invoke(options);
        return new Stage(protocol, await LocalSqs.StartAsync(options), clock);
    }

    /// <summary>Settings of a client of this server. The pauses between attempts are zero: the clock stands still.</summary>
    public SqsClientOptions Options() => new()
    {
        Protocol = _protocol,
        Endpoint = Server.Endpoint,
        Region = Server.Region,
        Credentials = new StaticCredentialsSource(Credentials),
        TimeProvider = Clock,
        Random = static () => 0,
        MaxAttempts = 3,
    };

    /// <summary>Another client of the server; over a handler of the test, if one is given.</summary>
    public SqsClient NewClient(Action<SqsClientOptions>? configure = null, DelegatingHandler? over = null)
    {
        var options = Options();
        configure?.Invoke(options);
        if (over is null)
        {
            return Own(new SqsClient(options));
        }

        over.InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        return Own(new SqsClient(options, Own(new HttpClient(over) { Timeout = Timeout.InfiniteTimeSpan })));
    }

    /// <summary>A client with other credentials.</summary>
    public SqsClient NewClient(AwsCredentials credentials) => NewClient(options => options.Credentials = new StaticCredentialsSource(credentials));

    public string UrlOf(string queue) => $"{Server.Endpoint}{Server.AccountId}/{queue}";

    public string ArnOf(string queue) => $"arn:aws:sqs:{Server.Region}:{Server.AccountId}:{queue}";

    /// <summary>Creates a queue and answers its URL.</summary>
    public async Task<string> CreateAsync(string name, params (QueueAttributeName Name, string Value)[] attributes)
    {
        var request = new CreateQueueRequest { QueueName = name, Attributes = attributes.ToDictionary(pair => pair.Name, pair => pair.Value) };
        return (await Client.CreateQueueAsync(request)).QueueUrl;
    }

    /// <summary>Creates a queue and opens it by its URL.</summary>
    public async Task<SqsQueue> OpenAsync(string name, params (QueueAttributeName Name, string Value)[] attributes) =>
        await SqsQueue.OpenAsync(Client, await CreateAsync(name, attributes));

    /// <summary>A dead-letter queue "dead" and a queue "work" whose messages go there after some receives.</summary>
    public async Task<(SqsQueue Work, SqsQueue Dead)> OpenWithDeadLettersAsync(int maxReceiveCount)
    {
        var dead = await OpenAsync("dead");
        var work = await OpenAsync("work", (QueueAttributeName.RedrivePolicy, RedriveTo("dead", maxReceiveCount)));
        return (work, dead);
    }

    public string RedriveTo(string queue, int maxReceiveCount) => $$"""{"deadLetterTargetArn":"{{ArnOf(queue)}}","maxReceiveCount":{{maxReceiveCount}}}""";

    /// <summary>Visible, in flight and delayed, as the server counts them.</summary>
    public async Task<(string Visible, string InFlight, string Delayed)> CountAsync(string url)
    {
        var attributes = (await Client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.All] })).Attributes;
        return (attributes[QueueAttributeName.ApproximateNumberOfMessages],
            attributes[QueueAttributeName.ApproximateNumberOfMessagesNotVisible],
            attributes[QueueAttributeName.ApproximateNumberOfMessagesDelayed]);
    }

    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(static owned => owned.Dispose());
        await Server.DisposeAsync();
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}

/// <summary>What every answer must say about itself.</summary>
internal static class Expect
{
    public static void FirstAttempt(SqsResponseMetadata metadata)
    {
        Assert.True(Guid.TryParse(metadata.RequestId, out _), $"The request id is '{metadata.RequestId}'.");
        Assert.Equal(1, metadata.Attempts);
        Assert.Equal(200, metadata.StatusCode);
    }
}
