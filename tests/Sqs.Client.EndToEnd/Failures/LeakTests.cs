using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Failures;

/// <summary>Plants secrets wherever a caller has some, walks every path of failure, and looks for them in all that the client says.</summary>
public abstract class LeakTests(SqsProtocol protocol)
{
    // With characters that are escaped in forms, in XML and in URLs: an escaped secret is as good as a plain one.
    private const string Secret = "PlantedSecret/+==";
    private const string Token = "PlantedToken/+&==";
    private const string Body = "PlantedBody <&> +/";
    private const string Attribute = "PlantedAttribute <&> +/";
    private const string Handle = "PlantedHandle/+==";

    private static readonly string[] Stems = ["PlantedSecret", "PlantedToken", "PlantedBody", "PlantedAttribute", "PlantedHandle", "X-Amz-Signature", "Signature="];

    [Fact]
    public async Task Markers_OnEveryPathOfFailure_AreNeverToldToAnybody()
    {
        using var ears = new Ears(Stems);
        using var logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(ears).AddEventSourceLogger());
        await using var stage = await Stage.StartAsync(protocol, options => options.AccessKeys.Add(new LocalAccessKey("AKIALEAKS", Secret, Token)));
        var good = stage.NewClient(options => (options.LoggerFactory, options.Credentials) = (logs, Source("AKIALEAKS", Secret, Token)));
        var url = (await good.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = "q",
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.MaximumMessageSize] = "1024" },
        })).QueueUrl;
        AwsCredentials[] wrong =
        [
            new("AKIALEAKS", "x" + Secret, Token), new("AKIAOTHER", Secret, Token), new("AKIALEAKS", Secret, Token + "x"), new("AKIALEAKS", "x" + Secret, "y"),
        ];

        foreach (var options in Variants(wrong).Where(options => !options.UseGet || IsQuery))
        {
            await TryAllAsync(good, ears, url, options);
            await TryAllAsync(good, ears, stage.UrlOf("unknown"), options);
        }

        var behind = new VirtualClock(stage.Clock.GetUtcNow().AddMinutes(-30));
        await TryAllAsync(
            stage.NewClient(options => (options.LoggerFactory, options.Credentials, options.TimeProvider) = (logs, Source("AKIALEAKS", Secret, Token), behind)),
            ears, url, options: null);

        foreach (var fate in Fates)
        {
            var client = stage.NewClient(options => (options.LoggerFactory, options.Credentials) = (logs, Source("AKIALEAKS", Secret, Token)), new Meets(fate));
            await TryAllAsync(client, ears, url, options: null);
            if (IsQuery)
            {
                await TryAllAsync(client, ears, url, new SqsCallOptions { UseGet = true });
            }
        }

        if (IsQuery)
        {
            _ = await good.PresignAsync(new SendMessageRequest { QueueUrl = url, MessageBody = Body }, TimeSpan.FromMinutes(1));
        }

        Assert.True(ears.Failures > 100, $"Only {ears.Failures} calls failed.");
        Assert.True(ears.Spans > 200, $"Only {ears.Spans} spans were heard.");
        Assert.True(ears.Logs > 20, $"Only {ears.Logs} log entries were heard.");
        Assert.All(
            ["System.Net.Http", "System.Net.Sockets", "Microsoft-Extensions-Logging", "Private.InternalDiagnostics.System.Net.Http", "Private.InternalDiagnostics.System.Net.Sockets"],
            source => Assert.True(ears.Events.GetValueOrDefault(source) > 0, $"No event of {source} was heard."));
        Assert.True(ears.Leaks.Count == 0, string.Join("\n\n", ears.Leaks.Take(10)));
    }

    [Fact]
    public async Task Markers_InAContainerThatLogsEverything_AreNeverLogged()
    {
        using var ears = new Ears(Stems);
        var serverOptions = new LocalSqsOptions();
        serverOptions.AccessKeys.Add(new LocalAccessKey("AKIALEAKS", Secret, Token));
        await using var server = await LocalSqs.StartAsync(serverOptions);
        var services = new ServiceCollection();
        _ = services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(ears));
        _ = services.AddSqsClient(options =>
        {
            options.Endpoint = server.Endpoint;
            options.Region = server.Region;
            options.Credentials = Source("AKIALEAKS", Secret, Token);
            options.Random = static () => 0;
            options.Protocol = protocol;
        }).Http.AddHttpMessageHandler(() => new Meets(static () => throw new HttpRequestException(HttpRequestError.ResponseEnded)));
        await using var provider = services.BuildServiceProvider();
        await TryAllAsync(provider.GetRequiredService<ISqsClient>(), ears, $"{server.Endpoint}000000000000/q", new SqsCallOptions { UseGet = IsQuery });
        Assert.True(ears.Logs > 0, "Nothing was logged at all.");
        Assert.True(ears.Leaks.Count == 0, string.Join("\n\n", ears.Leaks.Take(10)));
    }

    [Fact]
    public async Task Markers_UnderFaultsOfEveryKind_AreNeverToldToAnybody()
    {
        using var ears = new Ears(Stems);
        using var logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(ears).AddEventSourceLogger());
        var serverOptions = new LocalSqsOptions { FaultSeed = 3 };
        serverOptions.AccessKeys.Add(new LocalAccessKey("AKIALEAKS", Secret, Token));
        await using var server = await LocalSqs.StartAsync(serverOptions);
        await using var client = new SqsClient(new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = Source("AKIALEAKS", Secret, Token),
            Protocol = protocol,
            AttemptTimeout = TimeSpan.FromSeconds(1),
            MaxAttempts = 2,
            LoggerFactory = logs,
        });
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" })).QueueUrl;
        _ = server.Faults.AddRange(FaultMix.Heavy());

        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await TryAllAsync(client, ears, url, options: null));

        Assert.True(server.Faults.Fired > 100, $"Only {server.Faults.Fired} faults happened.");
        Assert.True(ears.Failures > 100, $"Only {ears.Failures} calls failed.");
        Assert.True(ears.Leaks.Count == 0, string.Join("\n\n", ears.Leaks.Take(10)));
    }

    private bool IsQuery => protocol == SqsProtocol.Query;

    private static Func<HttpResponseMessage>[] Fates =>
    [
        static () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        static () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken"),
        static () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
        static () => new HttpResponseMessage(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri($"http://127.0.0.1:1/?{Uri.EscapeDataString(Token)}") } },
        static () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>not SQS</html>") },
        static () => Says(HttpStatusCode.BadRequest, "Throttling"),
        static () => Says(HttpStatusCode.BadRequest, "InvalidParameterValue"),
        static () => Says(HttpStatusCode.InternalServerError, "InternalFailure"),
    ];

    private static HttpResponseMessage Says(HttpStatusCode status, string code) => new(status)
    {
        Content = new StringContent($"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message><Detail/></Error><RequestId>r</RequestId></ErrorResponse>"),
    };

    private static IEnumerable<SqsCallOptions> Variants(AwsCredentials[] credentials)
    {
        yield return new SqsCallOptions();
        yield return new SqsCallOptions { UseGet = true };
        foreach (var each in credentials)
        {
            yield return new SqsCallOptions { Credentials = each };
            yield return new SqsCallOptions { Credentials = each, UseGet = true };
        }
    }

    private static async Task TryAllAsync(ISqsClient client, Ears ears, string url, SqsCallOptions? options)
    {
        var attributes = new Dictionary<string, MessageAttributeValue> { ["a"] = MessageAttributeValue.String(Attribute), ["n"] = MessageAttributeValue.String(new string('x', 1024)) };
        var send = new SendMessageRequest { QueueUrl = url, MessageBody = Body, MessageAttributes = attributes, CallOptions = options };
        var batch = new SendMessageBatchRequest
        {
            QueueUrl = url,
            Entries = [new() { Id = "a", MessageBody = Body, MessageAttributes = attributes }, new() { Id = "b", MessageBody = Body }],
            CallOptions = options,
        };
        var receive = new ReceiveMessageRequest { QueueUrl = url, VisibilityTimeout = 0, WaitTimeSeconds = 0, CallOptions = options };
        var delete = new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = Handle, CallOptions = options };
        var deletes = new DeleteMessageBatchRequest { QueueUrl = url, Entries = [new() { Id = "a", ReceiptHandle = Handle }], CallOptions = options };
        var change = new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = Handle, VisibilityTimeout = 0, CallOptions = options };
        var changes = new ChangeMessageVisibilityBatchRequest
        {
            QueueUrl = url,
            Entries = [new() { Id = "a", ReceiptHandle = Handle, VisibilityTimeout = 0 }],
            CallOptions = options,
        };
        var cancel = new CancelMessageMoveTaskRequest { TaskHandle = Handle, CallOptions = options };
        await ears.HearAsync(send, () => client.SendMessageAsync(send));
        await ears.HearAsync(batch, () => client.SendMessageBatchAsync(batch));
        await ears.HearAsync(receive, () => client.ReceiveMessageAsync(receive));
        await ears.HearAsync(delete, () => client.DeleteMessageAsync(delete));
        await ears.HearAsync(deletes, () => client.DeleteMessageBatchAsync(deletes));
        await ears.HearAsync(change, () => client.ChangeMessageVisibilityAsync(change));
        await ears.HearAsync(changes, () => client.ChangeMessageVisibilityBatchAsync(changes));
        await ears.HearAsync(cancel, () => client.CancelMessageMoveTaskAsync(cancel));
        await ears.HearAsync(send, () => client.SendMessageAsync(send with { MessageBody = Body + "\u0001" }));
    }

    private static StaticCredentialsSource Source(string id, string secret, string token) => new(new AwsCredentials(id, secret, token));

    private sealed class Meets(Func<HttpResponseMessage> fate) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(fate());
    }

    [Collection(nameof(Alone))]
    public sealed class InQuery() : LeakTests(SqsProtocol.Query);

    [Collection(nameof(Alone))]
    public sealed class InJson() : LeakTests(SqsProtocol.Json);
}
