using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

/// <summary>Receiving, handles, pages, move tasks, and the options of a call.</summary>
public sealed class RequestRulesCallTests
{
    private static readonly ReceiveMessageRequest Receive = new() { QueueUrl = Standard };

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(10, 20, 43_200)]
    [InlineData(null, null, null)]
    public void Receive_InRange_IsAccepted(int? max, int? wait, int? visibility) => Accepted(
        RequestRules.ReceiveMessage, Receive with { MaxNumberOfMessages = max, WaitTimeSeconds = wait, VisibilityTimeout = visibility });

    [Fact]
    public void Receive_OutOfRange_IsRefused()
    {
        Refused(RequestRules.ReceiveMessage, Receive with { MaxNumberOfMessages = 0 }, "MaxNumberOfMessages");
        Refused(RequestRules.ReceiveMessage, Receive with { MaxNumberOfMessages = 11 }, "MaxNumberOfMessages");
        Refused(RequestRules.ReceiveMessage, Receive with { WaitTimeSeconds = -1 }, "WaitTimeSeconds");
        Refused(RequestRules.ReceiveMessage, Receive with { WaitTimeSeconds = 21 }, "WaitTimeSeconds");
        Refused(RequestRules.ReceiveMessage, Receive with { VisibilityTimeout = -1 }, "VisibilityTimeout");
        Refused(RequestRules.ReceiveMessage, Receive with { VisibilityTimeout = 43_201 }, "VisibilityTimeout");
    }

    [Fact]
    public void Receive_NamesAndAttempt()
    {
        Accepted(RequestRules.ReceiveMessage, Receive with { AttributeNames = ["All"], MessageSystemAttributeNames = ["New"], MessageAttributeNames = [".*", "p.*"] });
        Refused(RequestRules.ReceiveMessage, Receive with { AttributeNames = ["All", ""] }, "AttributeNames[1]");
        Refused(RequestRules.ReceiveMessage, Receive with { MessageSystemAttributeNames = [default] }, "MessageSystemAttributeNames[0]");
        Refused(RequestRules.ReceiveMessage, Receive with { MessageAttributeNames = ["a", ""] }, "MessageAttributeNames[1]");
        Null(RequestRules.ReceiveMessage, Receive with { MessageAttributeNames = [null!] }, "MessageAttributeNames[0]");
        Accepted(RequestRules.ReceiveMessage, Receive with { QueueUrl = Fifo, ReceiveRequestAttemptId = Many('a', 128) });
        Refused(RequestRules.ReceiveMessage, Receive with { ReceiveRequestAttemptId = Many('a', 129) }, "ReceiveRequestAttemptId");
        Refused(RequestRules.ReceiveMessage, Receive with { ReceiveRequestAttemptId = "" }, "ReceiveRequestAttemptId");
        Refused(RequestRules.ReceiveMessage, Receive with { ReceiveRequestAttemptId = "a b" }, "ReceiveRequestAttemptId", 1);
    }

    [Fact]
    public void ReceiptHandle_AtItsLimit()
    {
        Accepted(RequestRules.DeleteMessage, new DeleteMessageRequest { QueueUrl = Standard, ReceiptHandle = Many('h', 1024) });
        Refused(RequestRules.DeleteMessage, new DeleteMessageRequest { QueueUrl = Standard, ReceiptHandle = Many('h', 1025) }, "ReceiptHandle");
        Refused(RequestRules.DeleteMessage, new DeleteMessageRequest { QueueUrl = Standard, ReceiptHandle = "" }, "ReceiptHandle");
        Null(RequestRules.DeleteMessage, new DeleteMessageRequest { QueueUrl = Standard, ReceiptHandle = null! }, "ReceiptHandle");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(43_200, true)]
    [InlineData(-1, false)]
    [InlineData(43_201, false)]
    public void Visibility_AtItsLimits(int timeout, bool isGood)
    {
        var request = new ChangeMessageVisibilityRequest { QueueUrl = Standard, ReceiptHandle = "h", VisibilityTimeout = timeout };
        Refused(RequestRules.ChangeMessageVisibility, request with { ReceiptHandle = Many('h', 1025) }, "ReceiptHandle");
        if (isGood)
        {
            Accepted(RequestRules.ChangeMessageVisibility, request);
        }
        else
        {
            Refused(RequestRules.ChangeMessageVisibility, request, "VisibilityTimeout");
        }
    }

    [Fact]
    public void Pages_AtTheirLimits()
    {
        Accepted(RequestRules.ListQueues, new ListQueuesRequest { MaxResults = 1, QueueNamePrefix = "any thing", NextToken = "t" });
        Accepted(RequestRules.ListQueues, new ListQueuesRequest { MaxResults = 1000 });
        Refused(RequestRules.ListQueues, new ListQueuesRequest { MaxResults = 0 }, "MaxResults");
        Refused(RequestRules.ListQueues, new ListQueuesRequest { MaxResults = 1001 }, "MaxResults");
        Accepted(RequestRules.ListDeadLetterSourceQueues, new ListDeadLetterSourceQueuesRequest { QueueUrl = Standard, MaxResults = 1000 });
        Refused(RequestRules.ListDeadLetterSourceQueues, new ListDeadLetterSourceQueuesRequest { QueueUrl = Standard, MaxResults = 0 }, "MaxResults");
        Refused(RequestRules.ListDeadLetterSourceQueues, new ListDeadLetterSourceQueuesRequest { QueueUrl = Standard, MaxResults = 1001 }, "MaxResults");
        Accepted(RequestRules.ListMessageMoveTasks, new ListMessageMoveTasksRequest { SourceArn = "arn:x", MaxResults = 1 });
        Accepted(RequestRules.ListMessageMoveTasks, new ListMessageMoveTasksRequest { SourceArn = "arn:x", MaxResults = 10 });
        Refused(RequestRules.ListMessageMoveTasks, new ListMessageMoveTasksRequest { SourceArn = "arn:x", MaxResults = 0 }, "MaxResults");
        Refused(RequestRules.ListMessageMoveTasks, new ListMessageMoveTasksRequest { SourceArn = "arn:x", MaxResults = 11 }, "MaxResults");
    }

    [Fact]
    public void MoveTasks_TheirRules()
    {
        var good = new StartMessageMoveTaskRequest { SourceArn = "arn:aws:sqs:eu-west-1:123456789012:dlq", DestinationArn = "arn:x", MaxNumberOfMessagesPerSecond = 500 };
        Accepted(RequestRules.StartMessageMoveTask, good);
        Accepted(RequestRules.StartMessageMoveTask, good with { DestinationArn = null, MaxNumberOfMessagesPerSecond = 1 });
        Refused(RequestRules.StartMessageMoveTask, good with { MaxNumberOfMessagesPerSecond = 0 }, "MaxNumberOfMessagesPerSecond");
        Refused(RequestRules.StartMessageMoveTask, good with { MaxNumberOfMessagesPerSecond = 501 }, "MaxNumberOfMessagesPerSecond");
        Refused(RequestRules.StartMessageMoveTask, good with { SourceArn = "" }, "SourceArn");
        Refused(RequestRules.StartMessageMoveTask, good with { SourceArn = Standard }, "SourceArn", 0);
        Refused(RequestRules.StartMessageMoveTask, good with { DestinationArn = "ARN:x" }, "DestinationArn", 0);
        Refused(RequestRules.StartMessageMoveTask, good with { DestinationArn = "" }, "DestinationArn");
        Refused(RequestRules.ListMessageMoveTasks, new ListMessageMoveTasksRequest { SourceArn = "dlq" }, "SourceArn", 0);
        Null(RequestRules.ListMessageMoveTasks, new ListMessageMoveTasksRequest { SourceArn = null! }, "SourceArn");
        Accepted(RequestRules.CancelMessageMoveTask, new CancelMessageMoveTaskRequest { TaskHandle = "t" });
        Refused(RequestRules.CancelMessageMoveTask, new CancelMessageMoveTaskRequest { TaskHandle = "" }, "TaskHandle");
        Null(RequestRules.CancelMessageMoveTask, new CancelMessageMoveTaskRequest { TaskHandle = null! }, "TaskHandle");
    }

    [Fact]
    public void Timeouts_ArePositive()
    {
        Accepted(RequestRules.ListQueues, With(new() { CallTimeout = TimeSpan.FromTicks(1), AttemptTimeout = TimeSpan.FromTicks(1) }));
        Refused(RequestRules.ListQueues, With(new() { CallTimeout = TimeSpan.Zero }), "CallOptions.CallTimeout");
        Refused(RequestRules.ListQueues, With(new() { AttemptTimeout = TimeSpan.FromTicks(-1) }), "CallOptions.AttemptTimeout");
        Refused(RequestRules.PurgeQueue, new PurgeQueueRequest { QueueUrl = Standard, CallOptions = new() { CallTimeout = TimeSpan.Zero } }, "CallOptions.CallTimeout");
    }

    [Theory]
    [InlineData("x-trace", "v")]
    [InlineData("!#$%&'*+-.^_`|~09Az", "a b!~")]
    [InlineData("x", "")]
    public void Header_OfTheRule_IsAccepted(string name, string value) => Accepted(RequestRules.ListQueues, WithHeader(name, value));

    [Theory]
    [InlineData("", "v", null)]
    [InlineData("a b", "v", 1)]
    [InlineData("a:", "v", 1)]
    [InlineData("ä", "v", 0)]
    [InlineData("x", "a\r\nb", 1)]
    [InlineData("x", "\n", 0)]
    [InlineData("x", "a\0", 1)]
    [InlineData("x", "\t", 0)]
    [InlineData("x", "abü", 2)]
    [InlineData("x", "\u007f", 0)]
    public void Header_AgainstTheRule_IsRefused(string name, string value, int? position) =>
        Refused(RequestRules.ListQueues, WithHeader(name, value), $"CallOptions.Headers[\"{name}\"]", position);

    [Theory]
    [InlineData("Host")]
    [InlineData("authorization")]
    [InlineData("Content-Type")]
    [InlineData("content-length")]
    [InlineData("X-Amz-Date")]
    [InlineData("x-amz-security-token")]
    [InlineData("x-amz-content-sha256")]
    [InlineData("X-Amz-Target")]
    [InlineData("x-amzn-query-mode")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Connection")]
    [InlineData("Expect")]
    [InlineData("User-Agent")]
    public void Header_OfTheClient_IsRefused(string name) =>
        Refused(RequestRules.ListQueues, WithHeader(name, "v"), $"CallOptions.Headers[\"{name}\"]");

    [Fact]
    public void Header_Null_IsNamed() => Null(RequestRules.ListQueues, WithHeader("x", null!), "CallOptions.Headers[\"x\"]");

    private static ListQueuesRequest With(SqsCallOptions options) => new() { CallOptions = options };

    private static ListQueuesRequest WithHeader(string name, string value) =>
        With(new() { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value } });
}
