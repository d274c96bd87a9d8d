using System.Text;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Tests.Json;

/// <summary>Signatures of JSON requests are checked as those of Query are; the refusals have the shapes of JSON.</summary>
public sealed class JsonSignatureTests
{
    private const string Type = "application/x-amz-json-1.0";
    private const string Target = "AmazonSQS.ListQueues";

    private static readonly AwsCredentials Key = new("AKID", "secret");

    [Fact]
    public async Task Request_Signed_IsLetIn()
    {
        await using var server = await StartAsync();
        var reply = await SendAsync(server, Key);
        Assert.Equal((200, "{}"), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData("AKID", "other", 0, "{}", Target, "InvalidSignatureException", "SignatureDoesNotMatch")]
    [InlineData("WHO", "secret", 0, "{}", Target, "UnrecognizedClientException", "InvalidClientTokenId")]
    [InlineData("AKID", "secret", 0, "{ }", Target, "InvalidSignatureException", "SignatureDoesNotMatch")]
    [InlineData("AKID", "secret", 0, "{}", "AmazonSQS.DeleteQueue", "InvalidSignatureException", "SignatureDoesNotMatch")]
    [InlineData("AKID", "secret", -15 * 60 - 1, "{}", Target, "InvalidSignatureException", "SignatureDoesNotMatch")]
    [InlineData("AKID", "secret", 15 * 60 + 1, "{}", Target, "InvalidSignatureException", "SignatureDoesNotMatch")]
    public async Task Signature_OfAnother_IsRefusedInJson(string id, string secret, int skew, string body, string target, string shape, string code)
    {
        await using var server = await StartAsync();
        var reply = await SendAsync(server, new AwsCredentials(id, secret), TimeSpan.FromSeconds(skew), body, target);
        Assert.Equal((403, "com.amazon.coral.service#" + shape, code + ";Sender"), (reply.Status, reply.ErrorType, reply.QueryError));
    }

    [Fact]
    public async Task Request_Unsigned_IsRefusedBeforeItIsRead()
    {
        await using var server = await StartAsync();
        var reply = await server.SendJsonAsync("Nothing", "{");
        Assert.Equal(
            (403, """{"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"Request is missing Authentication Token"}"""),
            (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData(false, 403)]
    [InlineData(true, 400)]
    public async Task Authorization_Malformed_HasTheStatusOfTheProtocol(bool queryMode, int status)
    {
        await using var server = await StartAsync();
        using var request = JsonCaller.Request("{}"u8.ToArray(), Type, Target);
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 nonsense"));
        request.Headers.Add("x-amzn-query-mode", queryMode ? "true" : "false");
        var reply = await server.SendAsync(request);
        Assert.Equal((status, "com.amazon.coral.service#IncompleteSignatureException"), (reply.Status, reply.ErrorType));
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options =>
    {
        options.VerifySignatures = true;
        options.AccessKeys.Add(new LocalAccessKey("AKID", "secret"));
    });

    /// <summary>Signs an empty object for ListQueues, and sends what may be something else.</summary>
    private static async Task<JsonReply> SendAsync(TestServer server, AwsCredentials credentials, TimeSpan skew = default, string body = "{}", string target = Target)
    {
        var headers = new SigV4Signer("us-east-1", "sqs").Sign(
            new SigV4Request
            {
                Method = "POST",
                Host = server.Server.Endpoint.Authority,
                Path = "/",
                Headers = [KeyValuePair.Create("Content-Type", Type), KeyValuePair.Create("X-Amz-Target", Target), KeyValuePair.Create("x-amzn-query-mode", "true")],
                PayloadHash = SigV4Request.HashPayload("{}"u8),
            },
            credentials,
            server.Clock.GetUtcNow() + skew);
        using var request = JsonCaller.Request(Encoding.UTF8.GetBytes(body), Type, target);
        request.Headers.Add("x-amzn-query-mode", "true");
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", headers.Authorization));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Date", headers.Date));
        return await server.SendAsync(request);
    }
}
