using System.Net;
using System.Net.Sockets;
using System.Text;
using Sqs.Client.LocalServer.Actions;

namespace Sqs.Client.LocalServer.Tests;

public sealed class LocalSqsTests
{
    [Fact]
    public async Task Server_Started_ListensOnLoopbackOnly_AndCounts()
    {
        await using var server = await TestServer.StartAsync();
        Assert.True(server.Server.Endpoint.IsLoopback);
        Assert.EndsWith($":{server.Server.Endpoint.Port}/", server.Server.Endpoint.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(("us-east-1", "000000000000", 0L), (server.Server.Region, server.Server.AccountId, server.Server.RequestCount));
        _ = await server.PostAsync("Action=ListQueues");
        _ = await server.PostAsync("Action=Nonsense");
        Assert.Equal(2, server.Server.RequestCount);
    }

    [Fact]
    public async Task Servers_SideBySide_ShareNothing()
    {
        await using var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync(options => (options.Region, options.AccountId) = ("eu-central-1", "123456789012"));
        await one.CreateAsync("q");
        var created = await two.PostAsync("Action=CreateQueue&QueueName=q");
        Assert.Equal($"{two.Server.Endpoint}123456789012/q", created.One("QueueUrl"));
        Assert.Equal("arn:aws:sqs:eu-central-1:123456789012:q", (await two.PostAsync("Action=GetQueueAttributes&AttributeName.1=QueueArn&QueueUrl=" + created.One("QueueUrl"))).Attribute("QueueArn"));
        Assert.NotEqual(one.Server.Endpoint, two.Server.Endpoint);
    }

    [Theory]
    [InlineData("Action=CreateQueue", "MissingParameter", 400)]
    [InlineData("Version=2012-11-05", "MissingAction", 400)]
    [InlineData("Action=Nonsense", "InvalidAction", 400)]
    [InlineData("Action=PurgeQueue", "MissingParameter", 400)]
    [InlineData("Action=PurgeQueue&QueueUrl=http://host/only", "InvalidAddress", 404)]
    [InlineData("Action=PurgeQueue&QueueUrl=nonsense", "InvalidAddress", 404)]
    [InlineData("Action=PurgeQueue&QueueUrl=http://host/000000000000/none", "AWS.SimpleQueueService.NonExistentQueue", 400)]
    [InlineData("Action=PurgeQueue&QueueUrl=http://host/999999999999/q", "AWS.SimpleQueueService.NonExistentQueue", 400)]
    [InlineData("Action=GetQueueUrl&QueueName=q&QueueOwnerAWSAccountId=999999999999", "AWS.SimpleQueueService.NonExistentQueue", 400)]
    public async Task Request_ThatCannotBe_IsRefused(string form, string code, int status)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var answer = await server.PostAsync(form);
        Assert.True((status, code, "Sender") == (answer.Status, answer.Code, answer.One("Type")), answer.Text);
        Assert.Equal(answer.One("RequestId"), answer.Response.Headers.GetValues("x-amzn-RequestId").Single());
    }

    [Theory]
    [InlineData("/000000000000/q", "")]
    [InlineData("/000000000000/q/", "")]
    [InlineData("/", "&QueueUrl=https%3A%2F%2Fsqs.us-east-1.amazonaws.com%2F000000000000%2Fq")]
    [InlineData("/", "&QueueUrl=/000000000000/q/")]
    [InlineData("/000000000000/other", "&QueueUrl=http://host:1/000000000000/q")]
    public async Task Queue_IsFoundByUrlOrPath(string path, string rest)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var answer = await server.PostAsync("Action=SendMessage&MessageBody=x" + rest, path);
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal("x", (await server.DoAsync("ReceiveMessage", "q")).One("Body"));
    }

    [Fact]
    public async Task Actions_AreAllTwentyThree()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(23, ActionTable.Names.Count());
        foreach (var action in ActionTable.Names)
        {
            var answer = await server.PostAsync("Action=" + action);
            Assert.True(answer.Status is 200 or 400, answer.Text);
            Assert.True(answer.Code is null or "MissingParameter", answer.Text);
        }
    }

    [Fact]
    public async Task Body_BeyondTheLimit_Is413()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("Action=SendMessage&MessageBody=" + new string('x', 10 * 1024 * 1024));
        Assert.Equal((413, "RequestEntityTooLarge"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Body_BeyondTheLimit_InChunks_Is413()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[11 * 1024 * 1024]) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Method_OtherThanGetAndPost_Is405()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.DeleteAsync("/?Action=ListQueues");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Date_FollowsTheClockOfTheServer()
    {
        await using var server = await TestServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Tue, 01 Jan 2030 01:00:00 GMT", (await server.PostAsync("Action=ListQueues")).Response.Headers.GetValues("Date").Single());
    }

    [Fact]
    public async Task Latency_IsAddedOnTheRealClock()
    {
        await using var server = await TestServer.StartAsync(options => options.Latency = TimeSpan.FromMilliseconds(120));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _ = await server.PostAsync("Action=ListQueues");
        Assert.True(watch.ElapsedMilliseconds >= 110, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Dispose_AnswersWaitingPollsEmpty()
    {
        var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var poll = server.DoAsync("ReceiveMessage", "q", "WaitTimeSeconds=20");
        await server.UntilWaitingAsync(1);
        await server.Server.DisposeAsync();
        Assert.Contains("<ReceiveMessageResult/>", (await poll).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.PostAsync("Action=ListQueues"));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Client_ThatDisconnects_GetsNoMessage()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Server.Endpoint.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /000000000000/q?Action=ReceiveMessage&WaitTimeSeconds=20 HTTP/1.1\r\nHost: x\r\n\r\n"));
            await server.UntilWaitingAsync(1);
        }

        await server.UntilWaitingAsync(0);
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.Equal("1", (await server.DoAsync("ReceiveMessage", "q", "AttributeName.1=All")).Attribute("ApproximateReceiveCount"));
    }

    [Fact]
    public async Task Client_ThatDisconnectsBeforeItsAnswer_LeavesTheMessageInTheQueue()
    {
        await using var server = await TestServer.StartAsync(options => options.Latency = TimeSpan.FromMilliseconds(600));
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Server.Endpoint.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /000000000000/q?Action=ReceiveMessage HTTP/1.1\r\nHost: x\r\n\r\n"));
            await Task.Delay(100); // the message is taken, the answer held back
        }

        var again = server.DoAsync("ReceiveMessage", "q", "WaitTimeSeconds=20&AttributeName.1=All");
        Assert.Equal("1", (await again).Attribute("ApproximateReceiveCount"));
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsAnError()
    {
        await using var server = await TestServer.StartAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => LocalSqs.StartAsync(new LocalSqsOptions { Port = server.Server.Endpoint.Port }));
    }

    [Theory]
    [InlineData("us-east-1", "1234")]
    [InlineData("us-east-1", "12345678901x")]
    [InlineData(" ", "123456789012")]
    public async Task Options_ThatCannotBe_AreRefused(string region, string account) =>
        await Assert.ThrowsAsync<ArgumentException>(() => LocalSqs.StartAsync(new LocalSqsOptions { Region = region, AccountId = account }));
}
