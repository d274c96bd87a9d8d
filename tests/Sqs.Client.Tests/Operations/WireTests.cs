using System.Text;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Operations;

/// <summary>The exact bytes of requests, as forms and as queries of URLs.</summary>
public sealed class WireTests
{
    private const string Queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    private const string QueueOnTheWire = "https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2Forders";

    [Fact]
    public void SendMessage_Writes_Every_Member_That_Is_Set()
    {
        var request = new SendMessageRequest
        {
            QueueUrl = Queue,
            MessageBody = "a b+c=é&😀~",
            DelaySeconds = 5,
            MessageDeduplicationId = "d1",
            MessageGroupId = "g1",
            MessageAttributes = new Dictionary<string, MessageAttributeValue>
            {
                ["kind"] = MessageAttributeValue.String("new order", "label"),
                ["raw"] = MessageAttributeValue.Binary(new byte[] { 0xFB, 0xFF }),
            },
            MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue>
            {
                [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String("Root=1"),
            },
        };
        const string expected = $"""
            Action=SendMessage
            &Version=2012-11-05
            &QueueUrl={QueueOnTheWire}
            &MessageBody=a+b%2Bc%3D%C3%A9%26%F0%9F%98%80~
            &DelaySeconds=5
            &MessageDeduplicationId=d1
            &MessageGroupId=g1
            &MessageAttribute.1.Name=kind
            &MessageAttribute.1.Value.DataType=String.label
            &MessageAttribute.1.Value.StringValue=new+order
            &MessageAttribute.2.Name=raw
            &MessageAttribute.2.Value.DataType=Binary
            &MessageAttribute.2.Value.BinaryValue=%2B%2F8%3D
            &MessageSystemAttribute.1.Name=AWSTraceHeader
            &MessageSystemAttribute.1.Value.DataType=String
            &MessageSystemAttribute.1.Value.StringValue=Root%3D1
            """;
        Assert.Equal(Joined(expected), Write(request));
        Assert.Equal(Joined(expected).Replace("+", "%20", StringComparison.Ordinal), Write(request, forUrl: true));
    }

    [Fact]
    public void SendMessage_With_A_Body_Of_Bytes_Writes_What_The_Text_Would() =>
        Assert.Equal(
            Write(new SendMessageRequest { QueueUrl = Queue, MessageBody = "é 😀" }),
            Write(new SendMessageRequest { QueueUrl = Queue, MessageBody = "é 😀"u8.ToArray() }));

    [Fact]
    public void SendMessageBatch_Numbers_Its_Entries_And_Their_Attributes()
    {
        var request = new SendMessageBatchRequest
        {
            QueueUrl = Queue,
            Entries =
            [
                new() { Id = "a", MessageBody = "1" },
                new()
                {
                    Id = "b",
                    MessageBody = "2",
                    DelaySeconds = 0,
                    MessageGroupId = "g",
                    MessageDeduplicationId = "d",
                    MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["n"] = MessageAttributeValue.Number(1.5m) },
                    MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { ["AWSTraceHeader"] = MessageAttributeValue.String("t") },
                },
            ],
        };
        Assert.Equal(
            Joined($"""
                Action=SendMessageBatch
                &Version=2012-11-05
                &QueueUrl={QueueOnTheWire}
                &SendMessageBatchRequestEntry.1.Id=a
                &SendMessageBatchRequestEntry.1.MessageBody=1
                &SendMessageBatchRequestEntry.2.Id=b
                &SendMessageBatchRequestEntry.2.MessageBody=2
                &SendMessageBatchRequestEntry.2.DelaySeconds=0
                &SendMessageBatchRequestEntry.2.MessageDeduplicationId=d
                &SendMessageBatchRequestEntry.2.MessageGroupId=g
                &SendMessageBatchRequestEntry.2.MessageAttribute.1.Name=n
                &SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.DataType=Number
                &SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.StringValue=1.5
                &SendMessageBatchRequestEntry.2.MessageSystemAttribute.1.Name=AWSTraceHeader
                &SendMessageBatchRequestEntry.2.MessageSystemAttribute.1.Value.DataType=String
                &SendMessageBatchRequestEntry.2.MessageSystemAttribute.1.Value.StringValue=t
                """),
            Write(request));
    }

