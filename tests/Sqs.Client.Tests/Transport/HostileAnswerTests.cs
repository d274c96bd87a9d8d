using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Sqs.Client.Tests.Transport;

/// <summary>What a server can do to a client over a real connection: only the library's own exceptions come out, in time and in bounded memory.</summary>
[Collection(nameof(Alone))]
public sealed class HostileAnswerTests
{
    private const string Sent =
        "<SendMessageResponse><SendMessageResult><MessageId>m</MessageId><MD5OfMessageBody>9dd4e461268c8034f5c8564e155c67a6</MD5OfMessageBody></SendMessageResult></SendMessageResponse>";

    private const string Deleted = "<DeleteMessageResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteMessageResponse>";
    private const string Received = "<ReceiveMessageResponse><ReceiveMessageResult></ReceiveMessageResult></ReceiveMessageResponse>";
    private const int Depth = 100_000;

    private static readonly string Deep = string.Concat(Enumerable.Repeat("<a>", Depth)) + string.Concat(Enumerable.Repeat("</a>", Depth));

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["HTML with 200"] = RawServer.Ok("<!DOCTYPE html><html><body>Welcome to the proxy!</body></html>", "Content-Type: text/html\r\n"),
        ["XHTML with 200"] = RawServer.Ok("<html><body><p>Welcome</p></body></html>"),
        ["empty 200"] = RawServer.Ok(""),
        ["204"] = "HTTP/1.1 204 No Content\r\n\r\n",
        ["JSON with 200"] = RawServer.Ok("{\"MessageId\":\"m\"}"),
        ["length longer than sent"] = $"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{Sent}",
        ["chunk cut"] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<SendMessageRe",
        ["chunks without end"] = $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Sent.Length:x}\r\n{Sent}\r\n",
        ["bad chunk size"] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ["no length, half"] = "HTTP/1.1 200 OK\r\n\r\n" + Sent[..60],
        ["no length, nothing"] = "HTTP/1.1 200 OK\r\n\r\n",
        ["10 GB announced"] = "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n<SendMessageResponse>",
        ["length beyond a long"] = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n<SendMessageResponse>",
        ["negative length"] = "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        ["nested 100,000 levels"] = RawServer.Ok($"<SendMessageResponse>{Deep}</SendMessageResponse>"),
        ["nested 100,000 levels in the result"] = RawServer.Ok($"<SendMessageResponse><SendMessageResult>{Deep}</SendMessageResult></SendMessageResponse>"),
        ["nested error"] = $"HTTP/1.1 400 Bad\r\nContent-Length: {21 + (Depth * 7)}\r\n\r\n<ErrorResponse>{Deep}<Error>",
        ["DTD"] = RawServer.Ok("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Sent.Replace(">m<", ">&x;<", StringComparison.Ordinal)),
        ["billion laughs"] = RawServer.Ok("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>" + Sent.Replace(">m<", ">&b;<", StringComparison.Ordinal)),
        ["5,000 headers"] = RawServer.Ok(Sent, string.Concat(Enumerable.Range(0, 5000).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-Header-{number}: value\r\n")))),
        ["header without end"] = "HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000),
        ["two lengths"] = $"HTTP/1.1 200 OK\r\nContent-Length: {Sent.Length}\r\nContent-Length: {Sent.Length - 20}\r\n\r\n{Sent}",
        ["not HTTP"] = "220 mail.example ESMTP\r\n",
        ["nothing at all"] = "",
        ["503 without a body"] = "HTTP/1.1 503 Unavailable\r\n\r\n",
        ["500 with HTML"] = "HTTP/1.1 500 Oops\r\nContent-Length: 13\r\n\r\n<html></html>",
        ["redirect to a file"] = "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        ["switching protocols"] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        ["status 999"] = "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answer_OfAHostileServer_IsATypedError(string name)
    {
        await using var server = new RawServer(Texts[name]);
        await using var client = ClientOf(server);
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Assert.ThrowsAnyAsync<SqsException>(() => SendAsync(client));
        var receiving = await Assert.ThrowsAnyAsync<SqsException>(() => ReceiveAsync(client));
        var deleting = await Assert.ThrowsAnyAsync<SqsException>(() => DeleteAsync(client));

        Assert.All([error, receiving, deleting], one => Assert.IsNotType<SqsTimeoutException>(one));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 200000000\r\n")]
    public async Task Body_WithoutEnd_IsGivenUpAtTheLimit(string length)
    {
        var written = 0L;
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            var block = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{length}\r\n"), stop);
            while (written < 200_000_000)
            {
                await stream.WriteAsync(block, stop);
                written += block.Length;
            }
        });
        await using var client = ClientOf(server);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Assert.ThrowsAsync<SqsResponseException>(() => SendAsync(client));

        Assert.True(error.OutcomeUnknown);
        Assert.InRange(written, 0, 30_000_000);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
    }

    [Fact]
    public async Task Body_ThatIsAnnouncedAndNotSent_TakesNoMemory()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 60000000\r\n\r\n<ReceiveMessageResponse>");
        await using var client = ClientOf(server);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Assert.ThrowsAsync<SqsConnectionException>(() => ReceiveAsync(client));

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 10_000_000);
    }

    [Fact]
    public async Task Body_PackedUnasked_IsNotUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[50_000_000], Token);
        }

        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
            await stream.WriteAsync(packed.ToArray(), stop);
        });
        await using var client = ClientOf(server);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Assert.ThrowsAsync<SqsResponseException>(() => SendAsync(client));

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 10_000_000);
        Assert.DoesNotContain("Accept-Encoding", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Provisional_AnswersWithoutEnd_EndAtTheDeadline()
    {
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            while (true)
            {
                await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stop);
            }
        });
        await using var client = ClientOf(server, options => options.AttemptTimeout = TimeSpan.FromMilliseconds(300));

        var call = SendAsync(client);
        var ended = await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(10), Token));

        Assert.True(ended == call && call.Exception?.InnerException is SqsException, $"{ended.Status}, {call.Status}: {call.Exception}");
    }

    [Fact]
    public async Task Connection_ResetInTheBody_IsAConnectionErrorOfUnknownOutcome()
    {
        await using var server = new RawServer(async (socket, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Sent.Length}\r\n\r\n{Sent[..40]}"), stop);
            RawServer.Reset(socket);
        });
        await using var client = ClientOf(server);

        var error = await Assert.ThrowsAsync<SqsConnectionException>(() => SendAsync(client));

        Assert.True(error.OutcomeUnknown);
    }

    [Fact]
    public async Task Server_ThatIsHonest_IsUnderstood()
    {
        // The tests above would pass as well if nothing ever worked here.
        await using var sending = new RawServer(RawServer.Ok(Sent));
        await using var receiving = new RawServer(RawServer.Ok(Received));
        await using var deleting = new RawServer(RawServer.Ok(Deleted));
        await using var sender = ClientOf(sending);
        await using var receiver = ClientOf(receiving);
        await using var deleter = ClientOf(deleting);

        Assert.Equal("m", (await SendAsync(sender)).MessageId);
        Assert.Empty((await ReceiveAsync(receiver)).Messages);
        Assert.Equal("r", (await DeleteAsync(deleter)).Metadata.RequestId);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SqsClient ClientOf(RawServer server, Action<SqsClientOptions>? configure = null)
    {
        var options = new SqsClientOptions
        {
            Region = "us-east-1",
            Endpoint = server.Address,
            Credentials = new Signing.StaticCredentialsSource(Engine.Credentials),
            MaxAttempts = 1,
        };
        configure?.Invoke(options);
        return new SqsClient(options);
    }

    private static Task<SendMessageResponse> SendAsync(SqsClient client) =>
        client.SendMessageAsync(new SendMessageRequest { QueueUrl = "http://localhost/1/orders", MessageBody = "x" }, Token);

    private static Task<ReceiveMessageResponse> ReceiveAsync(SqsClient client) =>
        client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = "http://localhost/1/orders", WaitTimeSeconds = 0, MaxNumberOfMessages = 10 }, Token);

    private static Task<DeleteMessageResponse> DeleteAsync(SqsClient client) =>
        client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = "http://localhost/1/orders", ReceiptHandle = "h" }, Token);
}
