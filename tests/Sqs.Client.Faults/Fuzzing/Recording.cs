using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>All actions once or more often, errors among them, against an embedded server: the honest traffic that fuzzing starts from.</summary>
internal sealed class Recording
{
    private const string Awkward = "<a b=\"1\"> & ü \u6f22 \U0001F600 ]]>\r\n\t%+=\\/'";

    private readonly List<Exchange> _exchanges = [];
    private readonly Recorder _recorder;
    private readonly SqsClient _client;

    private Recording(LocalSqs server, SqsProtocol protocol, TimeProvider time)
    {
        _recorder = new Recorder(server.CreateHandler());
        _client = NewClient(_recorder, protocol, server.Endpoint, new AwsCredentials(server.AccessKeyId, server.SecretAccessKey), time);
    }

    /// <summary>Works with a server and answers what was said.</summary>
    public static async Task<IReadOnlyList<Exchange>> MakeAsync(LocalSqs server, SqsProtocol protocol, TimeProvider time)
    {
        var recording = new Recording(server, protocol, time);
        await using (recording._client)
        {
            await recording.QueuesAsync(protocol == SqsProtocol.Json ? "json" : "query");
            return recording._exchanges;
        }
    }

    /// <summary>A client that makes one attempt over a given HTTP stack.</summary>
    public static SqsClient NewClient(HttpMessageHandler handler, SqsProtocol protocol, Uri endpoint, AwsCredentials credentials, TimeProvider time) => new(
        new SqsClientOptions
        {
            Region = "us-east-1",
            Endpoint = endpoint,
            Protocol = protocol,
            Credentials = new StaticCredentialsSource(credentials),
            MaxAttempts = 1,
            TimeProvider = time,
            Random = () => 0.5,
        },
        new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });

    private async Task QueuesAsync(string prefix)
    {
        var dead = await CreateAsync(prefix + "-dead");
        var url = await CreateAsync(prefix + "-work");
        var fifo = await CreateAsync(prefix + "-work.fifo");
        var deadArn = $"arn:aws:sqs:us-east-1:000000000000:{prefix}-dead";
        await AddAsync(c => c.SetQueueAttributesAsync(new() { QueueUrl = url, Attributes = Redrive(deadArn) }));
        await AddAsync(c => c.GetQueueAttributesAsync(new() { QueueUrl = url, AttributeNames = [QueueAttributeName.All] }));
        await AddAsync(c => c.GetQueueUrlAsync(new() { QueueName = prefix + "-work" }));
        await AddAsync(c => c.GetQueueUrlAsync(new() { QueueName = prefix + "-nothing" }));
        await AddAsync(c => c.ListQueuesAsync(new() { MaxResults = 2, QueueNamePrefix = prefix }));
        await AddAsync(c => c.TagQueueAsync(new() { QueueUrl = url, Tags = new Dictionary<string, string> { ["a b"] = "c/d", ["ü"] = "" } }));
        await AddAsync(c => c.ListQueueTagsAsync(new() { QueueUrl = url }));
        await AddAsync(c => c.UntagQueueAsync(new() { QueueUrl = url, TagKeys = ["a b"] }));
        await AddAsync(c => c.AddPermissionAsync(new() { QueueUrl = url, Label = "l", AWSAccountIds = ["123456789012"], Actions = ["SendMessage"] }));
        await AddAsync(c => c.RemovePermissionAsync(new() { QueueUrl = url, Label = "l" }));
        await AddAsync(c => c.ListDeadLetterSourceQueuesAsync(new() { QueueUrl = dead }));
        await MessagesAsync(url, fifo);
        await AddAsync(c => c.StartMessageMoveTaskAsync(new() { SourceArn = deadArn, MaxNumberOfMessagesPerSecond = 5 }));
        await AddAsync(c => c.ListMessageMoveTasksAsync(new() { SourceArn = deadArn }));
        await AddAsync(c => c.CancelMessageMoveTaskAsync(new() { TaskHandle = "none" }));
        await AddAsync(c => c.PurgeQueueAsync(new() { QueueUrl = dead }));
        await AddAsync(c => c.PurgeQueueAsync(new() { QueueUrl = dead }));
        var gone = await CreateAsync(prefix + "-gone");
        await AddAsync(c => c.DeleteQueueAsync(new() { QueueUrl = gone }));
    }

    private async Task MessagesAsync(string url, string fifo)
    {
        await AddAsync(c => c.SendMessageAsync(new() { QueueUrl = url, MessageBody = Awkward, MessageAttributes = Attributes(), MessageSystemAttributes = Trace() }));
        await AddAsync(c => c.SendMessageAsync(new() { QueueUrl = fifo, MessageBody = "x", MessageGroupId = "g", MessageDeduplicationId = "d" }));
        await AddAsync(c => c.SendMessageBatchAsync(new()
        {
            QueueUrl = url,
            Entries =
            [
                new() { Id = "a", MessageBody = "1", DelaySeconds = 0 },
                new() { Id = "b", MessageBody = Awkward, MessageAttributes = Attributes() },
                new() { Id = "c", MessageBody = "3", MessageGroupId = "g" },
            ],
        }));
        var receive = new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = 10,
            WaitTimeSeconds = 0,
            MessageSystemAttributeNames = [MessageSystemAttributeName.All],
            MessageAttributeNames = ["All"],
        };
        await AddAsync(c => c.ReceiveMessageAsync(receive));
        await AddAsync(c => c.ReceiveMessageAsync(receive with { QueueUrl = fifo, BodyFormat = MessageBodyFormat.LeasedUtf8 }));
        await AddAsync(c => c.ReceiveMessageAsync(receive));
        await AddAsync(c => c.SendMessageAsync(new() { QueueUrl = url, MessageBody = "held" }));
        using var held = await _client.ReceiveMessageAsync(receive);
        var handle = held.Messages[0].ReceiptHandle;
        await AddAsync(c => c.ChangeMessageVisibilityAsync(new() { QueueUrl = url, ReceiptHandle = handle, VisibilityTimeout = 30 }));
        await AddAsync(c => c.ChangeMessageVisibilityBatchAsync(new()
        {
            QueueUrl = url,
            Entries = [new() { Id = "a", ReceiptHandle = handle, VisibilityTimeout = 9 }, new() { Id = "b", ReceiptHandle = "bad", VisibilityTimeout = 9 }],
        }));
        await AddAsync(c => c.DeleteMessageBatchAsync(new() { QueueUrl = url, Entries = [new() { Id = "a", ReceiptHandle = handle }, new() { Id = "b", ReceiptHandle = "bad" }] }));
        await AddAsync(c => c.DeleteMessageAsync(new() { QueueUrl = url, ReceiptHandle = handle }));
        await AddAsync(c => c.DeleteMessageAsync(new() { QueueUrl = url, ReceiptHandle = "bad" }));
    }

    private async Task<string> CreateAsync(string name)
    {
        var request = new CreateQueueRequest { QueueName = name, Attributes = name.EndsWith(".fifo", StringComparison.Ordinal) ? Fifo() : new Dictionary<QueueAttributeName, string>() };
        await AddAsync(c => c.CreateQueueAsync(request));
        return (await _client.CreateQueueAsync(request)).QueueUrl;
    }

    /// <summary>A refusal by the service is recorded as well: its answer is one that clients read.</summary>
    private async Task AddAsync<TResponse>(Func<ISqsClient, Task<TResponse>> call)
        where TResponse : class
    {
        string action;
        try
        {
            action = (await call(_client)).GetType().Name[..^"Response".Length];
        }
        catch (SqsException refusal) when (refusal.StatusCode is >= 400 and < 500)
        {
            action = refusal.Action;
        }

        _exchanges.Add(new Exchange(async client => await call(client), _recorder.Request with { Action = action }, _recorder.Answer));
    }

    private static Dictionary<QueueAttributeName, string> Fifo() => new() { [QueueAttributeName.FifoQueue] = "true" };

    private static Dictionary<QueueAttributeName, string> Redrive(string deadArn) => new()
    {
        [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{deadArn}}","maxReceiveCount":5}""",
        [QueueAttributeName.VisibilityTimeout] = "60",
    };

    private static Dictionary<string, MessageAttributeValue> Attributes() => new()
    {
        ["text"] = MessageAttributeValue.String(Awkward),
        ["number"] = MessageAttributeValue.Number(-12.5m),
        ["bytes"] = MessageAttributeValue.Binary(new byte[] { 0, 1, 255 }),
    };

    private static Dictionary<MessageSystemAttributeName, MessageAttributeValue> Trace() => new()
    {
        [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String("Root=1-5759e988-bd862e3fe1be46a994272793"),
    };
}
