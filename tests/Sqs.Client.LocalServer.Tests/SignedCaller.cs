using System.Text;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Tests;

/// <summary>Sends signed Query requests with a key, in a region, to whatever host name.</summary>
internal sealed class SignedCaller(TestServer server, string accessKeyId, string secret, string region = "us-east-1", string? host = null)
{
    private const string Type = "application/x-www-form-urlencoded; charset=utf-8";

    /// <summary>An action on the queue of a path, or on none.</summary>
    public async Task<Answer> SendAsync(string form, string path = "/")
    {
        var body = Encoding.UTF8.GetBytes(form + "&Version=2012-11-05");
        var authority = host ?? server.Server.Endpoint.Authority;
        var headers = new SigV4Signer(region, "sqs").Sign(
            new SigV4Request { Method = "POST", Host = authority, Path = path, Headers = [KeyValuePair.Create("Content-Type", Type)], PayloadHash = SigV4Request.HashPayload(body) },
            new AwsCredentials(accessKeyId, secret),
            server.Clock.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Host = authority;
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", Type));
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", headers.Authorization));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Date", headers.Date));
        return await Answer.ReadAsync(await server.Http.SendAsync(request));
    }
}
