using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Tests.Access.Policies;

public sealed class PolicyEvaluatorTests
{
    [Theory]
    [InlineData("one account", "111122223333", "SendMessage", "Allow")]
    [InlineData("one account", "111122223333", "SendMessageBatch", "Allow")]
    [InlineData("one account", "111122223333", "ReceiveMessage", "ImplicitDeny")]
    [InlineData("one account", "111122223333/bob", "SendMessage", "ImplicitDeny")]
    [InlineData("one account", "777788889999", "SendMessage", "ImplicitDeny")]
    [InlineData("one account", "anonymous", "SendMessage", "ImplicitDeny")]
    [InlineData("two permissions", "111122223333", "ReceiveMessage", "Allow")]
    [InlineData("two permissions", "111122223333", "DeleteMessage", "ImplicitDeny")]
    [InlineData("all permissions to two accounts", "777788889999", "PurgeQueue", "Allow")]
    [InlineData("all permissions to two accounts", "777788889999", "DeleteQueue", "ImplicitDeny")]
    [InlineData("all permissions to two accounts", "777788889999", "SetQueueAttributes", "ImplicitDeny")]
    [InlineData("role and user", "111122223333", "SendMessage", "ImplicitDeny")]
    [InlineData("role and user", "111122223333/username1", "SendMessage", "ImplicitDeny")]
    [InlineData("everybody receives", "anonymous", "ReceiveMessage", "Allow")]
    [InlineData("everybody receives", "anonymous", "SendMessage", "ImplicitDeny")]
    [InlineData("everybody receives", "444455556666/carol", "ReceiveMessage", "Allow")]
    [InlineData("everybody receives", "111122223333", "ReceiveMessage", "Allow")]
    [InlineData("deny an account", "111122223333", "SendMessage", "ExplicitDeny")]
    [InlineData("deny an account", "111122223333/bob", "SendMessage", "ExplicitDeny")]
    [InlineData("deny an account", "111122223333", "DeleteMessage", "Allow")]
    [InlineData("deny an account", "777788889999", "SendMessage", "Allow")]
    [InlineData("deny an account", "anonymous", "DeleteQueue", "ImplicitDeny")]
    [InlineData("only from an endpoint", "111122223333", "SendMessage", "ExplicitDeny")]
    [InlineData("all but deleting", "anonymous", "DeleteMessageBatch", "ImplicitDeny")]
    [InlineData("all but deleting", "anonymous", "PurgeQueue", "ImplicitDeny")]
    [InlineData("all but deleting", "anonymous", "SendMessage", "Allow")]
    [InlineData("two users of the owner", "444455556666/user2", "SendMessage", "Allow")]
    [InlineData("two users of the owner", "444455556666/user3", "SendMessage", "ImplicitDeny")]
    [InlineData("two users of the owner", "444455556666/user1", "ReceiveMessage", "ImplicitDeny")]
    [InlineData("owner account", "444455556666/user1", "SendMessage", "ImplicitDeny")]
    [InlineData("owner account", "444455556666", "SendMessage", "Allow")]
    [InlineData("deny everybody", "444455556666", "SendMessage", "ExplicitDeny")]
    [InlineData("deny everybody", "444455556666", "DeleteQueue", "ExplicitDeny")]
    [InlineData("deny everybody", "444455556666", "SetQueueAttributes", "Allow")]
    [InlineData("deny everybody", "444455556666", "RemovePermission", "Allow")]
    [InlineData("deny everybody", "444455556666/user1", "SetQueueAttributes", "ExplicitDeny")]
    [InlineData("deny all but one user", "111122223333", "SendMessage", "Allow")]
    [InlineData("deny all but one user", "111122223333/eve", "SendMessage", "ExplicitDeny")]
    [InlineData("deny all but one user", "anonymous", "SendMessage", "ExplicitDeny")]
    [InlineData("a topic", "444455556666/user1", "SendMessage", "ImplicitDeny")]
    [InlineData("another queue", "anonymous", "SendMessage", "ImplicitDeny")]
    [InlineData("all queues but this", "anonymous", "SendMessage", "ImplicitDeny")]
    [InlineData("none", "444455556666", "DeleteQueue", "Allow")]
    [InlineData("none", "444455556666/user1", "GetQueueUrl", "ImplicitDeny")]
    [InlineData("none", "111122223333", "GetQueueUrl", "ImplicitDeny")]
    public void Guide_PolicyOfTheQueue_Decides(string policy, string caller, string action, string outcome) =>
        Assert.Equal(outcome, PolicyBench.Ask(PolicyBench.Read(GuidePolicies.Of(policy)), caller, action).Outcome.ToString());

