using System.Globalization;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Books;

/// <summary>Where a run takes place: a queue of some server, and how to reach it.</summary>
internal sealed class BooksScene : IAsyncDisposable
{
    private readonly LocalSqs? _server;

    private BooksScene(LocalSqs server)
    {
        _server = server;
        Port = server.Endpoint.Port;
    }

    /// <summary>A scene on a server that was not made here.</summary>
    public BooksScene(int port) => Port = port;

    /// <summary>The port of the server, by which its connections are counted.</summary>
    public int Port { get; }

    public required string QueueUrl { get; init; }

    /// <summary>Makes a client that meets the faults of the plan.</summary>
    public required Func<Action<SqsClientOptions>, SqsClient> NewClient { get; init; }

    /// <summary>How many messages the queue holds in any state, asked without meeting a fault.</summary>
    public required Func<Task<int>> CountLeftAsync { get; init; }

    /// <summary>Ends the faults.</summary>
    public required Action Calm { get; init; }

    /// <summary>A queue of the embedded server, which makes the faults of the plan and checks signatures.</summary>
    public static async Task<BooksScene> StartAsync(BooksPlan plan)
    {
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { FaultSeed = plan.Seed, Latency = plan.Latency > TimeSpan.Zero ? plan.Latency : null });
        var queue = server.CreateQueue(plan.QueueName, Attributes(plan).ToDictionary(pair => pair.Key.Value, pair => pair.Value));
        _ = server.Faults.AddRange(plan.Faults);
        return new BooksScene(server)
        {
            QueueUrl = queue.Url,
            NewClient = configure => NewClientOf(server, plan, configure),
            CountLeftAsync = () => Task.FromResult(queue.Counts.Total),
            Calm = server.Faults.Clear,
        };
    }

    /// <summary>The attributes of the queue of a plan.</summary>
    public static IReadOnlyDictionary<QueueAttributeName, string> Attributes(BooksPlan plan)
    {
        var attributes = new Dictionary<QueueAttributeName, string>
        {
            [QueueAttributeName.VisibilityTimeout] = ((int)plan.VisibilityTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        };
        if (plan.IsFifo)
        {
            attributes[QueueAttributeName.FifoQueue] = "true";
        }

        return attributes;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>The options of a client of an embedded server, with its keys.</summary>
    public static SqsClientOptions OptionsFor(LocalSqs server) => new()
    {
        Endpoint = server.Endpoint,
        Region = server.Region,
        Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
    };

    private static SqsClient NewClientOf(LocalSqs server, BooksPlan plan, Action<SqsClientOptions> configure)
    {
        var options = OptionsFor(server);
        (options.Protocol, options.AttemptTimeout, options.MaxConnections) = (plan.Protocol, plan.AttemptTimeout, plan.MaxConnections);
        configure(options);
        return new SqsClient(options);
    }
}