    [Fact]
    public void ReceiveMessage_Keeps_The_Three_Lists_Of_Names_Apart()
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = Queue,
            AttributeNames = ["SenderId"],
            MessageSystemAttributeNames = ["SentTimestamp", "All"],
            MessageAttributeNames = ["trace.*"],
            MaxNumberOfMessages = 10,
            VisibilityTimeout = 0,
            WaitTimeSeconds = 20,
            ReceiveRequestAttemptId = "r",
            BodyFormat = MessageBodyFormat.Utf8,
        };
        Assert.Equal(
            Joined($"""
                Action=ReceiveMessage
                &Version=2012-11-05
                &QueueUrl={QueueOnTheWire}
                &AttributeName.1=SenderId
                &MessageSystemAttributeName.1=SentTimestamp
                &MessageSystemAttributeName.2=All
                &MessageAttributeName.1=trace.%2A
                &MaxNumberOfMessages=10
                &VisibilityTimeout=0
                &WaitTimeSeconds=20
                &ReceiveRequestAttemptId=r
                """),
            Write(request));
    }

    [Fact]
    public void Members_That_Are_Not_Set_Are_Not_Written()
    {
        Assert.Equal("Action=ListQueues&Version=2012-11-05", Write(new ListQueuesRequest()));
        Assert.Equal($"Action=ReceiveMessage&Version=2012-11-05&QueueUrl={QueueOnTheWire}", Write(new ReceiveMessageRequest { QueueUrl = Queue }));
        Assert.Equal($"Action=SendMessage&Version=2012-11-05&QueueUrl={QueueOnTheWire}&MessageBody=b", Write(new SendMessageRequest { QueueUrl = Queue, MessageBody = "b" }));
    }

    [Fact]
    public void Batches_That_Settle_Number_Their_Entries()
    {
        Assert.Equal(
            Joined($"""
                Action=ChangeMessageVisibilityBatch
                &Version=2012-11-05
                &QueueUrl={QueueOnTheWire}
                &ChangeMessageVisibilityBatchRequestEntry.1.Id=a
                &ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle=h%2F1%3D%3D
                &ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=43200
                """),
            Write(new ChangeMessageVisibilityBatchRequest { QueueUrl = Queue, Entries = [new() { Id = "a", ReceiptHandle = "h/1==", VisibilityTimeout = 43_200 }] }));
        Assert.Equal(
            Joined($"""
                Action=DeleteMessageBatch
                &Version=2012-11-05
                &QueueUrl={QueueOnTheWire}
                &DeleteMessageBatchRequestEntry.1.Id=a
                &DeleteMessageBatchRequestEntry.1.ReceiptHandle=h1
                &DeleteMessageBatchRequestEntry.2.Id=b
                &DeleteMessageBatchRequestEntry.2.ReceiptHandle=h2
                """),
            Write(new DeleteMessageBatchRequest { QueueUrl = Queue, Entries = [new() { Id = "a", ReceiptHandle = "h1" }, new() { Id = "b", ReceiptHandle = "h2" }] }));
    }

    [Fact]
    public void Attributes_Tags_And_Permissions_Have_Names_Of_Their_Own()
    {
        Assert.Equal(
            "Action=CreateQueue&Version=2012-11-05&QueueName=orders&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=60&Tag.1.Key=team&Tag.1.Value=a+b",
            Write(new CreateQueueRequest
            {
                QueueName = "orders",
                Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "60" },
                Tags = new Dictionary<string, string> { ["team"] = "a b" },
            }));
        Assert.Equal(
            $"Action=UntagQueue&Version=2012-11-05&QueueUrl={QueueOnTheWire}&TagKey.1=a&TagKey.2=b",
            Write(new UntagQueueRequest { QueueUrl = Queue, TagKeys = ["a", "b"] }));
        Assert.Equal(
            $"Action=AddPermission&Version=2012-11-05&QueueUrl={QueueOnTheWire}&Label=l&AWSAccountId.1=1&AWSAccountId.2=2&ActionName.1=SendMessage",
            Write(new AddPermissionRequest { QueueUrl = Queue, Label = "l", AWSAccountIds = ["1", "2"], Actions = ["SendMessage"] }));
        Assert.Equal(
            $"Action=GetQueueAttributes&Version=2012-11-05&QueueUrl={QueueOnTheWire}&AttributeName.1=All",
            Write(new GetQueueAttributesRequest { QueueUrl = Queue, AttributeNames = [QueueAttributeName.All] }));
    }

    [Fact]
    public void Lists_In_Attribute_Values_Are_Numbered()
    {
        var value = new MessageAttributeValue { DataType = "StringList", StringListValues = ["x", "y"], BinaryListValues = [new byte[] { 1 }] };
        Assert.Contains(
            "&MessageAttribute.1.Value.StringListValue.1=x&MessageAttribute.1.Value.StringListValue.2=y&MessageAttribute.1.Value.BinaryListValue.1=AQ%3D%3D",
            Write(new SendMessageRequest { QueueUrl = Queue, MessageBody = "b", MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["l"] = value } }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void Numbers_Do_Not_Depend_On_The_Culture(string culture)
    {
        var previous = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(culture);
            Assert.EndsWith("&VisibilityTimeout=-5", Write(new ChangeMessageVisibilityRequest { QueueUrl = Queue, ReceiptHandle = "h", VisibilityTimeout = -5 }), StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = previous;
        }
    }

    private static string Joined(string lines) => lines.ReplaceLineEndings("");

    private static string Write(ISqsRequest request, bool forUrl = false)
    {
        using var target = new ByteBuffer(16);
        SqsOperations.Writer(request).Write(target, forUrl);
        return Encoding.UTF8.GetString(target.Written);
    }
}
