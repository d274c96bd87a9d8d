using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Sqs.Client.Faults.Resources;

/// <summary>A host name that leads elsewhere is followed within the lifetime of a connection, by one handler that stays.</summary>
[Collection(nameof(Alone))]
public sealed class MovedAddressTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostName_ThatMoves_IsFollowedWithinTheLifetimeOfAConnection()
    {
        await using var before = new StubService(static _ => Task.CompletedTask);
        await using var after = new StubService(static _ => Task.CompletedTask);
        var port = before.Port;
        var handlers = 0;
        await using var container = StubClients.NewContainer(
            new Uri("http://sqs.test/"),
            options => (options.ConnectionLifetime, options.AllowInsecureEndpoint) = (Lifetime, true),
            builder => builder.Http.ConfigurePrimaryHttpMessageHandler((handler, _) =>
            {
                handlers++;
                ((SocketsHttpHandler)handler).ConnectCallback = (_, token) => ConnectAsync(Volatile.Read(ref port), token); // the resolver
            }));
        var client = container.GetRequiredService<ISqsClient>();
        await SendAsync(client);
        Assert.Equal((1, 0), (before.Requests, after.Requests));

        Volatile.Write(ref port, after.Port);
        var watch = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        while (after.Requests == 0)
        {
            last = watch.Elapsed;
            Assert.InRange(last, TimeSpan.Zero, Lifetime + TimeSpan.FromSeconds(5)); // the machine may be busy
            await SendAsync(client);
            await Task.Delay(10, Token);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"the new address was used {last.TotalMilliseconds:0} ms after the name had moved");
        var old = before.Requests;
        for (var call = 0; call < 100; call++)
        {
            await SendAsync(client);
        }

        Assert.Equal((old, 101, 1), (before.Requests, after.Requests, handlers));
        Assert.Equal(1, before.Accepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TenThousandCalls_OneAfterAnother_GoOverOneConnection(bool registered)
    {
        await using var service = new StubService(static _ => Task.CompletedTask);
        var handlers = 0;
        await using var container = StubClients.NewContainer(service.Address, build: builder => builder.Http.ConfigurePrimaryHttpMessageHandler((_, _) => handlers++));
        await using var client = registered ? container.GetRequiredService<ISqsClient>() : StubClients.New(service.Address);
        for (var call = 0; call < 10_000; call++)
        {
            await SendAsync(client, service.QueueUrl);
        }

        Assert.Equal((10_000, 1, registered ? 1 : 0), (service.Requests, service.Accepted, handlers));
    }

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static Task<SendMessageResponse> SendAsync(ISqsClient client, string queueUrl = "http://sqs.test/123456789012/orders") =>
        client.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = "x" }, Token);
}
