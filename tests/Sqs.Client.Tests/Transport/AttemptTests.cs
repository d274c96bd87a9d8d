using Sqs.Client.LocalServer;
using Sqs.Client.Operations;
using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Transport;

/// <summary>What stays the same over the attempts of a call, and what is new in each.</summary>
public sealed class AttemptTests
{
    private const string Fifo = "https://sqs.us-east-1.amazonaws.com/123456789012/orders.fifo";

    [Fact]
    public async Task Batch_ToAFifoQueue_IsTheSameBytesInEveryAttempt()
    {
        var handler = new ScriptedHandler((_, number) => number < 3
            ? Answers.Status(503)
            : Answers.Result("SendMessageBatch", ""));
        var engine = new Engine(handler, random: () => 0.999);

        await engine.ResultOfAsync(engine.Pipeline.InvokeAsync(
            SqsOperations.SendMessageBatch,
            new SendMessageBatchRequest
            {
                QueueUrl = Fifo,
                Entries =
                [
                    new SendMessageBatchRequestEntry { Id = "first", MessageBody = "1", MessageGroupId = "g", MessageDeduplicationId = "d-1" },
                    new SendMessageBatchRequestEntry { Id = "second", MessageBody = "2", MessageGroupId = "g" },
                ],
            },
            default));

        Assert.Equal(3, handler.Requests.Count);
        Assert.Single(handler.Requests.Select(sent => sent.Body).Distinct(StringComparer.Ordinal));
        var form = Answers.Form(handler.Requests[0].Body);
        Assert.Equal("d-1", form["SendMessageBatchRequestEntry.1.MessageDeduplicationId"]);
        Assert.Equal("second", form["SendMessageBatchRequestEntry.2.Id"]);
    }

    [Theory]
    [InlineData(Fifo)]
    [InlineData(Fifo + "/")]
    public async Task Receive_FromAFifoQueue_KeepsOneAttemptIdPerCall(string queueUrl)
    {
        var handler = new ScriptedHandler((request, number) => number is 1 or 2 ? Answers.Status(503) : ScriptedHandler.Success(request));
        var engine = new Engine(handler);

        await engine.ResultOfAsync(engine.ReceiveAsync(queueUrl: queueUrl));
        await engine.ResultOfAsync(engine.ReceiveAsync(queueUrl: queueUrl));

        var ids = handler.Requests.ConvertAll(sent => Answers.Form(sent.Body)["ReceiveRequestAttemptId"]);
        Assert.Equal(4, ids.Count);
        Assert.Single(ids.Take(3).Distinct(StringComparer.Ordinal));
        Assert.NotEqual(ids[0], ids[3]);
        Assert.NotEmpty(ids[0]);
    }

    [Fact]
    public async Task Receive_WithAnAttemptIdOfTheCaller_KeepsIt()
    {
        var handler = new ScriptedHandler((request, _) => ScriptedHandler.Success(request));
        var engine = new Engine(handler);

        await engine.Pipeline.InvokeAsync(
            SqsOperations.ReceiveMessage, new ReceiveMessageRequest { QueueUrl = Fifo, ReceiveRequestAttemptId = "mine" }, default);
        await engine.ReceiveAsync();

        Assert.Equal("mine", Answers.Form(handler.Requests[0].Body)["ReceiveRequestAttemptId"]);
        Assert.DoesNotContain("ReceiveRequestAttemptId", handler.Requests[1].Body, StringComparison.Ordinal); // a standard queue
    }

    [Fact]
    public async Task Signature_OfEachAttempt_IsNewAndGood()
    {
        var handler = new ScriptedHandler((request, number) => number < 3 ? ScriptedHandler.Error(403, "RequestThrottled") : ScriptedHandler.Success(request));
        var engine = new Engine(handler, random: () => 1); // pauses of 1 s and 2 s

        await engine.ResultOfAsync(engine.SendAsync());

        var claims = handler.Requests.ConvertAll(sent => SigV4Verifier.Read(Received(sent.Request, sent.Body)));
        Assert.All(claims, claim => Assert.True(claim.Matches(Engine.Credentials.SecretAccessKey), claim.CanonicalRequest()));
        Assert.Equal(3, handler.Requests.Select(sent => Answers.Header(sent.Request, "X-Amz-Date")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, handler.Requests.Select(sent => Answers.Header(sent.Request, "Authorization")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Credentials_OfEachAttempt_AreAskedFor()
    {
        var number = 0;
        var handler = new ScriptedHandler((request, attempt) => attempt < 2 ? Answers.Status(503) : ScriptedHandler.Success(request));
        var engine = new Engine(handler, credentials: new DelegateCredentialsSource(_ =>
            ValueTask.FromResult(new AwsCredentials($"AKID{++number}", "secret", $"token-{number}"))));

        await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal(["token-1", "token-2"], handler.Requests.Select(sent => Answers.Header(sent.Request, "X-Amz-Security-Token")));
        Assert.Contains("AKID2/", Answers.Header(handler.Requests[1].Request, "Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_ThatCannotBeHad_AreATypedErrorWithNothingSent()
    {
        var handler = new ScriptedHandler((request, _) => ScriptedHandler.Success(request));
        var engine = new Engine(handler, credentials: new DelegateCredentialsSource(_ => throw new InvalidOperationException("MARKER of a vault")));

        var error = await Assert.ThrowsAsync<SqsException>(() => engine.SendAsync());

        Assert.Equal(0, handler.Count);
        Assert.False(error.OutcomeUnknown);
        Assert.DoesNotContain("MARKER", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    internal static SigV4Request Received(HttpRequestMessage request, string body) => new()
    {
        Method = request.Method.Method,
        Host = request.RequestUri!.Authority,
        Path = request.RequestUri.AbsolutePath,
        Query = request.RequestUri.Query.TrimStart('?'),
        Headers = [.. request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value)))],
        PayloadHash = SigV4Request.HashPayload(System.Text.Encoding.UTF8.GetBytes(body)),
    };
}
