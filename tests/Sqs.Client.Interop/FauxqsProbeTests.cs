using System.Text.Json;
using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>The peer itself: it starts, speaks AWS JSON, and knows a queue of its own making.</summary>
public sealed class FauxqsProbeTests(Fauxqs fauxqs) : IClassFixture<Fauxqs>
{
    [Fact]
    public async Task Fauxqs_AskedInJson_Answers()
    {
        using var http = new HttpClient { BaseAddress = await fauxqs.EndpointAsync() };
        var created = await CallAsync(http, "CreateQueue", """{"QueueName":"q"}""");
        var url = created.GetProperty("QueueUrl").GetString();
        Assert.EndsWith("/000000000000/q", url, StringComparison.Ordinal);
        Assert.Equal(url, (await CallAsync(http, "GetQueueUrl", """{"QueueName":"q"}""")).GetProperty("QueueUrl").GetString());
        Assert.Equal("com.amazonaws.sqs#QueueDoesNotExist", (await CallAsync(http, "GetQueueUrl", """{"QueueName":"nothing"}""")).GetProperty("__type").GetString());
    }

    private static async Task<JsonElement> CallAsync(HttpClient http, string action, string body)
    {
        using var content = new StringContent(body, null, "application/x-amz-json-1.0");
        content.Headers.ContentType!.CharSet = null;
        content.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        using var answer = await http.PostAsync("", content);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }
}
