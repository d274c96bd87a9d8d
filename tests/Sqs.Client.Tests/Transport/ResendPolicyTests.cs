using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Transport;

/// <summary>What is sent again when it is not known whether the service has carried it out.</summary>
public sealed class ResendPolicyTests
{
    private const string Fifo = "https://sqs.us-east-1.amazonaws.com/123456789012/orders.fifo";

    public enum Fault
    {
        Reset,
        Timeout,
        InternalError,
        DamagedAnswer,
    }

    [Theory]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.Timeout)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.DamagedAnswer)]
    public async Task Send_OfUnknownOutcome_IsNotRepeatedWhenSwitchedOff(Fault fault)
    {
        var handler = Faulty(fault);
        var engine = new Engine(handler, resendUnknownSends: false);
        var call = engine.SendAsync();
        await engine.RunAsync(call);

        var error = await Assert.ThrowsAnyAsync<SqsException>(() => call);

        Assert.True(error.OutcomeUnknown);
        Assert.Equal(1, error.Attempts);
        Assert.Equal(1, handler.Count);
        Assert.Equal(500, engine.Pipeline.Budget.Tokens);
    }

    [Theory]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.Timeout)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.DamagedAnswer)]
    public async Task Send_OfUnknownOutcome_IsRepeatedByDefault(Fault fault)
    {
        var handler = Faulty(fault);
        var engine = new Engine(handler);

        var sent = await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal(2, sent.Metadata.Attempts);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task Send_ThatNeverLeft_IsRepeatedAllTheSame(HttpRequestError reason)
    {
        var handler = new ScriptedHandler((request, number) => number == 1 ? throw new HttpRequestException(reason) : ScriptedHandler.Success(request));
        var engine = new Engine(handler, resendUnknownSends: false);

        var sent = await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal(2, sent.Metadata.Attempts);
    }

    [Fact]
    public async Task Send_ThatWasThrottled_IsRepeatedAllTheSame()
    {
        var handler = new ScriptedHandler((request, number) => number == 1 ? ScriptedHandler.Error(403, "RequestThrottled") : ScriptedHandler.Success(request));
        var engine = new Engine(handler, resendUnknownSends: false);

        Assert.Equal(2, (await engine.ResultOfAsync(engine.SendAsync())).Metadata.Attempts);
    }

    [Theory]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.Timeout)]
    [InlineData(Fault.InternalError)]
    public async Task SafeRequests_OfUnknownOutcome_AreRepeatedAllTheSame(Fault fault)
    {
        var fifo = new Engine(Faulty(fault), resendUnknownSends: false);
        var deletes = new Engine(Faulty(fault), resendUnknownSends: false);
        var receives = new Engine(Faulty(fault), resendUnknownSends: false);
        var request = new SendMessageRequest { QueueUrl = Fifo, MessageBody = "x", MessageGroupId = "g", MessageDeduplicationId = "d" };

        Assert.Equal(2, (await fifo.ResultOfAsync(fifo.Pipeline.InvokeAsync(SqsOperations.SendMessage, request, default))).Metadata.Attempts);
        Assert.Equal(2, (await deletes.ResultOfAsync(deletes.DeleteAsync())).Metadata.Attempts);
        Assert.Equal(2, (await receives.ResultOfAsync(receives.ReceiveAsync())).Metadata.Attempts);
    }

    [Fact]
    public async Task Connection_Refused_IsAConnectionErrorWithNothingSent()
    {
        Uri address;
        await using (var closed = new RawServer(""))
        {
            address = closed.Address;
        }

        await using var client = new SqsClient(new SqsClientOptions
        {
            Region = "us-east-1",
            Endpoint = address,
            Credentials = new Signing.StaticCredentialsSource(Engine.Credentials),
            ResendUnknownSends = false,
            Random = () => 0,
        });

        var error = await Assert.ThrowsAsync<SqsConnectionException>(() => client.SendMessageAsync(
            new SendMessageRequest { QueueUrl = Engine.QueueUrl, MessageBody = "x" }, TestContext.Current.CancellationToken));

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(3, error.Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_EndedByTheServerAfterTheRequest_LeavesTheOutcomeUnknown(bool byReset)
    {
        await using var server = new RawServer((socket, _, _) =>
        {
            if (byReset)
            {
                RawServer.Reset(socket);
            }

            return Task.CompletedTask;
        });
        await using var client = new SqsClient(new SqsClientOptions
        {
            Region = "us-east-1",
            Endpoint = server.Address,
            Credentials = new Signing.StaticCredentialsSource(Engine.Credentials),
            ResendUnknownSends = false,
        });

        var error = await Assert.ThrowsAsync<SqsConnectionException>(() => client.SendMessageAsync(
            new SendMessageRequest { QueueUrl = Engine.QueueUrl, MessageBody = "x" }, TestContext.Current.CancellationToken));

        Assert.True(error.OutcomeUnknown);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Connection_NotMadeInTime_IsAConnectionErrorWithNothingSent()
    {
        var connects = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
            ConnectCallback = async (_, cancellationToken) =>
            {
                Interlocked.Increment(ref connects);
                await Answers.NeverAsync(cancellationToken);
                return Stream.Null;
            },
        };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        await using var client = new SqsClient(
            new SqsClientOptions
            {
                Region = "us-east-1",
                Endpoint = new Uri("http://localhost:1/"),
                Credentials = new Signing.StaticCredentialsSource(Engine.Credentials),
                ResendUnknownSends = false,
                Random = () => 0,
            },
            http);

        var error = await Assert.ThrowsAsync<SqsConnectionException>(() => client.SendMessageAsync(
            new SendMessageRequest { QueueUrl = Engine.QueueUrl, MessageBody = "x" }, TestContext.Current.CancellationToken));

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(3, error.Attempts);
        Assert.InRange(connects, 1, 3);
    }

    [Theory]
    [InlineData("RequestThrottled", 403)]
    [InlineData("AccessDenied", 403)]
    public async Task Outcome_UnknownAfterAnEarlierAttempt_StaysUnknown(string code, int status)
    {
        // The first attempt may have stored the message: that the last one was refused does not undo it.
        var handler = new ScriptedHandler((_, number) =>
            number == 1 ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : ScriptedHandler.Error(status, code));
        var engine = new Engine(handler);
        var call = engine.SendAsync();
        await engine.RunAsync(call);

        var error = await Assert.ThrowsAnyAsync<SqsException>(() => call);

        Assert.True(error.OutcomeUnknown);
        Assert.Equal(code, error.ErrorCode.Value);
        Assert.Equal(status, error.StatusCode);
        Assert.Equal("req-1", error.RequestId);
    }

    [Fact]
    public async Task Outcome_RefusedInEveryAttempt_IsKnown()
    {
        var engine = new Engine(new ScriptedHandler((_, _) => ScriptedHandler.Error(403, "RequestThrottled")));

        var error = await engine.ErrorOfAsync<SqsThrottledException>(engine.SendAsync());

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(3, error.Attempts);
    }

    private static ScriptedHandler Faulty(Fault fault) => new(async (request, number, cancellationToken) =>
    {
        if (number > 1)
        {
            return ScriptedHandler.Success(request);
        }

        if (fault == Fault.Timeout)
        {
            await Answers.NeverAsync(cancellationToken).ConfigureAwait(false);
        }

        return fault switch
        {
            Fault.Reset => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            Fault.DamagedAnswer => ScriptedHandler.Xml("<html/>"),
            _ => Answers.Status(500),
        };
    });
}
