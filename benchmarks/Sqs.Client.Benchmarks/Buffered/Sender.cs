using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Operations;
using Sqs.Client.Signing;

namespace Sqs.Client.Benchmarks.Buffered;

/// <summary>One way to send messages of 1 KB, as many callers do at once.</summary>
internal sealed class Sender : IAsyncDisposable
{
    private readonly Func<Task> _send;
    private readonly Func<ValueTask> _end;
    private readonly CountingHandler _requests;

    private Sender(string name, int callers, int messagesPerCall, CountingHandler requests, Func<Task> send, Func<ValueTask> end)
    {
        (Name, Callers, MessagesPerCall) = (name, callers, messagesPerCall);
        (_requests, _send, _end) = (requests, send, end);
    }

    public string Name { get; }

    /// <summary>How many calls are outstanding at any time.</summary>
    public int Callers { get; }

    public int MessagesPerCall { get; }

    public long Requests => _requests.Count;

    /// <summary>Requests that were written and signed beforehand, with nothing but HTTP around them.</summary>
    public static Sender Floor(string name, Uri endpoint, int callers, int messagesPerCall)
    {
        var requests = new CountingHandler();
        var address = new Uri(endpoint, Samples.Account);
        var body = messagesPerCall == 1
            ? Written.Of(SqsOperations.SendMessage, Samples.Send(address.AbsoluteUri))
            : Written.Of(SqsOperations.SendMessageBatch, Batch(address.AbsoluteUri));
        var floor = new Floor(requests, address, body);
        return new Sender(name, callers, messagesPerCall, requests, floor.SendAsync, () =>
        {
            floor.Dispose();
            return default;
        });
    }

    public static Sender Plain(string name, Uri endpoint, int callers)
    {
        var (client, requests, queueUrl) = Client(endpoint);
        var request = Samples.Send(queueUrl);
        return new Sender(name, callers, 1, requests, () => client.SendMessageAsync(request), client.DisposeAsync);
    }

    public static Sender ByHand(string name, Uri endpoint, int callers)
    {
        var (client, requests, queueUrl) = Client(endpoint);
        var request = Batch(queueUrl);
        return new Sender(name, callers, Samples.BatchSize, requests, () => client.SendMessageBatchAsync(request), client.DisposeAsync);
    }

    public static Sender Buffered(string name, Uri endpoint, int callers, QueueBufferPreset preset = QueueBufferPreset.LowLatency)
    {
        var (plain, requests, queueUrl) = Client(endpoint);
        var client = new BufferedSqsClient(plain, new QueueBufferOptions { LeaveInnerClientOpen = false }.Apply(preset));
        var request = Samples.Send(queueUrl);
        return new Sender(name, callers, 1, requests, () => client.SendMessageAsync(request), client.DisposeAsync);
    }

    public Task SendAsync() => _send();

    public ValueTask DisposeAsync() => _end();

    private static SendMessageBatchRequest Batch(string queueUrl) => new()
    {
        QueueUrl = queueUrl,
        Entries = [.. Enumerable.Range(0, Samples.BatchSize).Select(index => new SendMessageBatchRequestEntry { Id = Samples.Id(index), MessageBody = Samples.Json(1024) })],
    };

    private static (SqsClient Client, CountingHandler Requests, string QueueUrl) Client(Uri endpoint)
    {
        var options = new SqsClientOptions { Region = "us-east-1", Endpoint = endpoint, Credentials = new StaticCredentialsSource(Samples.Credentials) };
        var requests = new CountingHandler();
        return (new SqsClient(options, new HttpClient(requests) { Timeout = Timeout.InfiniteTimeSpan }), requests, new Uri(endpoint, Samples.Account).AbsoluteUri);
    }

    /// <summary>The client's own connections, counted.</summary>
    private sealed class CountingHandler() : DelegatingHandler(SqsHttp.NewHandler(new SqsClientOptions()))
    {
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _ = Interlocked.Increment(ref _count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