    [Theory]
    [InlineData("everybody for three hours", "2009-01-31T12:00:00Z", null, false)]
    [InlineData("everybody for three hours", "2009-01-31T12:00:01Z", null, true)]
    [InlineData("everybody for three hours", "2009-01-31T14:59:59Z", null, true)]
    [InlineData("everybody for three hours", "2009-01-31T15:00:00Z", null, false)]
    [InlineData("everybody in a range", null, "192.0.2.255", true)]
    [InlineData("everybody in a range", null, "192.0.3.0", false)]
    [InlineData("everybody in a range", null, "::ffff:192.0.2.1", true)]
    [InlineData("everybody in a range", null, "2001:db8::1", false)]
    [InlineData("range and blocked range", null, "192.0.2.188", false)]
    [InlineData("range and blocked range", null, "192.0.2.189", true)]
    [InlineData("range and blocked range", null, "12.148.73.255", false)]
    [InlineData("range and blocked range", null, "12.148.74.0", false)]
    [InlineData("account until a day and from a range", "2009-06-30T11:59:59Z", "203.0.113.9", true)]
    [InlineData("account until a day and from a range", "2009-06-30T12:00:00Z", "203.0.113.9", false)]
    [InlineData("account until a day and from a range", "2009-06-30T11:59:59Z", "203.0.114.9", false)]
    public void Guide_MomentAndAddress_Decide(string policy, string? moment, string? address, bool isAllowed)
    {
        var action = policy == "everybody for three hours" ? "ReceiveMessage" : "SendMessage";
        Assert.Equal(isAllowed, PolicyBench.Ask(PolicyBench.Read(GuidePolicies.Of(policy)), "111122223333", action, moment, address).Outcome is AccessOutcome.Allow);
    }

    [Theory]
    [InlineData("none", "444455556666/bob", "Allow", "sqs:SendMessage", "*", "Allow", null)]
    [InlineData("none", "444455556666/bob", "Allow", "*", "arn:aws:sqs:us-east-2:444455556666:queue*", "Allow", null)]
    [InlineData("none", "444455556666/bob", "Allow", "sqs:SendMessage", "arn:aws:sqs:us-east-2:444455556666:queue2", "ImplicitDeny", "Identity")]
    [InlineData("none", "444455556666/bob", "Allow", "sns:*", "*", "ImplicitDeny", "Identity")]
    [InlineData("two users of the owner", "444455556666/user1", "Deny", "sqs:Send*", "*", "ExplicitDeny", "Identity")]
    [InlineData("owner account", "444455556666/bob", "Allow", "sqs:SendMessage", "*", "Allow", null)]
    [InlineData("deny everybody", "444455556666/bob", "Allow", "sqs:*", "*", "ExplicitDeny", "Queue")]
    [InlineData("none", "111122223333/bob", "Allow", "sqs:*", "*", "ImplicitDeny", "Queue")]
    [InlineData("one account", "111122223333/bob", "Allow", "sqs:*", "*", "Allow", null)]
    [InlineData("one account", "111122223333/bob", "Deny", "sqs:*", "*", "ExplicitDeny", "Identity")]
    [InlineData("one account", "111122223333/bob", "Allow", "sqs:ReceiveMessage", "*", "ImplicitDeny", "Identity")]
    [InlineData("role and user", "111122223333/username1", "Allow", "sqs:SendMessage", "*", "Allow", null)]
    [InlineData("role and user", "111122223333/username2", "Allow", "sqs:SendMessage", "*", "ImplicitDeny", "Queue")]
    public void Identity_AndQueue_DecideTogether(string policy, string caller, string effect, string action, string resource, string outcome, string? kind)
    {
        var decision = PolicyBench.Ask(PolicyBench.Read(GuidePolicies.Of(policy)), caller, identity: PolicyBench.ReadIdentity(GuidePolicies.Identity(effect, action, resource)));
        Assert.Equal((outcome, kind), (decision.Outcome.ToString(), decision.Kind?.ToString()));
    }

