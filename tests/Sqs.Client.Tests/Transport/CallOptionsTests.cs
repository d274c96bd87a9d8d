using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Transport;

/// <summary>Options of one call, through the engine.</summary>
public sealed class CallOptionsTests
{
    private readonly ScriptedHandler _handler = new((request, _) => request.Method == HttpMethod.Get
        ? Answers.Result("SendMessage", "<MessageId>m-get</MessageId>")
        : ScriptedHandler.Success(request));

    [Fact]
    public async Task Retries_Disabled_LeaveOneAttempt()
    {
        var handler = new ScriptedHandler((_, _) => Answers.Status(503));
        var engine = new Engine(handler);

        await engine.ErrorOfAsync<SqsException>(engine.SendAsync(options: new SqsCallOptions { DisableRetries = true }));

        Assert.Equal(1, handler.Count);
        Assert.Equal(500, engine.Pipeline.Budget.Tokens);
    }

    [Fact]
    public async Task Credentials_OfTheCall_SignIt()
    {
        var engine = new Engine(_handler, credentials: new DelegateCredentialsSource(_ => throw new InvalidOperationException("not to be asked")));

        await engine.SendAsync(options: new SqsCallOptions { Credentials = new AwsCredentials("AKIDCALL", "call-secret", "call-token") });

        var claim = Claim();
        Assert.Equal("AKIDCALL", claim.AccessKeyId);
        Assert.True(claim.Matches("call-secret"));
        Assert.Equal("call-token", Answers.Header(_handler.Requests[0].Request, "X-Amz-Security-Token"));
    }

    [Fact]
    public async Task Credentials_Anonymous_SendNoSignature()
    {
        var engine = new Engine(_handler);

        await engine.SendAsync(options: new SqsCallOptions { Credentials = AwsCredentials.Anonymous });

        Assert.False(_handler.Requests[0].Request.Headers.Contains("Authorization"));
    }

    [Fact]
    public async Task Headers_OfTheCall_AreSentAndSigned()
    {
        var engine = new Engine(_handler);

        await engine.SendAsync(options: new SqsCallOptions { Headers = Headers("X-Trace", "a  b c") });

        Assert.Equal("a  b c", Answers.Header(_handler.Requests[0].Request, "X-Trace"));
        Assert.True(Claim().Matches(Engine.Credentials.SecretAccessKey), Claim().CanonicalRequest());
        Assert.Contains("x-trace", Claim().SignedHeaders);
    }

    [Theory]
    [InlineData("X-A", "a\r\nEvil: 1")]
    [InlineData("X-A", "a\nEvil: 1")]
    [InlineData("X-A", "a\0")]
    [InlineData("X-A", "a\u007f")]
    [InlineData("X-A", "\u00FC")]
    [InlineData("X-A\r\nEvil", "1")]
    [InlineData("X A", "1")]
    [InlineData("X:A", "1")]
    [InlineData("", "1")]
    [InlineData("\u00FC", "1")]
    [InlineData("Host", "evil.example")]
    [InlineData("AUTHORIZATION", "x")]
    [InlineData("content-length", "0")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("X-Amz-Date", "20300101T000000Z")]
    public async Task Headers_ThatAreNotTheCallers_AreRefusedWithNothingSent(string name, string value)
    {
        var engine = new Engine(_handler);

        await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(options: new SqsCallOptions { Headers = Headers(name, value) }));

        Assert.Equal(0, _handler.Count);
    }

    [Fact]
    public async Task Get_HasEverythingInTheQuery()
    {
        var engine = new Engine(_handler);

        var sent = await engine.SendAsync("a b+c&d=\u00FC/", options: new SqsCallOptions { UseGet = true, Headers = Headers("X-Trace", "1") });

        var (request, body) = _handler.Requests[0];
        Assert.Equal("m-get", sent.MessageId);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Null(request.Content);
        Assert.Equal("", body);
        Assert.Equal("/123456789012/orders", request.RequestUri!.AbsolutePath);
        Assert.Contains("MessageBody=a%20b%2Bc%26d%3D%C3%BC%2F", request.RequestUri.Query, StringComparison.Ordinal);
        Assert.StartsWith("?Action=SendMessage&", request.RequestUri.Query, StringComparison.Ordinal);
        Assert.True(Claim().Matches(Engine.Credentials.SecretAccessKey), Claim().CanonicalRequest());
    }

    [Fact]
    public async Task Post_HasNothingInTheQuery()
    {
        var engine = new Engine(_handler);

        await engine.SendAsync("x");

        var (request, body) = _handler.Requests[0];
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("", request.RequestUri!.Query);
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(body), request.Content.Headers.ContentLength);
        Assert.True(Claim().Matches(Engine.Credentials.SecretAccessKey), Claim().CanonicalRequest());
    }

    private static Dictionary<string, string> Headers(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private SigV4Claim Claim() => SigV4Verifier.Read(AttemptTests.Received(_handler.Requests[0].Request, _handler.Requests[0].Body));
}
