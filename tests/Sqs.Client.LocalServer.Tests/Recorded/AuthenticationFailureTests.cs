using System.Text;
using Sqs.Client.LocalServer.Tests.Json;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>The table of authentication failures, row by row: code, shape and status in each protocol.</summary>
public sealed class AuthenticationFailureTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("nobody", "MissingAuthenticationToken", 403, "MissingAuthenticationTokenException", 403)]
    [InlineData("malformed", "IncompleteSignature", 400, "IncompleteSignatureException", 403)]
    [InlineData("unknown key", "InvalidClientTokenId", 403, "UnrecognizedClientException", 403)]
    [InlineData("wrong secret", "SignatureDoesNotMatch", 403, "InvalidSignatureException", 403)]
    [InlineData("another region", "SignatureDoesNotMatch", 403, "InvalidSignatureException", 403)]
    [InlineData("another service", "SignatureDoesNotMatch", 403, "InvalidSignatureException", 403)]
    [InlineData("too late", "SignatureDoesNotMatch", 403, "InvalidSignatureException", 403)]
    [InlineData("too early", "SignatureDoesNotMatch", 403, "InvalidSignatureException", 403)]
    [InlineData("wrong token", "InvalidClientTokenId", 403, "UnrecognizedClientException", 403)]
    [InlineData("expired token", "ExpiredToken", 403, "ExpiredTokenException", 403)]
    [InlineData("not allowed", "AccessDenied", 403, "AccessDeniedException", 403)]
    public async Task Failure_HasTheCodeAndStatusOfItsProtocol(string failure, string code, int status, string shape, int jsonStatus)
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.VerifySignatures = true;
            options.Regions.Add("us-east-1");
            options.AccessKeys.Add(new LocalAccessKey("ROOT", "secret"));
            options.AccessKeys.Add(new LocalAccessKey("USER", "secret") { UserName = "bob" });
            options.AccessKeys.Add(new LocalAccessKey("SESSION", "secret", "token") { Expiration = Noon });
        });
        using var form = Request(server, failure, "application/x-www-form-urlencoded", null, "Action=ListQueues");
        var query = await Answer.ReadAsync(await server.Http.SendAsync(form));
        Assert.Equal((status, code), (query.Status, query.Code));

        using var document = Request(server, failure, "application/x-amz-json-1.0", "AmazonSQS.ListQueues", "{}");
        var json = await server.SendAsync(document);
        Assert.Equal((jsonStatus, shape), (json.Status, json.ErrorType?.Split('#')[^1]));
    }

    private static HttpRequestMessage Request(TestServer server, string failure, string type, string? target, string body)
    {
        var request = JsonCaller.Request(Encoding.UTF8.GetBytes(body), type, target);
        List<KeyValuePair<string, string>> signed = [KeyValuePair.Create("Content-Type", type)];
        if (target is not null)
        {
            signed.Add(KeyValuePair.Create("X-Amz-Target", target));
        }

        if (failure is "malformed")
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=ROOT"));
        }
        else if (failure is not "nobody")
        {
            Sign(request, failure, signed, server, body);
        }

        return request;
    }

    private static void Sign(HttpRequestMessage request, string failure, List<KeyValuePair<string, string>> headers, TestServer server, string body)
    {
        var credentials = failure switch
        {
            "unknown key" => new AwsCredentials("WHO", "secret"),
            "wrong secret" => new AwsCredentials("ROOT", "other"),
            "wrong token" => new AwsCredentials("SESSION", "secret", "other"),
            "expired token" => new AwsCredentials("SESSION", "secret", "token"),
            "not allowed" => new AwsCredentials("USER", "secret"),
            _ => new AwsCredentials("ROOT", "secret"),
        };
        if (failure is "expired token")
        {
            server.Clock.SetUtcNow(Noon);
        }

        var skew = TimeSpan.FromSeconds(failure switch { "too late" => -901, "too early" => 901, _ => 0 });
        var signature = new SigV4Signer(failure is "another region" ? "eu-west-1" : "us-east-1", failure is "another service" ? "sns" : "sqs").Sign(
            new SigV4Request { Method = "POST", Host = server.Server.Endpoint.Authority, Path = "/", Headers = headers, PayloadHash = SigV4Request.HashPayload(Encoding.UTF8.GetBytes(body)) },
            credentials,
            server.Clock.GetUtcNow() + skew);
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", signature.Authorization));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Date", signature.Date));
        if (signature.SecurityToken is { } token)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token));
        }
    }
}
