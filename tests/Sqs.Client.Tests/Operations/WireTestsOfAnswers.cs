using System.Text;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;
using Sqs.Client.Tests.Protocol;

namespace Sqs.Client.Tests.Operations;

public sealed class WireTestsOfAnswers
{
    private const string DigestOfTest = "098f6bcd4621d373cade4e832627b4f6";
    private const string DigestOfHelloThere = "a311262e065454b75da111d535b8dacd";

    private static readonly Dictionary<string, MessageAttributeValue> Hello = new() { ["Hello"] = MessageAttributeValue.String("There") };

    public static TheoryData<MessageBodyFormat> Formats => [.. Enum.GetValues<MessageBodyFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void ReceiveMessage_Keeps_The_Good_Messages_Of_An_Answer_With_A_Damaged_One(MessageBodyFormat format)
    {
        var answer = Answers.WithResult(
            "ReceiveMessage",
            $"<Message><MessageId>1</MessageId><Body>te&#115;t</Body><MD5OfBody>{DigestOfTest}</MD5OfBody></Message>"
            + $"<Message><Body>tesT</Body><MD5OfBody>{DigestOfTest}</MD5OfBody><MessageId>2</MessageId><ReceiptHandle>h2</ReceiptHandle></Message>"
            + "<Message><MessageId>3</MessageId><Body>no &lt;digest&gt;</Body></Message>");
        var context = new ReadContext(Answers.Buffer(answer), new SqsResponseMetadata(), Checksums.Platform);
        using var response = OperationWire.ReadResponse(SqsOperations.ReceiveMessage, new() { QueueUrl = Answers.Url, BodyFormat = format }, context);

        Assert.Equal(["1", "3"], response.Messages.Select(message => message.MessageId));
        Assert.Equal(["test", "no <digest>"], response.Messages.Select(message => message.Body));
        Assert.Equal([ChecksumState.Verified, ChecksumState.Unverified], response.Messages.Select(message => message.Checksum));
        var damaged = Assert.Single(response.Damaged);
        Assert.Equal(("2", "h2", "tesT", ChecksumState.Mismatch), (damaged.Message.MessageId, damaged.Message.ReceiptHandle, damaged.Message.Body, damaged.Message.Checksum));
        Assert.Equal([new ChecksumMismatch(ChecksumPart.Body, Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData("tesT"u8)), DigestOfTest)], damaged.Mismatches);
        Assert.Equal(1, context.UnverifiedDigests);
        Assert.Equal("r-1", response.Metadata.RequestId);
    }

    [Fact]
    public void ReceiveMessage_Verifies_The_Attributes_That_Came()
    {
        var attribute = "<MessageAttribute><Name>Hello</Name><Value><StringValue>There</StringValue><DataType>String</DataType></Value></MessageAttribute>";
        var good = Receive($"<Message><Body>test</Body><MD5OfBody>{DigestOfTest}</MD5OfBody>{attribute}<MD5OfMessageAttributes>{DigestOfHelloThere}</MD5OfMessageAttributes></Message>");
        Assert.Equal(ChecksumState.Verified, Assert.Single(good.Messages).Checksum);
        var bad = Receive($"<Message><Body>test</Body><MD5OfBody>{DigestOfTest}</MD5OfBody>{attribute}<MD5OfMessageAttributes>{DigestOfTest}</MD5OfMessageAttributes></Message>");
        Assert.Empty(bad.Messages);
        Assert.Equal([new ChecksumMismatch(ChecksumPart.MessageAttributes, DigestOfHelloThere, DigestOfTest)], Assert.Single(bad.Damaged).Mismatches);
        var silent = Receive($"<Message><Body>test</Body><MD5OfBody>{DigestOfTest}</MD5OfBody>{attribute}</Message>");
        Assert.Equal(ChecksumState.Unverified, Assert.Single(silent.Messages).Checksum);
    }

