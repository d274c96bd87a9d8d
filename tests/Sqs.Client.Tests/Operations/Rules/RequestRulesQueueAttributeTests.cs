using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

public sealed class RequestRulesQueueAttributeTests
{
    [Theory]
    [InlineData("VisibilityTimeout", "0", "43200")]
    [InlineData("DelaySeconds", "0", "900")]
    [InlineData("MessageRetentionPeriod", "60", "1209600")]
    [InlineData("MaximumMessageSize", "1024", "1048576")]
    [InlineData("ReceiveMessageWaitTimeSeconds", "0", "20")]
    [InlineData("KmsDataKeyReusePeriodSeconds", "60", "86400")]
    public void Numbers_AtTheirLimits(string name, string min, string max)
    {
        Accepted(RequestRules.SetQueueAttributes, Set(name, min));
        Accepted(RequestRules.SetQueueAttributes, Set(name, max));
        var path = $"Attributes[\"{name}\"]";
        Refused(RequestRules.SetQueueAttributes, Set(name, (long.Parse(min) - 1).ToString()), path);
        Refused(RequestRules.SetQueueAttributes, Set(name, (long.Parse(max) + 1).ToString()), path);
        Refused(RequestRules.SetQueueAttributes, Set(name, ""), path);
        Refused(RequestRules.SetQueueAttributes, Set(name, "1e1"), path);
        Refused(RequestRules.SetQueueAttributes, Set(name, "99999999999999999999"), path);
        Refused(RequestRules.CreateQueue, Create("q", (name, "-1")), path);
    }

    [Theory]
    [InlineData("SqsManagedSseEnabled", "true")]
    [InlineData("SqsManagedSseEnabled", "False")]
    [InlineData("Policy", "")]
    [InlineData("RedrivePolicy", "")]
    [InlineData("RedriveAllowPolicy", "")]
    [InlineData("KmsMasterKeyId", "")]
    [InlineData("KmsMasterKeyId", "alias/aws/sqs")]
    [InlineData("AttributeOfTomorrow", "whatever")]
    public void Values_OfTheRule_AreAccepted(string name, string value) => Accepted(RequestRules.SetQueueAttributes, Set(name, value));

    [Theory]
    [InlineData("SqsManagedSseEnabled", "yes", Standard)]
    [InlineData("SqsManagedSseEnabled", "", Standard)]
    [InlineData("ContentBasedDeduplication", "1", Fifo)]
    [InlineData("DeduplicationScope", "group", Fifo)]
    [InlineData("FifoThroughputLimit", "perqueue", Fifo)]
    [InlineData("ContentBasedDeduplication", "true", Standard)]
    [InlineData("DeduplicationScope", "queue", Standard)]
    [InlineData("FifoThroughputLimit", "perQueue", Standard)]
    [InlineData("FifoQueue", "true", Standard)]
    [InlineData("FifoQueue", "false", Fifo)]
    [InlineData("FifoQueue", "maybe", Fifo)]
    [InlineData("", "x", Standard)]
    public void Values_AgainstTheRule_AreRefused(string name, string value, string url) =>
        Refused(RequestRules.SetQueueAttributes, Set(name, value) with { QueueUrl = url }, $"Attributes[\"{name}\"]");

    [Theory]
    [InlineData("ContentBasedDeduplication", "true")]
    [InlineData("DeduplicationScope", "messageGroup")]
    [InlineData("DeduplicationScope", "queue")]
    [InlineData("FifoThroughputLimit", "perQueue")]
    [InlineData("FifoThroughputLimit", "perMessageGroupId")]
    [InlineData("FifoQueue", "true")]
    public void Values_OfFifoQueues_AreAccepted(string name, string value) =>
        Accepted(RequestRules.SetQueueAttributes, Set(name, value) with { QueueUrl = Fifo });

    [Fact]
    public void Policy_AtItsLimit_CountsBytes()
    {
        Accepted(RequestRules.SetQueueAttributes, Set("Policy", Many('p', 8192)));
        Refused(RequestRules.SetQueueAttributes, Set("Policy", Many('p', 8193)), "Attributes[\"Policy\"]");
        Refused(RequestRules.SetQueueAttributes, Set("Policy", Many('é', 4097)), "Attributes[\"Policy\"]");
    }

    [Fact]
    public void Throughput_PerGroup_NeedsTheScope()
    {
        Accepted(RequestRules.CreateQueue, Create("q.fifo", ("FifoQueue", "true"), ("FifoThroughputLimit", "perMessageGroupId"), ("DeduplicationScope", "messageGroup")));
        Refused(
            RequestRules.CreateQueue,
            Create("q.fifo", ("FifoQueue", "true"), ("FifoThroughputLimit", "perMessageGroupId"), ("DeduplicationScope", "queue")),
            "Attributes[\"FifoThroughputLimit\"]");
    }

    [Fact]
    public void NewQueue_NameAndType_Agree()
    {
        Accepted(RequestRules.CreateQueue, Create("q.fifo", ("FifoQueue", "true"), ("ContentBasedDeduplication", "true")));
        Accepted(RequestRules.CreateQueue, Create("q", ("FifoQueue", "false")));
        Refused(RequestRules.CreateQueue, Create("q", ("FifoQueue", "true")), "QueueName");
        Refused(RequestRules.CreateQueue, Create("q.fifo"), "Attributes[\"FifoQueue\"]");
        Refused(RequestRules.CreateQueue, Create("q.fifo", ("FifoQueue", "false")), "Attributes[\"FifoQueue\"]");
        Refused(RequestRules.CreateQueue, Create("q", ("ContentBasedDeduplication", "true")), "Attributes[\"ContentBasedDeduplication\"]");
    }

    [Fact]
    public void NullsAndDefaults_AreNamed()
    {
        Null(RequestRules.SetQueueAttributes, Set("Policy", null!), "Attributes[\"Policy\"]");
        Refused(RequestRules.SetQueueAttributes, new SetQueueAttributesRequest { QueueUrl = Standard, Attributes = new Dictionary<QueueAttributeName, string> { [default] = "x" } }, "Attributes[\"\"]");
        Accepted(RequestRules.GetQueueAttributes, new GetQueueAttributesRequest { QueueUrl = Standard, AttributeNames = [QueueAttributeName.All, "New"] });
        Refused(RequestRules.GetQueueAttributes, new GetQueueAttributesRequest { QueueUrl = Standard, AttributeNames = [QueueAttributeName.All, default] }, "AttributeNames[1]");
        Refused(RequestRules.GetQueueAttributes, new GetQueueAttributesRequest { QueueUrl = Standard, AttributeNames = [""] }, "AttributeNames[0]");
    }

    private static SetQueueAttributesRequest Set(string name, string value) =>
        new() { QueueUrl = Standard, Attributes = new Dictionary<QueueAttributeName, string> { [name] = value } };

    private static CreateQueueRequest Create(string queue, params (string Name, string Value)[] attributes) =>
        new() { QueueName = queue, Attributes = attributes.ToDictionary(pair => new QueueAttributeName(pair.Name), pair => pair.Value) };
}
