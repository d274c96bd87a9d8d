namespace Sqs.Client.LocalServer.Tests.Actions;

public sealed class BatchActionTests
{
    [Fact]
    public async Task Batch_Sent_AnswersEachEntry()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q", "Attribute.1.Name=MaximumMessageSize&Attribute.1.Value=1024");
        var answer = await server.DoAsync("SendMessageBatch", "q", Send("ok", "b") + "&" + Send("long", new string('x', 1025), 2) + "&" + Send("delay", "b", 3) + "&SendMessageBatchRequestEntry.3.DelaySeconds=901&" + Send("chars", "%00", 4));
        Assert.Equal(["ok", "long", "delay", "chars"], answer.All("Id"));
        Assert.Equal(["InvalidParameterValue", "InvalidParameterValue", "InvalidMessageContents"], answer.All("Code"));
        Assert.Equal(["true", "true", "true"], answer.All("SenderFault"));
        Assert.Contains("<BatchResultErrorEntry><Id>long</Id><SenderFault>true</SenderFault><Code>InvalidParameterValue</Code><Message>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<SendMessageBatchResultEntry><Id>ok</Id><MessageId>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<MD5OfMessageBody>92eb5ffee6ae2fec3ad71c777531578f</MD5OfMessageBody>", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "AWS.SimpleQueueService.EmptyBatchRequest")]
    [InlineData("SendMessageBatchRequestEntry=", "AWS.SimpleQueueService.EmptyBatchRequest")]
    [InlineData("SendMessageBatchRequestEntry.1.Id=a%20b&SendMessageBatchRequestEntry.1.MessageBody=x", "AWS.SimpleQueueService.InvalidBatchEntryId")]
    [InlineData("SendMessageBatchRequestEntry.1.Id=&SendMessageBatchRequestEntry.1.MessageBody=x", "AWS.SimpleQueueService.InvalidBatchEntryId")]
    [InlineData("SendMessageBatchRequestEntry.1.MessageBody=x", "MissingParameter")]
    [InlineData("SendMessageBatchRequestEntry.1.Id=a", "MissingParameter")]
    [InlineData("SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=x&SendMessageBatchRequestEntry.2.Id=a&SendMessageBatchRequestEntry.2.MessageBody=x", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct")]
    public async Task Batch_ThatCannotBe_IsRefusedAsAWhole(string rest, string code)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var answer = await server.FailAsync("SendMessageBatch", "q", rest);
        Assert.True((400, code) == (answer.Status, answer.Code), answer.Text);
    }

    [Fact]
    public async Task Batch_OfElevenOrOfTooManyBytes_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        Assert.Equal("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", (await server.FailAsync("SendMessageBatch", "q", string.Join('&', Enumerable.Range(1, 11).Select(at => Send($"i{at}", "x", at))))).Code);
        var half = new string('x', 524_288);
        _ = await server.DoAsync("SendMessageBatch", "q", Send("a", half) + "&" + Send("b", half, 2));
        Assert.Equal("AWS.SimpleQueueService.BatchRequestTooLong", (await server.FailAsync("SendMessageBatch", "q", Send("a", half) + "&" + Send("b", half + "x", 2))).Code);
    }

    [Fact]
    public async Task Batch_OfHandles_FailsEntryByEntry()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessageBatch", "q", Send("a", "1") + "&" + Send("b", "2", 2));
        var handles = (await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=10")).All("ReceiptHandle").Select(Uri.EscapeDataString).ToList();
        Assert.Equal(2, handles.Count);
        var changed = await server.DoAsync("ChangeMessageVisibilityBatch", "q", $"ChangeMessageVisibilityBatchRequestEntry.1.Id=x&ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle={handles[0]}&ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=99&ChangeMessageVisibilityBatchRequestEntry.2.Id=y&ChangeMessageVisibilityBatchRequestEntry.2.ReceiptHandle={handles[1]}&ChangeMessageVisibilityBatchRequestEntry.2.VisibilityTimeout=99999");
        Assert.Contains("<ChangeMessageVisibilityBatchResultEntry><Id>x</Id></ChangeMessageVisibilityBatchResultEntry><BatchResultErrorEntry><Id>y</Id><SenderFault>true</SenderFault><Code>InvalidParameterValue</Code>", changed.Text, StringComparison.Ordinal);
        var deleted = await server.DoAsync("DeleteMessageBatch", "q", $"DeleteMessageBatchRequestEntry.1.Id=x&DeleteMessageBatchRequestEntry.1.ReceiptHandle={handles[0]}&DeleteMessageBatchRequestEntry.2.Id=y&DeleteMessageBatchRequestEntry.2.ReceiptHandle=nonsense");
        Assert.Contains("<DeleteMessageBatchResultEntry><Id>x</Id></DeleteMessageBatchResultEntry><BatchResultErrorEntry><Id>y</Id><SenderFault>true</SenderFault><Code>ReceiptHandleIsInvalid</Code>", deleted.Text, StringComparison.Ordinal);
        Assert.Equal("1", (await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=All")).Attribute("ApproximateNumberOfMessagesNotVisible"));
    }

    [Fact]
    public async Task Batch_WithoutAHandle_IsRefusedAsAWhole()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var answer = await server.FailAsync("DeleteMessageBatch", "q", "DeleteMessageBatchRequestEntry.1.Id=a");
        Assert.Equal(("MissingParameter", "The request must contain the parameter DeleteMessageBatchRequestEntry.1.ReceiptHandle."), (answer.Code, answer.One("Message")));
        Assert.Equal("MissingParameter", (await server.FailAsync("ChangeMessageVisibilityBatch", "q", "ChangeMessageVisibilityBatchRequestEntry.1.Id=a&ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=1")).Code);
    }

    private static string Send(string id, string body, int number = 1) =>
        $"SendMessageBatchRequestEntry.{number}.Id={id}&SendMessageBatchRequestEntry.{number}.MessageBody={body}";
}
