using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Operations;
using Sqs.Client.Signing;

namespace Sqs.Client.Benchmarks;

/// <summary>The whole client and, beside each call, its floor, with one HTTP handler for each side of each action.</summary>
internal sealed class SendPath
{
    private readonly SqsClient[] _clients;
    private readonly Floor[] _floors;
    private readonly SendMessageRequest _send;
    private readonly SendMessageBatchRequest _batch;
    private readonly ReceiveMessageRequest[] _receive;

    /// <summary>Makes both sides.</summary>
    /// <param name="endpoint">Where requests go.</param>
    /// <param name="handlerFor">Makes the handler that answers an action; null leaves the connections to the client, as its users do.</param>
    public SendPath(Uri endpoint, Func<string, HttpMessageHandler>? handlerFor)
    {
        var address = new Uri(endpoint, Samples.Account);
        _send = Samples.Send(address.AbsoluteUri);
        _batch = Samples.SendBatch(address.AbsoluteUri);
        _receive = [.. Enum.GetValues<MessageBodyFormat>().Select(format => Samples.Receive(address.AbsoluteUri, format))];
        _clients = [.. Answers.Actions.Select(action => ClientOver(handlerFor?.Invoke(action), endpoint))];
        byte[][] bodies =
        [
            Written.Of(SqsOperations.SendMessage, _send),
            Written.Of(SqsOperations.SendMessageBatch, _batch),
            Written.Of(SqsOperations.ReceiveMessage, _receive[0]),
        ];
        _floors = [.. Answers.Actions.Select((action, index) => new Floor(handlerFor?.Invoke(action) ?? SqsHttp.NewHandler(new()), address, bodies[index]))];
    }

    public Task<int> FloorOfSendAsync() => _floors[0].SendAsync();

    public Task<int> FloorOfBatchAsync() => _floors[1].SendAsync();

    public Task<int> FloorOfReceiveAsync() => _floors[2].SendAsync();

    public Task<SendMessageResponse> SendAsync() => _clients[0].SendMessageAsync(_send);

    public Task<SendMessageBatchResponse> SendBatchAsync() => _clients[1].SendMessageBatchAsync(_batch);

    public async Task<int> ReceiveAsync(MessageBodyFormat format)
    {
        using var response = await _clients[2].ReceiveMessageAsync(_receive[(int)format]);
        return response.Messages.Count == Samples.BatchSize ? Samples.BatchSize : throw new InvalidOperationException("Messages are missing.");
    }

    private static SqsClient ClientOver(HttpMessageHandler? handler, Uri endpoint)
    {
        var options = new SqsClientOptions { Region = "us-east-1", Endpoint = endpoint, Credentials = new StaticCredentialsSource(Samples.Credentials) };
        return handler is null ? new SqsClient(options) : new SqsClient(options, new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
    }
}
