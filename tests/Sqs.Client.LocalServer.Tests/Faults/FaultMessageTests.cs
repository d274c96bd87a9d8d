using System.Text;
using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Tests.Faults;

/// <summary>Faults in what an action answers: digests, bodies, parts of batches, second deliveries, handles.</summary>
public sealed class FaultMessageTests
{
    private const string Attribute = "MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v";

    [Fact]
    public async Task CorruptBody_ChangesOneMessage_AndNotWhatIsStored()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessageBatch", "q", Entries("SendMessageBatchRequestEntry", 5, at => $"MessageBody=body {at}"));
        var active = server.Add("ReceiveMessage", Fault.CorruptBody(), times: 1);
        var damaged = await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=10&VisibilityTimeout=0");
        var pairs = damaged.All("Body").Zip(damaged.All("MD5OfBody")).ToList();
        Assert.Equal((5, 1), (pairs.Count, pairs.Count(pair => MessageDigest.OfBody(Encoding.UTF8.GetBytes(pair.First)).ToString() != pair.Second)));
        var whole = await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=10");
        Assert.All(whole.All("Body").Zip(whole.All("MD5OfBody")), pair => Assert.Equal(MessageDigest.OfBody(Encoding.UTF8.GetBytes(pair.First)).ToString(), pair.Second));
        Assert.Equal((1, 2), (active.Fired, active.Seen));
    }

    [Theory]
    [InlineData("%F0%9F%98%80")]
    [InlineData("~")]
    [InlineData("x")]
    public async Task CorruptBody_OfAnyText_IsAnotherText(string body)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=" + body);
        _ = server.Add("ReceiveMessage", Fault.CorruptBody());
        var received = await server.DoAsync("ReceiveMessage", "q");
        Assert.NotEqual(received.One("MD5OfBody"), MessageDigest.OfBody(Encoding.UTF8.GetBytes(received.One("Body")!)).ToString());
    }

    [Fact]
    public async Task CorruptDigests_AreOfTheKindAskedFor()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var right = await server.DoAsync("SendMessage", "q", "MessageBody=x&" + Attribute);
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Script = [Fault.CorruptBodyDigest(), Fault.CorruptAttributeDigest()] });
        var body = await server.DoAsync("SendMessage", "q", "MessageBody=x&" + Attribute);
        var attributes = await server.DoAsync("SendMessage", "q", "MessageBody=x&" + Attribute);
        Assert.NotEqual(right.One("MD5OfMessageBody"), body.One("MD5OfMessageBody"));
        Assert.Equal(right.One("MD5OfMessageAttributes"), body.One("MD5OfMessageAttributes"));
        Assert.Equal(right.One("MD5OfMessageBody"), attributes.One("MD5OfMessageBody"));
        Assert.NotEqual(right.One("MD5OfMessageAttributes"), attributes.One("MD5OfMessageAttributes"));
        Assert.Equal(3, await server.StoredAsync("q"));

        _ = server.Server.Faults.Add(new FaultRule { Action = "ReceiveMessage", Script = [Fault.CorruptBodyDigest(), Fault.CorruptAttributeDigest()] });
        var received = await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=3&VisibilityTimeout=0&MessageAttributeName.1=All");
        Assert.Equal((2, 3), (received.All("MD5OfBody").Count(md5 => md5 == right.One("MD5OfMessageBody")), received.All("MD5OfMessageAttributes").Count(md5 => md5 == right.One("MD5OfMessageAttributes"))));
        received = await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=3&VisibilityTimeout=0&MessageAttributeName.1=All");
        Assert.Equal((3, 2), (received.All("MD5OfBody").Count(md5 => md5 == right.One("MD5OfMessageBody")), received.All("MD5OfMessageAttributes").Count(md5 => md5 == right.One("MD5OfMessageAttributes"))));
    }

    [Fact]
    public async Task Corruption_ThatFindsNothing_WaitsForTheNextAnswer()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var bodies = server.Server.Faults.Add(new FaultRule { Queue = "q", Action = "ReceiveMessage", Script = [Fault.CorruptBody(), Fault.DeliverAgain()] });
        var digests = server.Add("SendMessage", Fault.CorruptAttributeDigest(), times: 1);
        _ = await server.DoAsync("ReceiveMessage", "q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.Equal(400, (await server.FailAsync("ReceiveMessage", "q", "MaxNumberOfMessages=11")).Status);
        Assert.Equal((0, 0, 0), (bodies.Fired, digests.Fired, server.Server.Faults.Fired));
        Assert.NotEqual("x", (await server.DoAsync("ReceiveMessage", "q", "VisibilityTimeout=0")).One("Body"));
        Assert.Equal("x", (await server.DoAsync("ReceiveMessage", "q")).One("Body"));
        Assert.Equal("x", (await server.DoAsync("ReceiveMessage", "q")).One("Body"));
        Assert.Empty((await server.DoAsync("ReceiveMessage", "q")).All("Body"));
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x&" + Attribute);
        Assert.Equal((2, 1, 3), (bodies.Fired, digests.Fired, server.Server.Faults.Fired));
    }

    [Fact]
    public async Task PartOfBatch_FailsEntries_ThatAreNotExecuted()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Add("SendMessageBatch", Fault.PartOfBatch(0.3, "ServiceUnavailable"), times: 1);
        var sent = await server.DoAsync("SendMessageBatch", "q", Entries("SendMessageBatchRequestEntry", 10, at => $"MessageBody=b{at}"));
        Assert.Equal(["ServiceUnavailable", "ServiceUnavailable", "ServiceUnavailable"], sent.All("Code"));
        Assert.All(sent.All("SenderFault"), fault => Assert.Equal("false", fault));
        Assert.Equal((10, 7), (sent.All("Id").Distinct(StringComparer.Ordinal).Count(), sent.All("MessageId").Count));
        Assert.Equal(7, await server.StoredAsync("q"));

        var handles = (await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=7")).All("ReceiptHandle");
        _ = server.Add("DeleteMessageBatch", Fault.PartOfBatch());
        var deleted = await server.DoAsync("DeleteMessageBatch", "q", Entries("DeleteMessageBatchRequestEntry", handles.Count, at => "ReceiptHandle=" + Uri.EscapeDataString(handles[at])));
        Assert.Equal(4, deleted.All("Code").Count);
        Assert.Equal(4, await server.StoredAsync("q"));
        _ = server.Add("SendMessageBatch", Fault.PartOfBatch(0));
        Assert.Equal(["InternalError"], (await server.DoAsync("SendMessageBatch", "q", Entries("SendMessageBatchRequestEntry", 1, _ => "MessageBody=x"))).All("Code"));
        Assert.Equal(4, await server.StoredAsync("q"));
    }

    [Fact]
    public async Task DeliverAgain_LeavesTheMessageVisible_AndItsHandleGood()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        _ = server.Add("ReceiveMessage", Fault.DeliverAgain(), times: 2);
        var first = await server.DoAsync("ReceiveMessage", "q");
        var second = await server.DoAsync("ReceiveMessage", "q", "AttributeName.1=All");
        Assert.Equal(("x", "2", first.One("MessageId")), (second.One("Body"), second.Attribute("ApproximateReceiveCount"), second.One("MessageId")));
        Assert.Equal(1, await server.VisibleAsync("q"));
        _ = await server.DoAsync("DeleteMessage", "q", "ReceiptHandle=" + Uri.EscapeDataString(second.One("ReceiptHandle")!));
        _ = await server.DoAsync("DeleteMessage", "q", "ReceiptHandle=" + Uri.EscapeDataString(first.One("ReceiptHandle")!));
        Assert.Equal(0, await server.StoredAsync("q"));
    }

    [Fact]
    public async Task DeliverAgain_OnAFifoQueue_MakesTheFirstHandleStale()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q.fifo", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true&Attribute.2.Name=ContentBasedDeduplication&Attribute.2.Value=true");
        _ = await server.DoAsync("SendMessageBatch", "q.fifo", Entries("SendMessageBatchRequestEntry", 3, at => $"MessageBody=b{at}&SendMessageBatchRequestEntry.{at + 1}.MessageGroupId=g"));
        _ = server.Add("ReceiveMessage", Fault.DeliverAgain(), times: 1);
        var first = await server.DoAsync("ReceiveMessage", "q.fifo", "MaxNumberOfMessages=10");
        var second = await server.DoAsync("ReceiveMessage", "q.fifo", "MaxNumberOfMessages=10");
        Assert.Equal(["b0", "b1", "b2"], first.All("Body"));
        Assert.Equal(first.All("Body"), second.All("Body"));
        Assert.Equal(400, (await server.FailAsync("DeleteMessage", "q.fifo", "ReceiptHandle=" + Uri.EscapeDataString(first.One("ReceiptHandle")!))).Status);
        _ = await server.DoAsync("DeleteMessage", "q.fifo", "ReceiptHandle=" + Uri.EscapeDataString(second.One("ReceiptHandle")!));
        Assert.Equal(2, await server.StoredAsync("q.fifo"));
    }

    [Fact]
    public async Task ExpiredHandle_IsRefused_SinglyAndInBatches()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        var handle = Uri.EscapeDataString((await server.DoAsync("ReceiveMessage", "q")).One("ReceiptHandle")!);
        _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.ExpiredReceiptHandle(), Times = 3 });
        foreach (var action in new[] { "DeleteMessage", "ChangeMessageVisibility" })
        {
            var answer = await server.FailAsync(action, "q", "VisibilityTimeout=0&ReceiptHandle=" + handle);
            Assert.Equal((400, "InvalidParameterValue"), (answer.Status, answer.Code));
            Assert.EndsWith("Reason: The receipt handle has expired.", answer.One("Message"), StringComparison.Ordinal);
        }

        var batch = await server.DoAsync("DeleteMessageBatch", "q", Entries("DeleteMessageBatchRequestEntry", 2, _ => "ReceiptHandle=" + handle));
        Assert.Equal(["InvalidParameterValue", "InvalidParameterValue"], batch.All("Code"));
        Assert.Equal(["true", "true"], batch.All("SenderFault"));
        Assert.Equal(1, await server.StoredAsync("q"));
        _ = await server.DoAsync("DeleteMessage", "q", "ReceiptHandle=" + handle);
        Assert.Equal(0, await server.StoredAsync("q"));
    }

    private static string Entries(string name, int count, Func<int, string> member) =>
        string.Join('&', Enumerable.Range(0, count).Select(at => $"{name}.{at + 1}.Id=i{at}&{name}.{at + 1}.{member(at)}"));
}
