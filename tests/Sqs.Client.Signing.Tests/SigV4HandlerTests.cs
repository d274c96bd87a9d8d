using System.Text;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Signing.Tests;

public sealed class SigV4HandlerTests
{
    private const string Secret = "secret";
    private readonly VirtualClock _clock = new();
    private readonly Receiver _receiver = new();
    private AwsCredentials _credentials = new("AKID", Secret);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://localhost:9324/queue/a%20b?Action=SendMessage&MessageBody=%2B%20x", "localhost:9324")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/", "sqs.us-east-1.amazonaws.com")]
    [InlineData("https://SQS.us-east-1.AmazonAWS.com:443/a/./b/../c//d", "sqs.us-east-1.amazonaws.com")]
    [InlineData("http://[::1]:4566/x?a", "[::1]:4566")]
    [InlineData("http://b\u00FCcher.example/", "xn--bcher-kva.example")]
    public async Task Request_ToAnyUri_VerifiesAsSent(string uri, string host)
    {
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent("body", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Many", ["a", "b"]);
        request.Headers.Add("User-Agent", "probe/1.0 (x)");
        request.Headers.Add("Accept-Encoding", "gzip");
        request.Headers.Add("Cookie", "a=b");
        using var response = await invoker.SendAsync(request, Token);

        var received = Assert.Single(_receiver.Requests);
        Assert.Equal(host, received.Host);
        var claim = SigV4Verifier.Read(received);
        Assert.True(claim.Matches(Secret), claim.CanonicalRequest());
        Assert.Equal(["content-type", "host", "x-amz-date", "x-many"], claim.SignedHeaders);
        Assert.Equal(_clock.GetUtcNow(), claim.Time);
        Assert.Equal("body", _receiver.Body);
    }

    [Fact]
    public async Task Request_SentAgain_IsSignedAnewWithoutTheOldHeaders()
    {
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/") { Content = new ByteArrayContent([1, 2, 3]) };
        _credentials = new AwsCredentials("AKIDTEMP", Secret, "token");
        using var first = await invoker.SendAsync(request, Token);
        _clock.Advance(TimeSpan.FromMinutes(10));
        _credentials = new AwsCredentials("AKID", Secret);
        using var second = await invoker.SendAsync(request, Token);

        var claims = _receiver.Requests.Select(received => SigV4Verifier.Read(received)).ToList();
        Assert.All(claims, claim => Assert.True(claim.Matches(Secret)));
        Assert.Equal(["AKIDTEMP", "AKID"], claims.Select(claim => claim.AccessKeyId));
        Assert.Equal(["token", null], claims.Select(claim => claim.SessionToken));
        Assert.Equal(TimeSpan.FromMinutes(10), claims[1].Time - claims[0].Time);
        Assert.Single(_receiver.Requests[1].Headers!, header => header.Key.Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Request_WithAnonymousCredentials_GoesOutAsItIs()
    {
        _credentials = AwsCredentials.Anonymous;
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        request.Headers.Add("Authorization", "Bearer mine");
        using var response = await invoker.SendAsync(request, Token);

        var header = Assert.Single(_receiver.Requests[0].Headers!);
        Assert.Equal("Bearer mine", header.Value);
    }

    [Fact]
    public async Task Request_SignedThenAnonymous_LosesTheSignature()
    {
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        using var first = await invoker.SendAsync(request, Token);
        _credentials = AwsCredentials.Anonymous;
        using var second = await invoker.SendAsync(request, Token);

        Assert.Empty(_receiver.Requests[1].Headers!);
    }

    [Fact]
    public async Task UnsignedPayloadOption_OverHttps_LeavesTheStreamUnread()
    {
        using var invoker = NewInvoker(new SigV4Options { UnsignedPayload = true });
        using var stream = new MemoryStream([1, 2, 3]);
        using var request = new HttpRequestMessage(HttpMethod.Put, "https://localhost/") { Content = new StreamContent(stream) };
        _receiver.ReadsBody = false;
        using var response = await invoker.SendAsync(request, Token);

        Assert.Equal(0, stream.Position);
        Assert.Equal("UNSIGNED-PAYLOAD", Header("X-Amz-Content-SHA256"));
        Assert.True(SigV4Verifier.Read(_receiver.Requests[0] with { PayloadHash = SigV4Request.UnsignedPayload }).Matches(Secret));
    }

    [Fact]
    public async Task UnsignedPayloadOption_OverHttp_StillHashes()
    {
        using var invoker = NewInvoker(new SigV4Options { UnsignedPayload = true });
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://localhost/") { Content = new StringContent("x") };
        using var response = await invoker.SendAsync(request, Token);
        Assert.True(SigV4Verifier.Read(_receiver.Requests[0]).Matches(Secret));
    }

    [Fact]
    public async Task PayloadHashOption_OfHandler_SendsTheHash()
    {
        using var invoker = NewInvoker(new SigV4Options { SignPayloadHashHeader = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        using var response = await invoker.SendAsync(request, Token);
        Assert.Equal(SigV4Request.EmptyPayloadHash, Header("X-Amz-Content-SHA256"));
    }

    [Fact]
    public async Task Request_WithInjectedHeader_IsNotSent()
    {
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        Assert.True(request.Headers.TryAddWithoutValidation("X-Custom", "a\r\nEvil: 1"));
        _ = await Assert.ThrowsAsync<ArgumentException>("request", () => invoker.SendAsync(request, Token));
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task Request_WithoutAbsoluteUri_IsNotSent()
    {
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/relative", UriKind.Relative));
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, Token));
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public void SynchronousSend_OfHandler_IsRefused()
    {
        using var invoker = NewInvoker();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        _ = Assert.Throws<NotSupportedException>(() => invoker.Send(request, Token));
        Assert.Empty(_receiver.Requests);
    }

    private string Header(string name) =>
        _receiver.Requests[0].Headers!.Single(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private HttpMessageInvoker NewInvoker(SigV4Options? options = null) => new(
        new SigV4Handler(new DelegateCredentialsSource(_ => new(_credentials)), "us-east-1", "sqs", options, _clock) { InnerHandler = _receiver },
        disposeHandler: false);

    /// <summary>Takes requests apart as a server finds them on the wire.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        public List<SigV4Request> Requests { get; } = [];

        public string Body { get; private set; } = "";

        public bool ReadsBody { get; set; } = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var bytes = ReadsBody && request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
            Body = Encoding.UTF8.GetString(bytes);
            var uri = request.RequestUri!;
            var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
            var all = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default);
            Requests.Add(new SigV4Request
            {
                Method = request.Method.Method,
                Host = uri.IsDefaultPort ? host : $"{host}:{uri.Port}",
                Path = uri.PathAndQuery.Split('?', 2)[0],
                Query = uri.PathAndQuery.Contains('?', StringComparison.Ordinal) ? uri.PathAndQuery.Split('?', 2)[1] : "",
                Headers = [.. all.Select(header => new KeyValuePair<string, string>(header.Key, header.Value.ToString()))],
                PayloadHash = SigV4Request.HashPayload(bytes),
            });
            return new HttpResponseMessage();
        }
    }
}
