using System.Globalization;
using Sqs.Client.Faults.Books;
using Sqs.Client.Interop.Peers;
using Sqs.Client.Signing;

namespace Sqs.Client.Interop;

/// <summary>The books of tests/Sqs.Client.Faults on a server that nobody here wrote, over a network that fails: nothing is lost there either.</summary>
public abstract class BooksTests(PeerServer server, SqsProtocol protocol, ITestOutputHelper output)
{
    [Theory]
    [InlineData("Plain")]
    [InlineData("Buffered")]
    [InlineData("Processor")]
    public async Task OnAnUnreliableNetwork_TheBooksBalance(string style)
    {
        var plan = new BooksPlan(style, Seed: 1)
        {
            Style = Enum.Parse<BooksStyle>(style),
            Protocol = protocol,
            Messages = 100,
            Senders = 4,
            Receivers = 4,
            VisibilityTimeout = TimeSpan.FromSeconds(10),
            AttemptTimeout = TimeSpan.FromSeconds(5), // some of these servers are slow
        };
        await using var scene = await SceneAsync(plan);
        var report = await BooksRun.RunAsync(plan, scene);
        output.WriteLine($"{BooksReport.Heading}\n{report.Row}");
        Assert.Empty(report.Offences());
        Assert.True(report.AttemptsPerCall > 1 || style == "Buffered", "Nothing failed, so nothing was shown.");
    }

    private async Task<BooksScene> SceneAsync(BooksPlan plan)
    {
        var endpoint = await server.EndpointAsync();
        var client = await server.NewClientAsync(protocol);
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = $"books-{Guid.NewGuid():N}", Attributes = BooksScene.Attributes(plan) })).QueueUrl;
        return new BooksScene(endpoint.Port)
        {
            QueueUrl = url,
            NewClient = configure => NewClient(endpoint, plan, configure),
            CountLeftAsync = () => CountLeftAsync(client, url),
            Calm = static () => { },
        };
    }

    private static SqsClient NewClient(Uri endpoint, BooksPlan plan, Action<SqsClientOptions> configure)
    {
        var options = new SqsClientOptions
        {
            Endpoint = endpoint,
            Region = "us-east-1",
            Credentials = new StaticCredentialsSource(new AwsCredentials("testing", "testing")),
            Protocol = plan.Protocol,
            AttemptTimeout = plan.AttemptTimeout,
        };
        configure(options);
        var connections = new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = plan.MaxConnections };
        return new SqsClient(options, new HttpClient(new UnreliableNetwork(connections, plan.Seed)) { Timeout = Timeout.InfiniteTimeSpan });
    }

    private static async Task<int> CountLeftAsync(SqsClient client, string url)
    {
        QueueAttributeName[] names = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible];
        var attributes = (await client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = names })).Attributes;
        return names.Sum(name => int.Parse(attributes[name], CultureInfo.InvariantCulture));
    }
}

public sealed class MotoBooksTests(Moto moto, ITestOutputHelper output) : BooksTests(moto, SqsProtocol.Query, output), IClassFixture<Moto>;

public sealed class MotoJsonBooksTests(Moto moto, ITestOutputHelper output) : BooksTests(moto, SqsProtocol.Json, output), IClassFixture<Moto>;

public sealed class FauxqsBooksTests(Fauxqs fauxqs, ITestOutputHelper output) : BooksTests(fauxqs, SqsProtocol.Json, output), IClassFixture<Fauxqs>;

public sealed class ElasticMqBooksTests(ElasticMq elasticMq, ITestOutputHelper output) : BooksTests(elasticMq, SqsProtocol.Query, output), IClassFixture<ElasticMq>;
