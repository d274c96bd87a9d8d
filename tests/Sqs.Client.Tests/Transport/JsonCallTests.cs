using System.Text;
using System.Text.Json;
using Sqs.Client.Operations;
using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Transport;

/// <summary>Calls in AWS JSON 1.0 through the engine: what is sent, and that every decision is the one of the Query protocol.</summary>
public sealed class JsonCallTests
{
    private const string Stored = """{"MessageId":"m-1","MD5OfMessageBody":"9dd4e461268c8034f5c8564e155c67a6"}""";

    private readonly ScriptedHandler _stores = new((_, _) => Json(Stored));

    [Fact]
    public async Task Request_IsAnObjectForTheEndpointsRoot_SignedWithItsTarget()
    {
        var handler = new ScriptedHandler((_, _) => Json("""{"MessageId":"m-1"}"""));
        var sent = await In(handler).SendAsync("a \"b\" é");

        Assert.Equal(("m-1", "req-json"), (sent.MessageId, sent.Metadata.RequestId));
        var (request, body) = Assert.Single(handler.Requests);
        Assert.Equal((HttpMethod.Post, "https://sqs.us-east-1.amazonaws.com/"), (request.Method, request.RequestUri!.AbsoluteUri));
        Assert.Equal("application/x-amz-json-1.0", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(body), request.Content.Headers.ContentLength);
        Assert.Equal(("AmazonSQS.SendMessage", "true"), (Answers.Header(request, "X-Amz-Target"), Answers.Header(request, "x-amzn-query-mode")));
        Assert.Equal($$"""{"QueueUrl":"{{Engine.QueueUrl}}","MessageBody":"a \"b\" é"}""", body);
        var claim = SigV4Verifier.Read(AttemptTests.Received(request, body));
        Assert.Equal(["content-type", "host", "x-amz-date", "x-amz-target", "x-amzn-query-mode"], claim.SignedHeaders);
        Assert.True(claim.Matches(Engine.Credentials.SecretAccessKey), claim.CanonicalRequest());
    }

    [Fact]
    public async Task QueueUrl_OfAnEmulator_StandsInTheBodyAsItWasGiven()
    {
        const string Url = "http://container:9324/000000000000/q";
        var engine = new Engine(_stores, change: settings => settings with { Protocol = SqsProtocol.Json, IsCustomEndpoint = true, Endpoint = new Uri("http://localhost:4566/base/") });

        await engine.SendAsync(queueUrl: Url);

        var (request, body) = Assert.Single(_stores.Requests);
        Assert.Equal("http://localhost:4566/base/", request.RequestUri!.AbsoluteUri);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(Url, json.RootElement.GetProperty("QueueUrl").GetString());
    }

    [Fact]
    public async Task QueueUrl_OfAStranger_IsRefusedWithNothingSent()
    {
        var error = await Assert.ThrowsAsync<SqsValidationException>(() => In(_stores).SendAsync(queueUrl: "https://sqs.eu-west-1.amazonaws.com/1/q"));

        Assert.Equal(("QueueUrl", 0), (error.Member, _stores.Count));
    }

    [Fact]
    public async Task Get_AndPresignedUrls_AreOfTheQueryProtocol()
    {
        var engine = In(_stores);

        var get = await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(options: new SqsCallOptions { UseGet = true }));
        var presigned = await Assert.ThrowsAsync<SqsValidationException>(
            () => engine.Pipeline.PresignAsync(SqsOperations.Writer(new ListQueuesRequest()), null, TimeSpan.FromSeconds(60), default).AsTask());

