namespace Sqs.Client.LocalServer.Tests.Actions;

public sealed class MessageActionTests
{
    private const string Attributes =
        "MessageAttribute.1.Name=S&MessageAttribute.1.Value.DataType=String.x&MessageAttribute.1.Value.StringValue=v%0D%22"
        + "&MessageAttribute.2.Value.StringValue=000123456&MessageAttribute.2.Value.DataType=Number&MessageAttribute.2.Name=N"
        + "&MessageAttribute.3.Name=B.b&MessageAttribute.3.Value.DataType=Binary&MessageAttribute.3.Value.BinaryValue=AAH%2F";

    [Fact]
    public async Task Message_IsReceivedAsItWasSent()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var sent = await server.DoAsync("SendMessage", "q", "MessageBody=h%C3%A9llo+%F0%9F%98%80+%3C%26%3E%22%0D%0A&MessageSystemAttribute.1.Name=AWSTraceHeader&MessageSystemAttribute.1.Value.DataType=String&MessageSystemAttribute.1.Value.StringValue=Root=1&MessageGroupId=fair&" + Attributes);
        server.Clock.Advance(TimeSpan.FromMilliseconds(1500));
        var received = await server.DoAsync("ReceiveMessage", "q", "AttributeName.1=All&MessageAttributeName.1=All");
        Assert.Equal(
            $"""<?xml version="1.0"?><ReceiveMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ReceiveMessageResult><Message><MessageId>{sent.One("MessageId")}</MessageId><ReceiptHandle>{received.One("ReceiptHandle")}</ReceiptHandle><MD5OfBody>{sent.One("MD5OfMessageBody")}</MD5OfBody><Body>héllo 😀 &lt;&amp;&gt;&quot;&#xD;"""
            + "\n"
            + $"""</Body><Attribute><Name>SenderId</Name><Value>000000000000</Value></Attribute><Attribute><Name>SentTimestamp</Name><Value>1893456000000</Value></Attribute><Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute><Attribute><Name>ApproximateFirstReceiveTimestamp</Name><Value>1893456001500</Value></Attribute><Attribute><Name>MessageGroupId</Name><Value>fair</Value></Attribute><Attribute><Name>AWSTraceHeader</Name><Value>Root=1</Value></Attribute><MD5OfMessageAttributes>{received.One("MD5OfMessageAttributes")}</MD5OfMessageAttributes><MessageAttribute><Name>S</Name><Value><StringValue>v&#xD;&quot;</StringValue><DataType>String.x</DataType></Value></MessageAttribute><MessageAttribute><Name>N</Name><Value><StringValue>123456</StringValue><DataType>Number</DataType></Value></MessageAttribute><MessageAttribute><Name>B.b</Name><Value><BinaryValue>AAH/</BinaryValue><DataType>Binary</DataType></Value></MessageAttribute></Message></ReceiveMessageResult><ResponseMetadata><RequestId>{received.One("RequestId")}</RequestId></ResponseMetadata></ReceiveMessageResponse>""",
            received.Text);
        Assert.NotEqual(sent.One("MD5OfMessageAttributes"), received.One("MD5OfMessageAttributes")); // the number was trimmed in between
        Assert.NotNull(sent.One("MD5OfMessageSystemAttributes"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("MessageAttributeName.1=S", "S")]
    [InlineData("MessageAttributeName.1=s", "")]
    [InlineData("MessageAttributeName.1=B.*", "B.b")]
    [InlineData("MessageAttributeName.1=.*", "S,N,B.b")]
    [InlineData("MessageAttributeName.1=N&MessageAttributeName.2=S", "S,N")]
    public async Task Attributes_AreFilteredByName(string filter, string expected)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x&" + Attributes);
        var received = await server.DoAsync("ReceiveMessage", "q", filter);
        Assert.Equal(expected, string.Join(',', received.All("Name")));
        Assert.Equal(expected.Length > 0, received.One("MD5OfMessageAttributes") is not null);
    }

