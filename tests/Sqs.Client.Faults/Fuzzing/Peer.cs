using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>An embedded server that is fuzzed: honest exchanges recorded with it, and the ways to it.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(30);

    private readonly LocalSqs _server;
    private readonly VirtualClock _clock;
    private readonly HttpClient _signed;

    private Peer(LocalSqs server, VirtualClock clock)
    {
        (_server, _clock) = (server, clock);
        var credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
        _signed = new HttpClient(new SigV4Handler(credentials, server.Region, "sqs", timeProvider: clock) { InnerHandler = server.CreateHandler() });
    }

    public Dictionary<SqsProtocol, Exchange[]> Exchanges { get; } = [];

    public static async Task<Peer> StartAsync(ILoggerFactory log)
    {
        var clock = new VirtualClock();
        var peer = new Peer(await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = clock, LoggerFactory = log }), clock);
        foreach (var protocol in new[] { SqsProtocol.Query, SqsProtocol.Json })
        {
            peer.Exchanges.Add(protocol, [.. await Recording.MakeAsync(peer._server, protocol, clock)]);
        }

        return peer;
    }

    /// <summary>Signs a request as it is and sends it.</summary>
    public async Task<(string Outcome, string? Wrong)> SignedAsync(HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using var response = await WithinAsync(_signed.SendAsync(request));
                var body = await response.Content.ReadAsByteArrayAsync();
                return ($"{(int)response.StatusCode}", AnswerJudge.Judge((int)response.StatusCode, body));
            }
            catch (HttpRequestException)
            {
                return ("closed", null);
            }
            catch (TimeoutException)
            {
                return ("no answer", "the server does not answer");
            }
        }
    }

    /// <summary>Writes bytes to the socket and reads what comes until it is closed.</summary>
    public async Task<(string Outcome, string? Wrong)> RawAsync(byte[] bytes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", _server.Endpoint.Port);
        using var received = new MemoryStream();
        try
        {
            await WithinAsync(ExchangeAsync(socket, bytes, received));
        }
        catch (TimeoutException)
        {
            return ("no answer", "the server neither answers nor closes");
        }

        return RawHttp.Judge(received.ToArray());
    }

    /// <summary>Sends, receives and deletes a message of a queue that no case knows.</summary>
    /// <returns>What is wrong; null when all is well.</returns>
    public async Task<string?> ServesAsync()
    {
        await using var client = Recording.NewClient(
            _server.CreateHandler(), SqsProtocol.Query, _server.Endpoint, new AwsCredentials(_server.AccessKeyId, _server.SecretAccessKey), _clock);
        try
        {
            var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "untouched" })).QueueUrl;
            _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "still there" });
            using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url });
            _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = received.Messages.Single().ReceiptHandle });
            return received.Messages[0].Body == "still there" ? null : "another message came";
        }
        catch (Exception error) when (error is SqsException or InvalidOperationException)
        {
            return "the server no longer serves: " + error;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _signed.Dispose();
        await _server.DisposeAsync();
    }

    private static async Task ExchangeAsync(Socket socket, byte[] bytes, MemoryStream received)
    {
        try
        {
            _ = await socket.SendAsync(bytes);
            var buffer = new byte[16 * 1024];
            while (await ReceiveAsync(socket, buffer) is var count and > 0)
            {
                received.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // Closed while the request was still on its way: what had come by then is judged.
        }
    }

    /// <summary>When nothing comes, either the server waits for more than there is or it keeps the connection: both end by our end of it.</summary>
    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        var reading = socket.ReceiveAsync(buffer);
        if (await Task.WhenAny(reading, Task.Delay(LongestSilence)) != reading)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        return await reading;
    }

    private async Task<T> WithinAsync<T>(Task<T> answer)
    {
        await WithinAsync((Task)answer);
        return await answer;
    }

    /// <summary>A long poll waits on the server's clock, which is moved for it when it does not end by itself.</summary>
    private async Task WithinAsync(Task answer)
    {
        var patience = Task.Delay(LongestAnswer);
        while (!answer.IsCompleted)
        {
            if (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(30))) != answer)
            {
                _ = _clock.AdvanceToNextTimer();
            }

            if (patience.IsCompleted)
            {
                throw new TimeoutException();
            }
        }

        await answer;
    }
}