        Assert.Equal(("CallOptions.UseGet", "Protocol", 0), (get.Member, presigned.Member, _stores.Count));
    }

    [Theory]
    [InlineData(403, "com.amazon.coral.service#ThrottlingException", "Throttling")]
    [InlineData(400, "com.amazonaws.sqs#RequestThrottled", "RequestThrottled")]
    [InlineData(400, "com.amazonaws.sqs#KmsThrottled", "KMS.ThrottlingException")]
    [InlineData(400, "com.amazonaws.sqs#QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData(403, "com.amazon.coral.service#AccessDeniedException", "AccessDenied")]
    [InlineData(403, "com.amazon.coral.service#UnrecognizedClientException", "InvalidClientTokenId")]
    [InlineData(403, "com.amazon.coral.service#ExpiredTokenException", "ExpiredToken")]
    [InlineData(400, "com.amazon.coral.service#RequestTimeoutException", "RequestTimeout")]
    [InlineData(400, "com.amazonaws.sqs#InvalidAttributeValue", "InvalidAttributeValue")]
    [InlineData(500, "com.amazon.coral.service#InternalFailure", "InternalFailure")]
    [InlineData(503, "com.amazon.coral.service#ServiceUnavailableException", "ServiceUnavailable")]
    [InlineData(501, "com.amazonaws.sqs#UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation")]
    public async Task Refusal_LeadsToTheDecisionsOfTheQueryProtocol(int status, string type, string code)
    {
        var inJson = await OutcomeAsync(SqsProtocol.Json, () => Json($$"""{"__type":"{{type}}","Message":"Said."}""", status));
        var withCode = await OutcomeAsync(SqsProtocol.Json, () => With(Json($$"""{"__type":"{{type}}","message":"Said."}""", status), "x-amzn-query-error", $"{code};Sender"));
        var inQuery = await OutcomeAsync(SqsProtocol.Query, () => ScriptedHandler.Error(status, code, message: "Said."));
        var xmlToJson = await OutcomeAsync(SqsProtocol.Json, () => ScriptedHandler.Error(status, code, message: "Said."));

        Assert.Equal(inQuery, xmlToJson);
        Assert.Equal(inQuery with { Fault = inJson.Fault }, inJson); // without the header nobody says whose fault it is
        Assert.Equal(inQuery, withCode);
    }

    [Fact]
    public async Task Shape_SelectsTheException_WhereTheCodeIsUnknown()
    {
        var missing = In(new ScriptedHandler((_, _) => With(Json("""{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}""", 400), "x-amzn-query-error", "Something.New;Sender")));
        var throttled = In(new ScriptedHandler((_, _) => With(Json("""{"__type":"RequestThrottled"}""", 403), "x-amzn-query-error", "Something.New;Receiver")));

        Assert.Equal("Something.New", (await missing.ErrorOfAsync<QueueDoesNotExistException>(missing.SendAsync())).ErrorCode.Value);
        Assert.Equal(3, (await throttled.ErrorOfAsync<SqsThrottledException>(throttled.SendAsync())).Attempts);
    }

    [Theory]
    [InlineData("com.amazon.coral.service#InvalidSignatureException", null)]
    [InlineData("com.amazon.coral.service#RequestTimeTooSkewedException", null)]
    [InlineData("Unknown", "SignatureDoesNotMatch;Sender")]
    [InlineData("InvalidSignatureException", "Unknown;Sender")]
    public async Task Clock_TenMinutesOff_CostsOneAttempt(string type, string? queryError)
    {
        var engine = default(Engine);
        var handler = new ScriptedHandler((_, number) =>
        {
            var answer = number == 1 ? Json($$"""{"__type":"{{type}}","message":"Signature expired."}""", 403) : Json(Stored);
            answer.Headers.Date = engine!.Clock.GetUtcNow().AddMinutes(10);
            return queryError is null ? answer : With(answer, "x-amzn-query-error", queryError);
        });
        engine = In(handler);

        var sent = await engine.SendAsync();

        Assert.Equal((2, 500), (sent.Metadata.Attempts, engine.Pipeline.Budget.Tokens));
        Assert.Equal(TimeSpan.FromMinutes(10), engine.Transport.Clock.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("""{"MessageId":"m-1","MD5OfMessageBody":"\ud800"}""")]
    public async Task Answer_ThatIsNone_IsTriedAgainAndThenAnErrorOfUnknownOutcome(string answer)
    {
        var handler = new ScriptedHandler((_, _) => Json(answer));
        var engine = In(handler);

        var error = await engine.ErrorOfAsync<SqsResponseException>(engine.SendAsync());

        Assert.Equal((3, true, 200, "req-json"), (handler.Count, error.OutcomeUnknown, error.StatusCode, error.RequestId));
    }

    [Fact]
    public async Task Body_OfADamagedMessage_IsKeptApart()
    {
        var engine = In(new ScriptedHandler((_, _) => Json(
            $$"""{"Messages":[{"MessageId":"1","Body":"x","MD5OfBody":"{{Answers.Md5("x")}}"},{"MessageId":"2","Body":"x","MD5OfBody":"{{Answers.Md5("y")}}"}]}""")));

        using var received = await engine.ReceiveAsync();

        Assert.Equal(("1", "2"), (Assert.Single(received.Messages).MessageId, Assert.Single(received.Damaged).Message.MessageId));
    }

    [Fact]
    public async Task Texts_ThatQuoteSecrets_AreRedacted()
    {
        const string Token = "TOKEN+/=";
        var engine = new Engine(
            new ScriptedHandler((_, _) => Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = "ReceiptHandleIsInvalid", ["message"] = $"Not HANDLE+=, {Token}" }), 400)),
            credentials: new StaticCredentialsSource(new AwsCredentials("AKID", "secret", Token)),
            change: InJson);

        var error = await engine.ErrorOfAsync<SqsException>(engine.DeleteAsync("HANDLE+="));

        Assert.DoesNotContain("HANDLE", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("[redacted]", error.Message, StringComparison.Ordinal);
    }

    private static Client.Transport.TransportSettings InJson(Client.Transport.TransportSettings settings) => settings with { Protocol = SqsProtocol.Json };

    private static Engine In(ScriptedHandler handler) => new(handler, change: InJson);

    private static HttpResponseMessage Json(string text, int status = 200) => With(ScriptedHandler.Xml(text, status), "x-amzn-RequestId", "req-json");

    private static HttpResponseMessage With(HttpResponseMessage answer, string name, string value)
    {
        answer.Headers.Add(name, value);
        return answer;
    }

    private static async Task<Outcome> OutcomeAsync(SqsProtocol protocol, Func<HttpResponseMessage> answer)
    {
        var engine = new Engine(new ScriptedHandler((_, _) => answer()), change: settings => settings with { Protocol = protocol });
        var call = engine.SendAsync();
        await engine.RunAsync(call);
        var error = await Assert.ThrowsAnyAsync<SqsException>(() => call);
        return new Outcome(error.GetType(), error.ErrorCode, error.StatusCode, error.Attempts, error.OutcomeUnknown, error.Fault, engine.Pipeline.Budget.Tokens);
    }

    private sealed record Outcome(Type Type, SqsErrorCode Code, int Status, int Attempts, bool OutcomeUnknown, SqsFault Fault, int Tokens);
}
