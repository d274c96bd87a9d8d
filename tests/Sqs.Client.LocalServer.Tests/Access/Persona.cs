using System.Text;
using System.Text.Json;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Tests.Access;

/// <summary>Somebody with a key, or without one, who speaks either protocol.</summary>
internal sealed class Persona(TestServer server, bool json, string? key)
{
    private const string Owner = "444455556666";

    /// <summary>Sends an action; a queue stands for its URL in the owner's account. The members are texts, lists and maps by their names in the model.</summary>
    public async Task<Verdict> SendAsync(string action, string? queue, params (string Name, object Value)[] members)
    {
        (string Name, object Value)[] all = queue is null ? members : [("QueueUrl", $"{server.Server.Endpoint}{Owner}/{queue}"), .. members];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json ? Json(all) : Form(action, all))) };
        var type = json ? "application/x-amz-json-1.0" : "application/x-www-form-urlencoded";
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", type));
        Assert.True(request.Headers.TryAddWithoutValidation("User-Agent", "persona/1"));
        if (json)
        {
            request.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        }

        await SignAsync(request);
        using var response = await server.Http.SendAsync(request);
        return new Verdict((int)response.StatusCode, await response.Content.ReadAsStringAsync(), json);
    }

    private static string Json((string Name, object Value)[] members) => JsonSerializer.Serialize(members.ToDictionary(member => member.Name, member => member.Value));

    private static string Form(string action, (string Name, object Value)[] members)
    {
        var pairs = new List<string> { "Action=" + action };
        foreach (var (name, value) in members)
        {
            pairs.AddRange(value switch
            {
                Dictionary<string, string> map => map.SelectMany((entry, at) => new[] { $"Attribute.{at + 1}.Name={entry.Key}", $"Attribute.{at + 1}.Value={Uri.EscapeDataString(entry.Value)}" }),
                string[] list => list.Select((item, at) => $"{QueryName(name)}.{at + 1}={Uri.EscapeDataString(item)}"),
                _ => [$"{name}={Uri.EscapeDataString((string)value)}"],
            });
        }

        return string.Join('&', pairs);
    }

    private static string QueryName(string name) => name switch
    {
        "Actions" => "ActionName",
        _ => name.TrimEnd('s'),
    };

    private async Task SignAsync(HttpRequestMessage request)
    {
        if (key is null)
        {
            return;
        }

        var body = await request.Content!.ReadAsByteArrayAsync();
        var headers = new SigV4Signer("us-east-2", "sqs").Sign(
            new SigV4Request { Method = "POST", Host = server.Server.Endpoint.Authority, Path = "/", PayloadHash = SigV4Request.HashPayload(body) },
            new AwsCredentials(key, key + "-secret"),
            server.Clock.GetUtcNow());
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", headers.Authorization));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Date", headers.Date));
    }

    /// <summary>What became of it, whatever the protocol.</summary>
    internal sealed record Verdict(int Status, string Text, bool IsJson)
    {
        /// <summary>The code of the Query protocol; <c>Ok</c> for a success.</summary>
        public string Code => Status == 200 ? "Ok" : IsJson ? JsonCode : Between("<Code>", "</Code>");

        public string Message => IsJson ? JsonDocument.Parse(Text).RootElement.GetProperty("message").GetString()! : Between("<Message>", "</Message>");

        private string JsonCode => JsonDocument.Parse(Text).RootElement.GetProperty("__type").GetString()!.Split('#')[1] switch
        {
            "AccessDeniedException" => "AccessDenied",
            "QueueDoesNotExist" => "AWS.SimpleQueueService.NonExistentQueue",
            "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
            "ResourceNotFoundException" => "ResourceNotFoundException",
            var shape => shape,
        };

        private string Between(string start, string end) => Text.Split(start)[1].Split(end)[0];
    }
}