    [Fact]
    public async Task SystemAttributes_AreFilteredByName_UnderBothParameters()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        var received = await server.DoAsync("ReceiveMessage", "q", "MessageSystemAttributeName.1=SentTimestamp&AttributeName.1=SenderId");
        Assert.Equal(["SenderId", "SentTimestamp"], received.All("Name"));
        Assert.Equal("InvalidAttributeName", (await server.FailAsync("ReceiveMessage", "q", "AttributeName.1=Policy")).Code);
    }

    [Theory]
    [InlineData("", "MissingParameter")]
    [InlineData("MessageBody=", "MissingParameter")]
    [InlineData("MessageBody=%01", "InvalidMessageContents")]
    [InlineData("MessageBody=%EF%BF%BE", "InvalidMessageContents")]
    [InlineData("MessageBody=x&DelaySeconds=901", "InvalidParameterValue")]
    [InlineData("MessageBody=x&DelaySeconds=-1", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageGroupId=a%20b", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageDeduplicationId=a", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=aws.x&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=x", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a..b&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=x", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=&MessageAttribute.1.Value.StringValue=x", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=Stringy&MessageAttribute.1.Value.StringValue=x", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=Number&MessageAttribute.1.Value.StringValue=one", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=Binary&MessageAttribute.1.Value.BinaryValue=%21", "InvalidParameterValue")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=%02", "InvalidMessageContents")]
    [InlineData("MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringListValue.1=x", "AWS.SimpleQueueService.UnsupportedOperation")]
    [InlineData("MessageBody=x&MessageSystemAttribute.1.Name=Other&MessageSystemAttribute.1.Value.DataType=String&MessageSystemAttribute.1.Value.StringValue=x", "InvalidParameterValue")]
    public async Task Send_OfWhatCannotBe_IsRefused(string rest, string code)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var answer = await server.FailAsync("SendMessage", "q", rest);
        Assert.True((400, code) == (answer.Status, answer.Code), answer.Text);
        Assert.Equal("0", (await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=All")).Attribute("ApproximateNumberOfMessages"));
    }

    [Fact]
    public async Task Attributes_MoreThanTen_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        static string Some(int count) => "MessageBody=x&" + string.Join('&', Enumerable.Range(1, count).Select(at => $"MessageAttribute.{at}.Name=a{at}&MessageAttribute.{at}.Value.DataType=String&MessageAttribute.{at}.Value.StringValue=x"));
        _ = await server.DoAsync("SendMessage", "q", Some(10));
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("SendMessage", "q", Some(11))).Code);
    }

    [Fact]
    public async Task Size_CountsBodyAndAttributes_InBytes()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        const string Attribute = "&MessageAttribute.1.Name=ab&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=cd"; // 10 bytes
        var escaped = string.Concat(Enumerable.Repeat("%C3%A9", (1_048_576 - 10) / 2));
        _ = await server.DoAsync("SendMessage", "q", $"MessageBody={escaped}{Attribute}");
        var tooLong = await server.FailAsync("SendMessage", "q", $"MessageBody={escaped}x{Attribute}");
        Assert.Equal("InvalidParameterValue", tooLong.Code);
        Assert.Equal("One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.", tooLong.One("Message"));
        _ = await server.DoAsync("SetQueueAttributes", "q", "Attribute.1.Name=MaximumMessageSize&Attribute.1.Value=1024");
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("SendMessage", "q", "MessageBody=" + new string('x', 1025))).Code);
    }

    [Theory]
    [InlineData("WaitTimeSeconds=21")]
    [InlineData("MaxNumberOfMessages=0")]
    [InlineData("MaxNumberOfMessages=11")]
    [InlineData("VisibilityTimeout=43201")]
    [InlineData("ReceiveRequestAttemptId=x")]
    public async Task Receive_OutOfRange_IsRefused(string rest)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("ReceiveMessage", "q", rest)).Code);
    }

    [Fact]
    public async Task Receive_WithTheQueuesOwnSettings_Waits()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q", "Attribute.1.Name=ReceiveMessageWaitTimeSeconds&Attribute.1.Value=20&Attribute.2.Name=VisibilityTimeout&Attribute.2.Value=5");
        var receive = server.DoAsync("ReceiveMessage", "q");
        await server.UntilWaitingAsync(1);
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.Equal("x", (await receive).One("Body"));
        var next = server.DoAsync("ReceiveMessage", "q");
        await server.UntilWaitingAsync(1);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("x", (await next).One("Body"));
        var empty = server.DoAsync("ReceiveMessage", "q", "WaitTimeSeconds=2");
        await server.UntilWaitingAsync(1);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.EndsWith("<ReceiveMessageResult/><ResponseMetadata>" + $"<RequestId>{(await empty).One("RequestId")}</RequestId></ResponseMetadata></ReceiveMessageResponse>", (await empty).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visibility_IsChangedAndChecked()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        var handle = Uri.EscapeDataString((await server.DoAsync("ReceiveMessage", "q")).One("ReceiptHandle")!);
        Assert.Equal("MissingParameter", (await server.FailAsync("ChangeMessageVisibility", "q", "ReceiptHandle=" + handle)).Code);
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("ChangeMessageVisibility", "q", "VisibilityTimeout=43201&ReceiptHandle=" + handle)).Code);
        Assert.Equal("ReceiptHandleIsInvalid", (await server.FailAsync("ChangeMessageVisibility", "q", "VisibilityTimeout=1&ReceiptHandle=x")).Code);
        _ = await server.DoAsync("ChangeMessageVisibility", "q", "VisibilityTimeout=0&ReceiptHandle=" + handle);
        Assert.Equal("x", (await server.DoAsync("ReceiveMessage", "q")).One("Body"));
    }

    [Fact]
    public async Task Fifo_Send_NeedsGroupAndDeduplication()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q.fifo", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true");
        Assert.Equal("MissingParameter", (await server.FailAsync("SendMessage", "q.fifo", "MessageBody=x&MessageDeduplicationId=d")).Code);
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("SendMessage", "q.fifo", "MessageBody=x&MessageGroupId=g")).Code);
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("SendMessage", "q.fifo", "MessageBody=x&MessageGroupId=g&MessageDeduplicationId=d&DelaySeconds=1")).Code);
        var sent = await server.DoAsync("SendMessage", "q.fifo", "MessageBody=x&MessageGroupId=g&MessageDeduplicationId=d&DelaySeconds=0");
        var received = await server.DoAsync("ReceiveMessage", "q.fifo", "AttributeName.1=All");
        Assert.Equal(("g", "d", sent.One("SequenceNumber")), (received.Attribute("MessageGroupId"), received.Attribute("MessageDeduplicationId"), received.Attribute("SequenceNumber")));
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("SendMessageBatch", "q.fifo", "SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=x")).Code);
        _ = await server.DoAsync("SetQueueAttributes", "q.fifo", "Attribute.1.Name=ContentBasedDeduplication&Attribute.1.Value=true");
        Assert.Equal(
            (await server.DoAsync("SendMessage", "q.fifo", "MessageBody=same&MessageGroupId=g")).One("MessageId"),
            (await server.DoAsync("SendMessage", "q.fifo", "MessageBody=same&MessageGroupId=g")).One("MessageId"));
    }
}
