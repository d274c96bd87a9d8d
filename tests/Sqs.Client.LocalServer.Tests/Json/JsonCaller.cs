using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sqs.Client.LocalServer.Tests.Json;

/// <summary>Sends bodies of the JSON protocol as they stand.</summary>
internal static class JsonCaller
{
    private const string Type = "application/x-amz-json-1.0";

    public static async Task<JsonReply> SendJsonAsync(this TestServer server, string action, string body, bool queryMode = false, string path = "/")
    {
        using var request = Request(Encoding.UTF8.GetBytes(body), Type, "AmazonSQS." + action, path);
        if (queryMode)
        {
            request.Headers.Add("x-amzn-query-mode", "true");
        }

        return await server.SendAsync(request);
    }

    public static async Task<JsonReply> SendAsync(this TestServer server, HttpRequestMessage request)
    {
        using var response = await server.Http.SendAsync(request);
        return new JsonReply(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.ToString(),
            One(response.Headers, "x-amzn-query-error"),
            One(response.Headers, "x-amzn-RequestId"));
    }

    public static HttpRequestMessage Request(byte[] body, string? type, string? target, string path = "/")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        Assert.True(type is null || request.Content.Headers.TryAddWithoutValidation("Content-Type", type));
        Assert.True(target is null || request.Headers.TryAddWithoutValidation("X-Amz-Target", target));
        return request;
    }

    private static string? One(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.Single() : null;
}

/// <summary>What the server answered to a call in JSON.</summary>
internal sealed record JsonReply(int Status, string Text, string? ContentType, string? QueryError, string? RequestId)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string? ErrorType => Json.TryGetProperty("__type", out var type) ? type.GetString() : null;
}
