using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sqs.Client.LocalServer.Tests.Faults;

/// <summary>Faults of the connection, seen on the socket and by an HttpClient.</summary>
public sealed class FaultConnectionTests
{
    [Theory]
    [InlineData(true, FaultMoment.BeforeAction)]
    [InlineData(true, FaultMoment.AfterAction)]
    [InlineData(false, FaultMoment.BeforeAction)]
    [InlineData(false, FaultMoment.AfterAction)]
    public async Task ResetAndClose_SendNotAByte(bool isReset, FaultMoment moment)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Add("SendMessage", isReset ? Fault.Reset(moment) : Fault.Close(moment));
        Assert.Equal(("", isReset), await RawAsync(server, "Action=SendMessage&MessageBody=x"));
        Assert.Equal(moment is FaultMoment.AfterAction ? 1 : 0, await server.StoredAsync("q"));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => server.FailAsync("SendMessage", "q", "MessageBody=x"));
        Assert.Equal(isReset, HasReset(failure));
    }

    [Theory]
    [InlineData(CutEnding.Close, AnswerFraming.ContentLength)]
    [InlineData(CutEnding.Close, AnswerFraming.Chunked)]
    [InlineData(CutEnding.Close, AnswerFraming.UntilClose)]
    [InlineData(CutEnding.Reset, AnswerFraming.ContentLength)]
    [InlineData(CutEnding.Reset, AnswerFraming.Chunked)]
    [InlineData(CutEnding.Reset, AnswerFraming.UntilClose)]
    public async Task Cut_SendsHeadAndHalfTheBody(CutEnding ending, AnswerFraming framing)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var whole = (await server.DoAsync("SendMessage", "q", "MessageBody=x")).Text.Length;
        _ = server.Add("SendMessage", Fault.CutAnswer(ending, framing));
        var (text, isReset) = await RawAsync(server, "Action=SendMessage&MessageBody=x");
        Assert.Equal(ending is CutEnding.Reset, isReset);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        var (head, body) = (text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)], text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Contains("\r\nContent-Type: text/xml", head, StringComparison.Ordinal);
        Assert.Contains("\r\nx-amzn-RequestId: ", head, StringComparison.Ordinal);
        Assert.Equal(framing is AnswerFraming.ContentLength, head.Contains($"\r\nContent-Length: {whole}", StringComparison.Ordinal));
        if (framing is AnswerFraming.Chunked)
        {
            Assert.StartsWith($"{whole:x}\r\n", body, StringComparison.Ordinal);
            body = body[(body.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }

        Assert.Equal(whole / 2, body.Length);
        Assert.StartsWith("<?xml", body, StringComparison.Ordinal);
        Assert.Equal(2, await server.StoredAsync("q"));
    }

    [Fact]
    public async Task Cut_IsAnErrorToAnHttpClient_UnlessItIsSilent()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule
        {
            Action = "SendMessage",
            Script = [Fault.CutAnswer(), Fault.CutAnswer(framing: AnswerFraming.Chunked), Fault.CutAnswer(CutEnding.Reset), Fault.CutAnswer(framing: AnswerFraming.UntilClose)],
        });
        for (var at = 0; at < 3; at++)
        {
            var failure = await Assert.ThrowsAsync<HttpRequestException>(() => server.FailAsync("SendMessage", "q", "MessageBody=x"));
            Assert.Equal(at == 2, HasReset(failure));
        }

        var silent = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.Throws<System.Xml.XmlException>(() => silent.Xml);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Cut_AtTheEdges_StillLacksSomething(double share)
    {
        await using var server = await TestServer.StartAsync();
        _ = server.Add("ListQueues", Fault.CutAnswer(share: share));
        var (text, _) = await RawAsync(server, "Action=ListQueues");
        Assert.Equal(share == 0, text.EndsWith("\r\n\r\n", StringComparison.Ordinal));
        Assert.False(text.EndsWith('>'));
    }

    [Theory]
    [InlineData(FaultMoment.BeforeAction)]
    [InlineData(FaultMoment.AfterAction)]
    public async Task Hang_LastsUntilTheClientGoes(FaultMoment moment)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Add("SendMessage", Fault.Hang(moment));
        using var patience = new CancellationTokenSource(150);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.PostAsync("Action=SendMessage&MessageBody=x", "/000000000000/q", patience.Token));
        Assert.Equal(moment is FaultMoment.AfterAction ? 1 : 0, await server.StoredAsync("q"));
    }

    [Fact]
    public async Task Hang_InTheMiddleOfTheBody_LastsUntilTheClientGoes()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Add("SendMessage", Fault.CutAnswer(CutEnding.Hang));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/000000000000/q?Action=SendMessage&MessageBody=x");
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var patience = new CancellationTokenSource(150);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response.Content.ReadAsStringAsync(patience.Token));
        Assert.Equal(1, await server.StoredAsync("q"));
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("cut")]
    [InlineData("delay")]
    [InlineData("slow")]
    public async Task Dispose_WhileARequestHangs_EndsPromptly(string name)
    {
        var server = await TestServer.StartAsync();
        var hour = TimeSpan.FromHours(1);
        _ = server.Add("ListQueues", name switch
        {
            "hang" => Fault.Hang(),
            "cut" => Fault.CutAnswer(CutEnding.Hang),
            "delay" => Fault.Delay(hour),
            _ => Fault.SlowAnswer(3, hour),
        });
        var hanging = Enumerable.Range(0, 8).Select(_ => server.PostAsync("Action=ListQueues")).ToArray();
        await server.UntilFiredAsync(8);
        var watch = Stopwatch.StartNew();
        await server.Server.DisposeAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
        foreach (var one in hanging)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => one);
        }

        await server.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveThatIsLost_LeavesTheMessageHidden()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        _ = server.Add("ReceiveMessage", Fault.CutAnswer(), times: 1);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.FailAsync("ReceiveMessage", "q"));
        Assert.Equal(0, await server.VisibleAsync("q"));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("2", (await server.DoAsync("ReceiveMessage", "q", "AttributeName.1=All")).Attribute("ApproximateReceiveCount"));
    }

    private static bool HasReset(Exception failure)
    {
        for (var cause = (Exception?)failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionReset })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every byte that comes until the connection ends, and whether it ended by a reset.</summary>
    private static async Task<(string Text, bool IsReset)> RawAsync(TestServer server, string query)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Server.Endpoint.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /000000000000/q?{query} HTTP/1.1\r\nHost: x\r\n\r\n"));
        using var bytes = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var read)
            {
                bytes.Write(buffer, 0, read);
            }

            return (Encoding.UTF8.GetString(bytes.ToArray()), false);
        }
        catch (IOException failure) when (HasReset(failure))
        {
            return (Encoding.UTF8.GetString(bytes.ToArray()), true);
        }
    }
}