    [Fact]
    public void ReceiveMessage_Keeps_White_Space_In_Bodies_And_Attribute_Values_Only()
    {
        var message = Assert.Single(Receive(
            "<Message>\n <MessageId>\n m \n</MessageId>\n<Body> \n b </Body><Attribute> <Name> SenderId </Name> <Value> s </Value> </Attribute>"
            + "<MessageAttribute><Value> <StringValue> v </StringValue> <DataType> String </DataType></Value><Name> n </Name></MessageAttribute></Message>").Messages);
        Assert.Equal("m", message.MessageId);
        Assert.Equal(" \n b ", message.Body);
        Assert.Equal(" s ", message.Attributes["SenderId"]);
        Assert.Equal(("String", " v "), (message.MessageAttributes["n"].DataType, message.MessageAttributes["n"].StringValue));
    }

    [Fact]
    public void ReceiveMessage_Of_Leased_Bodies_Slices_The_Answer_And_Forbids_Use_After_Dispose()
    {
        var answer = Answers.WithResult("ReceiveMessage", "<Message><Body>first &amp; é</Body></Message><Message><Body>second</Body></Message><Message/>");
        var buffer = Answers.Buffer(answer);
        var response = OperationWire.ReadResponse(
            SqsOperations.ReceiveMessage,
            new() { QueueUrl = Answers.Url, BodyFormat = MessageBodyFormat.LeasedUtf8 },
            new ReadContext(buffer, new SqsResponseMetadata(), checksums: null));
        Assert.Equal(0, buffer.Length);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(response.Messages[0].BodyUtf8, out var first));
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(response.Messages[1].BodyUtf8, out var second));
        Assert.Same(first.Array, second.Array);
        Assert.True(first.Array!.Length >= answer.Length);
        Assert.Equal(["first & é", "second", ""], response.Messages.Select(message => message.Body));
        Assert.Equal([10, 6, 0], response.Messages.Select(message => message.BodyUtf8Length));
        response.Dispose();
        response.Dispose();
        _ = Assert.Throws<ObjectDisposedException>(() => response.Messages[0].BodyUtf8);
        _ = Assert.Throws<ObjectDisposedException>(() => response.Messages[1].Body);
        _ = Assert.Throws<ObjectDisposedException>(() => response.Messages[1].BodyUtf8Length);
    }

    [Fact]
    public void ReceiveMessage_Of_Utf8_Bodies_Outlives_The_Answer()
    {
        using var response = Answers.Read(
            SqsOperations.ReceiveMessage,
            new() { QueueUrl = Answers.Url, BodyFormat = MessageBodyFormat.Utf8 },
            Answers.WithResult("ReceiveMessage", "<Message><Body>ab&lt;</Body></Message><Message><Body>cd</Body></Message>"));
        Assert.Equal(["ab<"u8.ToArray(), "cd"u8.ToArray()], response.Messages.Select(message => message.BodyUtf8.ToArray()));
        response.Dispose();
        Assert.Equal("cd", response.Messages[1].Body);
    }

    [Theory]
    [InlineData(MessageBodyFormat.Text, 36_000)]
    [InlineData(MessageBodyFormat.Utf8, 14_000)]
    [InlineData(MessageBodyFormat.LeasedUtf8, 5_000)]
    public void ReceiveMessage_Of_Ten_Bodies_Allocates_Little_Beside_Them(MessageBodyFormat format, long limit)
    {
        var body = string.Concat(Enumerable.Repeat("{&quot;a&quot;:1}", 128));
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(body.Replace("&quot;", "\"", StringComparison.Ordinal))));
        var answer = Answers.WithResult("ReceiveMessage", string.Concat(Enumerable.Repeat($"<Message><MessageId>{Guid.Empty}</MessageId><ReceiptHandle>h</ReceiptHandle><Body>{body}</Body><MD5OfBody>{digest}</MD5OfBody></Message>", 10)));
        var request = new ReceiveMessageRequest { QueueUrl = Answers.Url, BodyFormat = format };
        long allocated = 0;
        for (var round = 0; round < 30; round++)
        {
            var context = new ReadContext(Answers.Buffer(answer), new SqsResponseMetadata(), Checksums.Platform);
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var response = OperationWire.ReadResponse(SqsOperations.ReceiveMessage, request, context);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(10, response.Messages.Count);
            context.Answer.Dispose();
        }

        Assert.InRange(allocated, 0, limit);
    }

    [Fact]
    public void ReceiveMessage_With_A_Name_Twice_Takes_The_Last()
    {
        var message = Assert.Single(Receive("<Message><Attribute><Name>a</Name><Value>1</Value></Attribute><Attribute><Name>a</Name><Value>2</Value></Attribute></Message>").Messages);
        Assert.Equal("2", Assert.Single(message.Attributes).Value);
    }

    [Fact]
    public void SendMessage_With_Every_Digest_Is_Verified_And_Not_Refused()
    {
        var response = Send(new() { QueueUrl = Answers.Url, MessageBody = "test", MessageAttributes = Hello }, DigestOfTest.ToUpperInvariant(), DigestOfHelloThere);
        Assert.Equal(ChecksumState.Verified, response.Checksum);
        Assert.Null(SqsOperations.SendMessage.Refuse!(response));
    }

    [Fact]
    public void SendMessage_With_Other_Digests_Is_Refused_By_Name()
    {
        var response = Send(new() { QueueUrl = Answers.Url, MessageBody = "tesT", MessageAttributes = Hello }, DigestOfTest, null);
        Assert.Equal(ChecksumState.Mismatch, response.Checksum);
        var refusal = Assert.IsType<SqsChecksumException>(SqsOperations.SendMessage.Refuse!(response));
        Assert.Equal("m-1", refusal.MessageId);
        Assert.Equal([ChecksumPart.Body, ChecksumPart.MessageAttributes], refusal.Mismatches.Select(mismatch => mismatch.Part));
        Assert.Null(refusal.Mismatches[1].Actual);
    }

    [Fact]
    public void SendMessageBatch_Sets_Doubtful_Entries_Apart()
    {
        var request = new SendMessageBatchRequest
        {
            QueueUrl = Answers.Url,
            Entries = [.. new[] { "a", "b", "c", "d" }.Select(id => new SendMessageBatchRequestEntry { Id = id, MessageBody = id == "b" ? "tesT" : "test", MessageAttributes = id == "c" ? Hello : EmptyDictionary<string, MessageAttributeValue>.Value })],
        };
        var stored = string.Concat(new[] { "a", "b", "c", "stranger" }.Select(id =>
            $"<SendMessageBatchResultEntry><MD5OfMessageBody>{DigestOfTest}</MD5OfMessageBody><Id>{id}</Id><MessageId>m-{id}</MessageId></SendMessageBatchResultEntry>"));
        var response = Answers.Read(
            SqsOperations.SendMessageBatch,
            request,
            Answers.WithResult("SendMessageBatch", stored + "<BatchResultErrorEntry><Id>d</Id><Code>InternalError</Code><SenderFault>false</SenderFault></BatchResultErrorEntry>"),
            Checksums.Platform);
        Assert.Equal([("a", ChecksumState.Verified), ("stranger", ChecksumState.Unverified)], response.Successful.Select(entry => (entry.Id, entry.Checksum)));
        Assert.Equal([("b", ChecksumPart.Body), ("c", ChecksumPart.MessageAttributes)], response.Doubtful.Select(entry => (entry.Entry.Id, Assert.Single(entry.Mismatches).Part)));
        Assert.Equal("d", Assert.Single(response.Failed).Id);
    }

    [Theory]
    [InlineData("<GetQueueUrlResponse/>")]
    [InlineData("<GetQueueUrlResponse><ListQueuesResult><QueueUrl>u</QueueUrl></ListQueuesResult></GetQueueUrlResponse>")]
    [InlineData("<GetQueueUrlResponse><QueueUrl>u</QueueUrl></GetQueueUrlResponse>")]
    [InlineData("<GetQueueUrlResponse><GetQueueUrlResult/><GetQueueUrlResult/></GetQueueUrlResponse>")]
    [InlineData("<ListQueuesResponse><GetQueueUrlResult/></ListQueuesResponse>")]
    [InlineData("<ErrorResponse><Error><Code>c</Code></Error></ErrorResponse>")]
    [InlineData("<GetQueueUrlResponse><GetQueueUrlResult/></GetQueueUrlResponse><x/>")]
    public void Answer_Without_The_Envelope_Of_The_Action_Is_Refused(string xml) =>
        Assert.Throws<SqsResponseException>(() => Answers.ReadQueueUrl(Encoding.UTF8.GetBytes(xml)));

    [Theory]
    [InlineData("<DeleteMessageResponse/>", null)]
    [InlineData("<DeleteMessageResponse><DeleteMessageResult><x/></DeleteMessageResult><ResponseMetadata><RequestId> r </RequestId></ResponseMetadata></DeleteMessageResponse>", "r")]
    [InlineData("<a:DeleteMessageResponse xmlns:a='u'><a:ResponseMetadata><x/><a:RequestId>r</a:RequestId></a:ResponseMetadata><a:Future/></a:DeleteMessageResponse>", "r")]
    [InlineData("<DeleteMessageResponse><RequestId>r</RequestId></DeleteMessageResponse>", "r")]
    public void Answer_Of_A_Void_Action_Needs_No_Result(string xml, string? requestId) =>
        Assert.Equal(requestId, Answers.Read(SqsOperations.DeleteMessage, new() { QueueUrl = Answers.Url, ReceiptHandle = "h" }, xml).Metadata.RequestId);

    [Fact]
    public void Request_Id_Of_The_Headers_Wins()
    {
        using var buffer = Answers.Buffer(Answers.WithResult("GetQueueUrl", ""));
        var context = new ReadContext(buffer, new SqsResponseMetadata { RequestId = "header" }, checksums: null);
        Assert.Equal("header", OperationWire.ReadResponse(SqsOperations.GetQueueUrl, new() { QueueName = "q" }, context).Metadata.RequestId);
    }

    [Fact]
    public void Error_With_Every_Member_Is_Read()
    {
        var error = Answers.ReadError(
            "<?xml version='1.0'?><ErrorResponse><RequestId>r</RequestId><Error><Detail> d </Detail><Type> Sender\n</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>no &quot;q&quot;</Message><x/></Error></ErrorResponse>"u8);
        Assert.NotNull(error);
        Assert.Equal(SqsErrorCode.QueueDoesNotExist, error.Value.Code);
        Assert.Equal(("no \"q\"", SqsFault.Sender, "d", "r"), (error.Value.Message, error.Value.Fault, error.Value.Detail, error.Value.RequestId));
    }

    [Theory]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("<ErrorResponse/>")]
    [InlineData("<Response/>")]
    [InlineData("garbage")]
    [InlineData("")]
    public void Document_That_Is_No_Error_Is_None(string text) => Assert.Null(Answers.ReadError(Encoding.UTF8.GetBytes(text)));

    private static ReceiveMessageResponse Receive(string messages) =>
        Answers.Read(SqsOperations.ReceiveMessage, new() { QueueUrl = Answers.Url }, Answers.WithResult("ReceiveMessage", messages), Checksums.Platform);

    private static SendMessageResponse Send(SendMessageRequest request, string? body, string? attributes) =>
        Answers.Read(
            SqsOperations.SendMessage,
            request,
            Answers.WithResult("SendMessage", $"<MessageId>m-1</MessageId><MD5OfMessageBody>{body}</MD5OfMessageBody>" + (attributes is null ? "" : $"<MD5OfMessageAttributes>{attributes}</MD5OfMessageAttributes>")),
            Checksums.Platform);
}
