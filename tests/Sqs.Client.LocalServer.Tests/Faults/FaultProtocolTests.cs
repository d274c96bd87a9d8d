using System.Text;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Tests.Json;

namespace Sqs.Client.LocalServer.Tests.Faults;

/// <summary>Faults speak the protocol of the request that they happen to.</summary>
public sealed class FaultProtocolTests
{
    [Fact]
    public async Task Faults_OfAJsonRequest_AreAnsweredInJson()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var url = server.UrlOf("q");
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Queue = "q", Script = [Fault.Throttle(), Fault.CorruptBodyDigest()] });
        var body = $$"""{"QueueUrl":"{{url}}","MessageBody":"x"}""";
        var throttled = await server.SendJsonAsync("SendMessage", body, queryMode: true);
        Assert.Equal(403, throttled.Status);
        Assert.EndsWith("RequestThrottled", throttled.ErrorType, StringComparison.Ordinal);
        var sent = await server.SendJsonAsync("SendMessage", body);
        Assert.NotEqual(MessageDigest.OfBody(Encoding.UTF8.GetBytes("x")).ToString(), sent.Json.GetProperty("MD5OfMessageBody").GetString());
        _ = server.Add("SendMessageBatch", Fault.PartOfBatch(1));
        var batch = await server.SendJsonAsync("SendMessageBatch", $$"""{"QueueUrl":"{{url}}","Entries":[{"Id":"a","MessageBody":"x"}]}""");
        Assert.False(batch.Json.GetProperty("Failed")[0].GetProperty("SenderFault").GetBoolean());
        _ = server.Add("ReceiveMessage", Fault.CutAnswer());
        await Assert.ThrowsAsync<HttpRequestException>(() => server.SendJsonAsync("ReceiveMessage", $$"""{"QueueUrl":"{{url}}"}"""));
        Assert.Equal(1, await server.StoredAsync("q"));
    }
}
