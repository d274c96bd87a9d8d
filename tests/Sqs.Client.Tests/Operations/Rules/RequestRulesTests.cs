using Sqs.Client.Operations;
namespace Sqs.Client.Tests.Operations.Rules;

/// <summary>What the tables of the other files are made of: a good request of each action, and the two verdicts.</summary>
public sealed class RequestRulesTests
{
    internal const string Standard = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    internal const string Fifo = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo";

    [Fact]
    public void EveryAction_NullRequest_IsRefused()
    {
        foreach (var check in typeof(RequestRules).GetMethods().Where(method => method.IsStatic))
        {
            var refusal = Assert.Throws<System.Reflection.TargetInvocationException>(() => check.Invoke(null, [null])).InnerException;
            Assert.Equal("request", Assert.IsType<ArgumentNullException>(refusal).ParamName);
        }
    }

    [Fact]
    public void EveryAction_HasRules()
    {
        var requests = typeof(ISqsRequest).Assembly.GetTypes()
            .Where(type => typeof(ISqsRequest).IsAssignableFrom(type) && !type.IsInterface)
            .Select(type => type.Name[..^"Request".Length]).Order(StringComparer.Ordinal);
        var rules = typeof(RequestRules).GetMethods().Where(method => method.IsStatic).Select(method => method.Name).Order(StringComparer.Ordinal);
        Assert.Equal(requests, rules);
    }

    [Fact]
    public void GoodMessage_Checked_CostsNoAllocation()
    {
        var request = new SendMessageRequest
        {
            QueueUrl = Fifo,
            MessageBody = new string('ä', 1000),
            MessageGroupId = "g",
            MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal)
            {
                ["n"] = MessageAttributeValue.Number(12.5m),
                ["b"] = MessageAttributeValue.Binary(new byte[] { 1 }),
            },
            MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue>
            {
                [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String("Root=1"),
            },
        };
        var batch = new SendMessageBatchRequest
        {
            QueueUrl = Standard,
            Entries = [new() { Id = "a", MessageBody = "x"u8.ToArray() }, new() { Id = "b", MessageBody = "y" }],
        };
        Check();
        Check();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Check();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Check()
        {
            RequestRules.SendMessage(request);
            RequestRules.SendMessageBatch(batch);
        }
    }

    internal static void Accepted<TRequest>(Action<TRequest> check, TRequest request) => check(request);

    internal static void Refused<TRequest>(Action<TRequest> check, TRequest request, string member, int? position = null)
    {
        var refusal = Assert.Throws<SqsValidationException>(() => check(request));
        Assert.Equal(member, refusal.Member);
        Assert.Equal(position, refusal.Position);
        Assert.NotEmpty(refusal.Rule);
        Assert.Equal(SqsFault.Sender, refusal.Fault);
    }

    internal static void Null<TRequest>(Action<TRequest> check, TRequest request, string member) =>
        Assert.Equal(member, Assert.Throws<ArgumentNullException>(() => check(request)).ParamName);

    internal static string Many(char unit, int count) => new(unit, count);
}
