using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Notifications.Tests;

/// <summary>The embedded server with an owner's account and others, reached without a socket.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Owner = "111122223333";
    public const string Stranger = "444455556666";

    private readonly List<IAsyncDisposable> _clients = [];

    private Stage(LocalSqs server) => (Server, Client) = (server, ClientOf(server, Owner));

    public LocalSqs Server { get; }

    /// <summary>The client of the account that owns the queues.</summary>
    public SqsClient Client { get; }

    public static async Task<Stage> StartAsync(TimeProvider? time = null)
    {
        var options = new LocalSqsOptions { Listen = false, AccountId = Owner, TimeProvider = time ?? TimeProvider.System };
        foreach (var account in new[] { Owner, Stranger, QueueAccess.MarketplaceAccount })
        {
            options.AccessKeys.Add(new LocalAccessKey("KEY" + account, "secret") { AccountId = account });
        }

        return new Stage(await LocalSqs.StartAsync(options));
    }

    /// <summary>A client of another account.</summary>
    public SqsClient As(string account)
    {
        var client = ClientOf(Server, account);
        _clients.Add(client);
        return client;
    }

    /// <summary>Creates a queue and answers its URL.</summary>
    public async Task<string> QueueAsync(string name) => (await Client.CreateQueueAsync(new CreateQueueRequest
    {
        QueueName = name,
        Attributes = name.EndsWith(".fifo", StringComparison.Ordinal) ? new Dictionary<QueueAttributeName, string> { [QueueAttributeName.FifoQueue] = "true" } : [],
    })).QueueUrl;

    public async Task<AccessPolicy?> PolicyAsync(string queueUrl)
    {
        var answer = await Client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = queueUrl, AttributeNames = [QueueAttributeName.Policy] });
        return answer.Attributes.TryGetValue(QueueAttributeName.Policy, out var json) ? AccessPolicy.Parse(json) : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static SqsClient ClientOf(LocalSqs server, string account) => new(
        new SqsClientOptions { Endpoint = server.Endpoint, Region = server.Region, Credentials = new StaticCredentialsSource(new AwsCredentials("KEY" + account, "secret")) },
        new HttpClient(server.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });
}
