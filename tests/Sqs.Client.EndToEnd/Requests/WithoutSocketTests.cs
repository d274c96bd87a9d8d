using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Requests;

public sealed class WithoutSocketTests
{
    [Fact]
    public async Task Handler_ReachesAServerThatDoesNotListen()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = NewClient(server);
        Assert.Equal("http://localhost/", server.Endpoint.AbsoluteUri);

        var queue = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" });
        var body = new string('x', 1_000_000); // many times what the pipes hold
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queue.QueueUrl, MessageBody = body });
        using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.QueueUrl });
        Assert.Equal(body, Assert.Single(received.Messages).Body);
    }

    [Fact]
    public async Task Handler_TakesTheAddressesOfAws()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = NewClient(server, options => (options.Endpoint, options.Region) = (null, "eu-west-1"));
        var queue = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" });
        Assert.Equal("https://sqs.eu-west-1.amazonaws.com/000000000000/q", queue.QueueUrl);
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queue.QueueUrl, MessageBody = "x" });
    }

    [Theory]
    [InlineData("192.0.2.17", true)]
    [InlineData("198.51.100.1", false)]
    [InlineData("2001:db8::5", true)]
    public async Task Handler_OfAnAddress_IsJudgedByIt(string address, bool isAllowed)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var owner = NewClient(server);
        var queue = await owner.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = "q",
            Attributes = new Dictionary<QueueAttributeName, string>
            {
                [QueueAttributeName.Policy] = """
                    {"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","2001:db8::/32"]}}}}
                    """,
            },
        });
        await using var stranger = NewClient(server, options => options.Credentials = new StaticCredentialsSource(AwsCredentials.Anonymous), IPAddress.Parse(address));
        var send = stranger.SendMessageAsync(new SendMessageRequest { QueueUrl = queue.QueueUrl, MessageBody = "x" });
        Assert.Equal(isAllowed ? null : SqsErrorCode.AccessDenied, (await Record.ExceptionAsync(() => send) as SqsException)?.ErrorCode);
        using var received = await owner.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.QueueUrl, MessageSystemAttributeNames = [MessageSystemAttributeName.SenderId] });
        Assert.Equal(isAllowed ? [address] : [], received.Messages.Select(message => message.Attributes[MessageSystemAttributeName.SenderId]));
    }

    [Theory]
    [InlineData("https://localhost/", true)]
    [InlineData("http://localhost/", false)]
    public async Task Handler_ToldHttps_CountsAsSecure(string endpoint, bool isAllowed)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = NewClient(server, options => options.Endpoint = new Uri(endpoint));
        var queue = await client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = "q",
            Attributes = new Dictionary<QueueAttributeName, string>
            {
                [QueueAttributeName.Policy] = $$"""
                    {"Statement":{"Effect":"Deny","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:000000000000:q","Condition":{"Bool":{"aws:SecureTransport":"false"} } } }
                    """,
            },
        });
        var send = client.SendMessageAsync(new SendMessageRequest { QueueUrl = queue.QueueUrl, MessageBody = "x" });
        Assert.Equal(isAllowed ? null : SqsErrorCode.AccessDenied, (await Record.ExceptionAsync(() => send) as SqsException)?.ErrorCode);
    }

    [Fact]
    public async Task Connections_FailAsSocketsDo()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        Fault[] faults =
        [
            Fault.Reset(), Fault.Reset(FaultMoment.AfterAction), Fault.Close(), Fault.Close(FaultMoment.AfterAction),
            Fault.CutAnswer(), Fault.CutAnswer(CutEnding.Reset), Fault.CutAnswer(CutEnding.Close, AnswerFraming.Chunked),
        ];
        foreach (var fault in faults)
        {
            await using var client = NewClient(server, options => options.MaxAttempts = 1);
            _ = server.Faults.Add(new FaultRule { Fault = fault, Times = 1 });
            var failure = await Assert.ThrowsAsync<SqsConnectionException>(() => client.ListQueuesAsync(new ListQueuesRequest()));
            Assert.Equal(1, failure.Attempts);
            _ = await client.ListQueuesAsync(new ListQueuesRequest());
        }
    }

    [Fact]
    public async Task Server_ThatEnded_RefusesConnections()
    {
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = NewClient(server, options => options.MaxAttempts = 1);
        _ = await client.ListQueuesAsync(new ListQueuesRequest());
        await server.DisposeAsync();
        var failure = await Assert.ThrowsAsync<SqsConnectionException>(() => client.ListQueuesAsync(new ListQueuesRequest()));
        Assert.Contains(Causes(failure), cause => cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Registration_LeadsEveryClientToTheServer(bool serverFirst)
    {
        var services = new ServiceCollection();
        if (serverFirst)
        {
            _ = services.AddLocalSqs();
        }

        _ = services.AddSqsClient(options => options.Region = "us-east-1");
        _ = services.AddSqsClient("audit", options => options.Region = "eu-west-1");
        if (!serverFirst)
        {
            _ = services.AddLocalSqs();
        }

        await using var provider = services.BuildServiceProvider();
        var here = await provider.GetRequiredService<ISqsClient>().CreateQueueAsync(new CreateQueueRequest { QueueName = "here" });
        var there = await provider.GetRequiredKeyedService<ISqsClient>("audit").CreateQueueAsync(new CreateQueueRequest { QueueName = "there" });
        Assert.Equal("https://sqs.us-east-1.amazonaws.com/000000000000/here", here.QueueUrl);
        Assert.Equal("https://sqs.eu-west-1.amazonaws.com/000000000000/there", there.QueueUrl);
        Assert.Equal(2, provider.GetRequiredService<LocalSqs>().RequestCount);
    }

    [Fact]
    public async Task Registration_OnAClockOfTheContainer_MovesBothSides()
    {
        var clock = new VirtualClock();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        _ = builder.Services.AddSingleton<TimeProvider>(clock);
        _ = builder.Services.AddLocalSqs();
        _ = builder.Services.AddSqsClient(options => options.Region = "us-east-1");
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<ISqsClient>();
        var queue = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" });
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queue.QueueUrl, MessageBody = "x", DelaySeconds = 900 });
        using var early = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.QueueUrl });
        Assert.Empty(early.Messages);
        clock.Advance(TimeSpan.FromMinutes(15));
        using var onTime = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.QueueUrl });
        _ = Assert.Single(onTime.Messages);
        await host.StopAsync();
    }

    private static SqsClient NewClient(LocalSqs server, Action<SqsClientOptions>? configure = null, IPAddress? from = null)
    {
        var options = new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
            Random = static () => 0,
        };
        configure?.Invoke(options);
        return new SqsClient(options, new HttpClient(server.CreateHandler(from)) { Timeout = Timeout.InfiniteTimeSpan });
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