    [Theory]
    [InlineData("arn:aws:sqs:*:444455556666:${aws:username}-*", "2012-10-17", "bob-inbox", true)]
    [InlineData("arn:aws:sqs:*:444455556666:${aws:username}-*", "2012-10-17", "eve-inbox", false)]
    [InlineData("arn:aws:sqs:*:444455556666:${aws:username}-*", "2008-10-17", "bob-inbox", false)]
    [InlineData("arn:aws:sqs:*:444455556666:${AWS:UserName}-*", "2012-10-17", "bob-inbox", true)]
    [InlineData("arn:aws:sqs:*:444455556666:${aws:nothing}-*", "2012-10-17", "bob-inbox", false)]
    [InlineData("arn:aws:sqs:*:444455556666:${aws:nothing, 'bob'}-*", "2012-10-17", "bob-inbox", true)]
    [InlineData("arn:aws:sqs:*:444455556666:${aws:username, 'x'}-*", "2012-10-17", "bob-inbox", true)]
    [InlineData("arn:aws:sqs:*:444455556666:bob${*}inbox", "2012-10-17", "bob-inbox", false)]
    [InlineData("arn:aws:sqs:*:444455556666:bob?inbox", "2012-10-17", "bob-inbox", true)]
    public void Resource_WithAVariable_IsThatOfTheCaller(string resource, string version, string queue, bool isAllowed)
    {
        var identity = PolicyBench.ReadIdentity($$"""{"Version":"{{version}}","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"{{resource}}"}]}""");
        var decision = PolicyBench.Ask(null, "444455556666/bob", identity: identity, queue: "arn:aws:sqs:us-east-2:444455556666:" + queue);
        Assert.Equal(isAllowed, decision.Outcome is AccessOutcome.Allow);
    }

    [Fact]
    public void Variable_WithoutAValue_MakesNotResourceUnfit()
    {
        var identity = PolicyBench.ReadIdentity("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","NotResource":"${aws:nothing}"}]}""");
        Assert.Equal(AccessOutcome.ImplicitDeny, PolicyBench.Ask(null, "444455556666/bob", identity: identity).Outcome);
    }

    [Fact]
    public void UniqueId_OfAUser_IsThatUser()
    {
        var policy = PolicyBench.Read(GuidePolicies.Queue("""{"Effect":"Allow","Principal":{"AWS":"AIDACKCEVSQ6C2EXAMPLE"},"Action":"sqs:*","Resource":"*"}"""));
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var named = PolicyBench.With(Requester.User("444455556666", "bob", "AIDACKCEVSQ6C2EXAMPLE"), "SendMessage", PolicyBench.Queue, keys);
        var other = PolicyBench.With(Requester.User("444455556666", "bob", "AIDACKCEVSQ6C2EXAMPLF"), "SendMessage", PolicyBench.Queue, keys);
        Assert.Equal(AccessOutcome.Allow, PolicyEvaluator.Decide(named, "444455556666", null, policy).Outcome);
        Assert.Equal(AccessOutcome.ImplicitDeny, PolicyEvaluator.Decide(other, "444455556666", null, policy).Outcome);
    }
}
