using System.Text;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;
using Sqs.Client.Tests.Protocol;

namespace Sqs.Client.Tests.Operations;

/// <summary>The exact bytes of requests in JSON, and answers in it.</summary>
public sealed class WireTestsOfJson
{
    private const string Queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    private const string DigestOfTest = "098f6bcd4621d373cade4e832627b4f6";

    public static TheoryData<string, ISqsRequest> Requests => new()
    {
        {
            """{"QueueUrl":"QUEUE","Label":"l","AWSAccountIds":["1","2"],"Actions":["SendMessage"]}""",
            new AddPermissionRequest { QueueUrl = Queue, Label = "l", AWSAccountIds = ["1", "2"], Actions = ["SendMessage"] }
        },
        { """{"TaskHandle":"h=="}""", new CancelMessageMoveTaskRequest { TaskHandle = "h==" } },
        { """{"QueueUrl":"QUEUE","ReceiptHandle":"h","VisibilityTimeout":0}""", new ChangeMessageVisibilityRequest { QueueUrl = Queue, ReceiptHandle = "h", VisibilityTimeout = 0 } },
        {
            """{"QueueUrl":"QUEUE","Entries":[{"Id":"a","ReceiptHandle":"h1","VisibilityTimeout":43200},{"Id":"b","ReceiptHandle":"h2"}]}""",
            new ChangeMessageVisibilityBatchRequest { QueueUrl = Queue, Entries = [new() { Id = "a", ReceiptHandle = "h1", VisibilityTimeout = 43_200 }, new() { Id = "b", ReceiptHandle = "h2" }] }
        },
        {
            """{"QueueName":"orders","Attributes":{"VisibilityTimeout":"60","DelaySeconds":"1"},"tags":{"team":"a \"b\""}}""",
            new CreateQueueRequest
            {
                QueueName = "orders",
                Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "60", [QueueAttributeName.DelaySeconds] = "1" },
                Tags = new Dictionary<string, string> { ["team"] = "a \"b\"" },
            }
        },
        { """{"QueueUrl":"QUEUE","ReceiptHandle":"h"}""", new DeleteMessageRequest { QueueUrl = Queue, ReceiptHandle = "h" } },
        { """{"QueueUrl":"QUEUE","Entries":[{"Id":"a","ReceiptHandle":"h1"}]}""", new DeleteMessageBatchRequest { QueueUrl = Queue, Entries = [new() { Id = "a", ReceiptHandle = "h1" }] } },
        { """{"QueueUrl":"QUEUE"}""", new DeleteQueueRequest { QueueUrl = Queue } },
        { """{"QueueUrl":"QUEUE","AttributeNames":["All"]}""", new GetQueueAttributesRequest { QueueUrl = Queue, AttributeNames = [QueueAttributeName.All] } },
        { """{"QueueName":"orders","QueueOwnerAWSAccountId":"123456789012"}""", new GetQueueUrlRequest { QueueName = "orders", QueueOwnerAWSAccountId = "123456789012" } },
        { """{"QueueUrl":"QUEUE","NextToken":"t","MaxResults":10}""", new ListDeadLetterSourceQueuesRequest { QueueUrl = Queue, NextToken = "t", MaxResults = 10 } },
        { """{"SourceArn":"arn","MaxResults":1}""", new ListMessageMoveTasksRequest { SourceArn = "arn", MaxResults = 1 } },
        { "{}", new ListQueuesRequest() },
        { """{"QueueNamePrefix":"o","NextToken":"t","MaxResults":1000}""", new ListQueuesRequest { QueueNamePrefix = "o", NextToken = "t", MaxResults = 1000 } },
        { """{"QueueUrl":"QUEUE"}""", new ListQueueTagsRequest { QueueUrl = Queue } },
        { """{"QueueUrl":"QUEUE"}""", new PurgeQueueRequest { QueueUrl = Queue } },
        {
            """{"QueueUrl":"QUEUE","AttributeNames":["SenderId"],"MessageSystemAttributeNames":["SentTimestamp","All"],"MessageAttributeNames":["trace.*"],"MaxNumberOfMessages":10,"VisibilityTimeout":0,"WaitTimeSeconds":20,"ReceiveRequestAttemptId":"r"}""",
            new ReceiveMessageRequest
            {
                QueueUrl = Queue,
                AttributeNames = ["SenderId"],
                MessageSystemAttributeNames = ["SentTimestamp", "All"],
                MessageAttributeNames = ["trace.*"],
                MaxNumberOfMessages = 10,
                VisibilityTimeout = 0,
                WaitTimeSeconds = 20,
                ReceiveRequestAttemptId = "r",
            }
        },
        { """{"QueueUrl":"QUEUE","Label":"l"}""", new RemovePermissionRequest { QueueUrl = Queue, Label = "l" } },
        {
            """{"QueueUrl":"QUEUE","MessageBody":"a \"b\" \\ / é & 😀\t\u0001","DelaySeconds":5,"MessageDeduplicationId":"d1","MessageGroupId":"g1","MessageAttributes":{"kind":{"DataType":"String.label","StringValue":"new order"},"raw":{"DataType":"Binary","BinaryValue":"+/8="}},"MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}}}""",
            new SendMessageRequest
            {
                QueueUrl = Queue,
                MessageBody = "a \"b\" \\ / é & 😀\t\u0001",
                DelaySeconds = 5,
                MessageDeduplicationId = "d1",
                MessageGroupId = "g1",
                MessageAttributes = new Dictionary<string, MessageAttributeValue>
                {
                    ["kind"] = MessageAttributeValue.String("new order", "label"),
                    ["raw"] = MessageAttributeValue.Binary(new byte[] { 0xFB, 0xFF }),
                },
                MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { ["AWSTraceHeader"] = MessageAttributeValue.String("Root=1") },
            }
        },
        {
            """{"QueueUrl":"QUEUE","Entries":[{"Id":"a","MessageBody":"1"},{"Id":"b","MessageBody":"2","DelaySeconds":0,"MessageAttributes":{"l":{"DataType":"StringList","StringListValues":["x","y"],"BinaryListValues":["AQ=="]}}}]}""",
            new SendMessageBatchRequest
            {
                QueueUrl = Queue,
                Entries =
                [
                    new() { Id = "a", MessageBody = "1" },
                    new()
                    {
                        Id = "b",
                        MessageBody = "2"u8.ToArray(),
                        DelaySeconds = 0,
                        MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["l"] = new() { DataType = "StringList", StringListValues = ["x", "y"], BinaryListValues = [new byte[] { 1 }] } },
                    },
                ],
            }
        },
        { """{"QueueUrl":"QUEUE","Attributes":{"DelaySeconds":"0"}}""", new SetQueueAttributesRequest { QueueUrl = Queue, Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.DelaySeconds] = "0" } } },
        { """{"SourceArn":"a","DestinationArn":"b","MaxNumberOfMessagesPerSecond":500}""", new StartMessageMoveTaskRequest { SourceArn = "a", DestinationArn = "b", MaxNumberOfMessagesPerSecond = 500 } },
        { """{"QueueUrl":"QUEUE","Tags":{"k":"v"}}""", new TagQueueRequest { QueueUrl = Queue, Tags = new Dictionary<string, string> { ["k"] = "v" } } },
        { """{"QueueUrl":"QUEUE","TagKeys":["a","b"]}""", new UntagQueueRequest { QueueUrl = Queue, TagKeys = ["a", "b"] } },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void Request_Is_Written_As_The_Service_Reads_It(string expected, ISqsRequest request) =>
        Assert.Equal(expected.Replace("QUEUE", Queue, StringComparison.Ordinal), Encoding.UTF8.GetString(JsonRequests.Write(request)));

    [Fact]
    public void Every_Action_Is_Among_The_Written_Ones() =>
        Assert.Equal(23, Requests.Select(row => row.Data.Item2.GetType()).Distinct().Count());

    [Theory]
    [InlineData(MessageBodyFormat.Text)]
    [InlineData(MessageBodyFormat.Utf8)]
    [InlineData(MessageBodyFormat.LeasedUtf8)]
    public void ReceiveMessage_Keeps_The_Good_Messages_Of_An_Answer_With_A_Damaged_One(MessageBodyFormat format)
    {
        const string Answer = $$"""
            {"Messages":[
                {"MessageId":"1","Body":"te\u0073t","MD5OfBody":"{{DigestOfTest}}"},
                {"Body":"tesT","MD5OfBody":"{{DigestOfTest}}","MessageId":"2","ReceiptHandle":"h2"},
                {"MessageId":"3","Body":"no \"digest\" \ud83d\ude00\/"}
            ]}
            """;
        using var response = Receive(Answer, format);
        Assert.Equal(["test", "no \"digest\" 😀/"], response.Messages.Select(message => message.Body));
        Assert.Equal([ChecksumState.Verified, ChecksumState.Unverified], response.Messages.Select(message => message.Checksum));
        var damaged = Assert.Single(response.Damaged);
        Assert.Equal(("2", "h2", "tesT"), (damaged.Message.MessageId, damaged.Message.ReceiptHandle, damaged.Message.Body));
        Assert.Equal(ChecksumPart.Body, Assert.Single(damaged.Mismatches).Part);
    }

    [Fact]
    public void ReceiveMessage_Of_Leased_Bodies_Slices_The_Answer_And_Forbids_Use_After_Dispose()
    {
        var answer = "\uFEFF{\"Messages\":[{\"Body\":\"first \\u0026 é\"},{\"Body\":\"second\"},{}]}"u8.ToArray();
        var buffer = Answers.Buffer(answer);
        var response = OperationWire.ReadResponse(
            SqsOperations.ReceiveMessage,
            new() { QueueUrl = Queue, BodyFormat = MessageBodyFormat.LeasedUtf8 },
            new ReadContext(buffer, new SqsResponseMetadata(), checksums: null) { Asked = SqsProtocol.Json });
        Assert.Equal(0, buffer.Length);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(response.Messages[0].BodyUtf8, out var first));
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(response.Messages[1].BodyUtf8, out var second));
        Assert.Same(first.Array, second.Array);
        Assert.Equal(["first & é", "second", ""], response.Messages.Select(message => message.Body));
        response.Dispose();
        _ = Assert.Throws<ObjectDisposedException>(() => response.Messages[0].BodyUtf8);
    }

    [Theory]
    [InlineData(MessageBodyFormat.Text, 36_000)]
    [InlineData(MessageBodyFormat.Utf8, 14_000)]
    [InlineData(MessageBodyFormat.LeasedUtf8, 5_000)]
    public void ReceiveMessage_Of_Ten_Bodies_Allocates_Little_Beside_Them(MessageBodyFormat format, long limit)
    {
        var body = string.Concat(Enumerable.Repeat("{\\\"a\\\":1}", 128));
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(body.Replace("\\", "", StringComparison.Ordinal))));
        var message = $$"""{"MessageId":"{{Guid.Empty}}","ReceiptHandle":"h","Body":"{{body}}","MD5OfBody":"{{digest}}"}""";
        var answer = Encoding.UTF8.GetBytes($$"""{"Messages":[{{string.Join(',', Enumerable.Repeat(message, 10))}}]}""");
        var request = new ReceiveMessageRequest { QueueUrl = Queue, BodyFormat = format };
        long allocated = 0;
        for (var round = 0; round < 30; round++)
        {
            var context = new ReadContext(Answers.Buffer(answer), new SqsResponseMetadata(), Checksums.Platform) { Asked = SqsProtocol.Json };
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var response = OperationWire.ReadResponse(SqsOperations.ReceiveMessage, request, context);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(10, response.Messages.Count);
            context.Answer.Dispose();
        }

        Assert.InRange(allocated, 0, limit);
    }

    [Theory]
    [InlineData("""{"Messages":null}""")]
    [InlineData("""{"Messages":[]}""")]
    [InlineData("""{"Messages":[null]}""")]
    [InlineData("{}")]
    [InlineData(" { } \r\n")]
    [InlineData("""{"Future":{"Messages":[{"Body":"x"}]},"Other":[[1,{"a":[]}],true,null,1.5e3]}""")]
    public void Answer_Without_Messages_Has_None(string json) => Assert.Empty(Receive(json).Messages);

    [Fact]
    public void What_Is_Null_Is_Absent()
    {
        var message = Assert.Single(Receive(
            """{"Messages":[null,{"MessageId":"m","Body":"b","MD5OfBody":null,"Attributes":{"SenderId":null,"SentTimestamp":"1"},"MessageAttributes":{"n":null,"v":{"DataType":"String","StringValue":"s","BinaryValue":null}}}]}""").Messages);
        Assert.Null(message.MD5OfBody);
        Assert.Equal(["SentTimestamp"], message.Attributes.Keys.Select(name => name.Value));
        Assert.Equal(("s", null), (Assert.Single(message.MessageAttributes).Value.StringValue, message.MessageAttributes["v"].BinaryValue));
    }

    [Fact]
    public void Names_That_Stand_Twice_Are_Taken_Once_More()
    {
        var message = Assert.Single(Receive("""{"Messages":[{"Body":"1","Body":"2","Attributes":{"a":"1","a":"2"},"Attributes":{"b":"3"}}]}""").Messages);
        Assert.Equal("2", message.Body);
        Assert.Equal(("2", "3"), (message.Attributes["a"], message.Attributes["b"]));
    }

    [Fact]
    public void Names_And_Keys_May_Be_Escaped()
    {
        var tags = Answers.Read(SqsOperations.ListQueueTags, new() { QueueUrl = Queue }, """{"\u0054ags":{"a\"\u00e9":"\ud83d\ude00","b":"c\\"}}""", asked: SqsProtocol.Json).Tags;
        Assert.Equal(("😀", "c\\"), (tags["a\"é"], tags["b"]));
    }

    [Theory]
    [InlineData("""{"queueUrls":["a","b"],"NextToken":"t"}""")]
    [InlineData("""{"QueueUrls":["a","b"],"NextToken":"t"}""")]
    public void Sources_Of_A_Dead_Letter_Queue_Are_Spelt_Either_Way(string json)
    {
        var sources = Answers.Read(SqsOperations.ListDeadLetterSourceQueues, new() { QueueUrl = Queue }, json, asked: SqsProtocol.Json);
        Assert.Equal(["a", "b"], sources.QueueUrls);
        Assert.Equal("t", sources.NextToken);
    }

    [Theory]
    [InlineData("""{"Results":[{"Status":"RUNNING","ApproximateNumberOfMessagesMoved":7,"StartedTimestamp":1700000000000,"MaxNumberOfMessagesPerSecond":5}]}""")]
    [InlineData("""{"Results":[{"Status":"RUNNING","ApproximateNumberOfMessagesMoved":"7","StartedTimestamp":"1700000000000","MaxNumberOfMessagesPerSecond":"5"}]}""")]
    public void Numbers_May_Be_Texts(string json)
    {
        var task = Assert.Single(Answers.Read(SqsOperations.ListMessageMoveTasks, new() { SourceArn = "a" }, json, asked: SqsProtocol.Json).Results);
        Assert.Equal((7L, 1_700_000_000_000L, 5), (task.ApproximateNumberOfMessagesMoved, task.StartedTimestamp, task.MaxNumberOfMessagesPerSecond));
    }

    [Fact]
    public void Texts_May_Be_Numbers_And_Booleans()
    {
        var attributes = Answers.Read(SqsOperations.GetQueueAttributes, new() { QueueUrl = Queue }, """{"Attributes":{"DelaySeconds":30,"FifoQueue":true}}""", asked: SqsProtocol.Json).Attributes;
        Assert.Equal(("30", "true"), (attributes["DelaySeconds"], attributes["FifoQueue"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("{}")]
    [InlineData("""{"Future":[{}]}""")]
    [InlineData("<DeleteMessageResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteMessageResponse>")]
    public void Answer_Of_A_Void_Action_Needs_No_Result(string answer) =>
        Assert.NotNull(Answers.Read(SqsOperations.DeleteMessage, new() { QueueUrl = Queue, ReceiptHandle = "h" }, answer, asked: SqsProtocol.Json));

    [Theory]
    [InlineData("\uFEFF <GetQueueUrlResponse><GetQueueUrlResult><QueueUrl>u</QueueUrl></GetQueueUrlResult></GetQueueUrlResponse>")]
    [InlineData("\uFEFF {\"QueueUrl\":\"u\"} ")]
    public void Answer_May_Be_Xml(string answer) =>
        Assert.Equal("u", Answers.Read(SqsOperations.GetQueueUrl, new() { QueueName = "q" }, answer, asked: SqsProtocol.Json).QueueUrl);

    [Fact]
    public void SendMessage_With_Other_Digests_Is_Refused_By_Name()
    {
        var response = Answers.Read(
            SqsOperations.SendMessage,
            new() { QueueUrl = Queue, MessageBody = "tesT" },
            $$"""{"MessageId":"m-1","MD5OfMessageBody":"{{DigestOfTest}}"}""",
            Checksums.Platform,
            SqsProtocol.Json);
        Assert.Equal("m-1", Assert.IsType<SqsChecksumException>(SqsOperations.SendMessage.Refuse!(response)).MessageId);
    }

    private static ReceiveMessageResponse Receive(string json, MessageBodyFormat format = MessageBodyFormat.Text) =>
        Answers.Read(SqsOperations.ReceiveMessage, new() { QueueUrl = Queue, BodyFormat = format }, json, Checksums.Platform, SqsProtocol.Json);
}
