using System.Net;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Policies;

/// <summary>
/// Policies that the client writes, set on a queue of the embedded server, whose own hand reads them: what they allow and deny is what
/// their author meant.
/// </summary>
public abstract class PolicyDecisionTests(SqsProtocol protocol)
{
    private const string Partner = "111122223333";
    private const string Stranger = "777788889999";

    [Theory]
    [InlineData("nothing", false, false, false)]
    [InlineData("partner may send", true, false, false)]
    [InlineData("partner by the ARN of its root", true, false, false)]
    [InlineData("partner in the short form of the resource", true, false, false)]
    [InlineData("partner in the oldest form", true, false, false)]
    [InlineData("everybody may send", true, true, true)]
    [InlineData("everybody but the stranger denied", true, false, true)]
    [InlineData("everybody but those not the partner denied", true, false, false)]
    [InlineData("everybody with TLS only", false, false, false)]
    [InlineData("everybody from here", true, true, true)]
    [InlineData("everybody from elsewhere", false, false, false)]
    [InlineData("everybody but from elsewhere denied", false, false, false)]
    [InlineData("everybody until later", true, true, true)]
    [InlineData("everybody until earlier", false, false, false)]
    [InlineData("all actions but sending", false, false, false)]
    [InlineData("with a wildcard in the action", true, false, false)]
    [InlineData("with a variable in a condition", true, true, false)]
    [InlineData("with a missing key", false, false, false)]
    [InlineData("with a missing key, if it exists", true, true, true)]
    [InlineData("with Null", false, false, true)]
    [InlineData("with a set operator", true, true, true)]
    [InlineData("a service alone", false, false, false)]
    public async Task Sending_IsDecided_AsThePolicyMeans(string name, bool partner, bool stranger, bool anonymous)
    {
        await using var scene = await Scene.StartAsync(protocol);
        await scene.SetAsync(PolicyOf(name, scene.Queue));

        Assert.Equal((partner, stranger, anonymous), (await scene.MaySendAsync(Partner), await scene.MaySendAsync(Stranger), await scene.MaySendAsync("")));
    }

    [Fact]
    public async Task Statements_ReadyMade_AreTakenByTheServer()
    {
        await using var scene = await Scene.StartAsync(protocol);
        var queue = scene.Queue;

        await scene.SetAsync(AccessPolicy.Empty
            .With(QueueAccess.AllowTopic(queue, Arn.Parse("arn:aws:sns:eu-central-1:123456789012:topic")))
            .With(QueueAccess.AllowBucket(queue, Arn.Parse("arn:aws:s3:::bucket"), Partner))
            .With(QueueAccess.AllowRule(queue, Arn.Parse("arn:aws:events:eu-central-1:123456789012:rule/nightly")))
            .With(QueueAccess.AllowMarketplaceNotifications(queue))
            .With(QueueAccess.DenyAccounts(queue, Stranger)));

        Assert.True(await scene.MaySendAsync(QueueAccess.MarketplaceAccount));
        Assert.False(await scene.MaySendAsync(Partner));
        var attributes = await scene.As(QueueAccess.MarketplaceAccount).GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = scene.Url, AttributeNames = [QueueAttributeName.QueueArn] });
        Assert.Equal(queue, attributes.ToTyped().QueueArn);
    }

    /// <summary>Whatever the client's check lets through, the server takes; and what the server refuses, the check has refused.</summary>
    [Theory]
    [InlineData(20261)]
    [InlineData(20262)]
    public async Task Check_BeforeSending_AgreesWithTheServer(int seed)
    {
        await using var scene = await Scene.StartAsync(protocol);
        var random = new RandomPolicies(seed, scene.Queue);
        var refused = 0;
        for (var round = 0; round < 150; round++)
        {
            var policy = random.Next();
            var verdict = Record.Exception(() => policy.Validate(scene.Queue));
            var answer = await Record.ExceptionAsync(() => scene.SetAsync(policy));

            Assert.True((verdict is null) == (answer is null), $"seed {seed}, round {round}: the check says {verdict?.Message ?? "fine"}, the server {answer?.Message ?? "fine"} of {policy.ToJson()}");
            refused += verdict is null ? 0 : 1;
        }

        Assert.InRange(refused, 15, 135);
    }

    [Fact]
    public async Task UpdatePolicy_OnAQueue_AddsAndRemoves()
    {
        await using var scene = await Scene.StartAsync(protocol);
        var queue = await SqsQueue.OpenAsync(scene.Owner, scene.Url);
        var grant = QueueAccess.AllowSend(scene.Queue, Partner);

        var added = await queue.UpdatePolicyAsync(policy => policy.With(grant).With(QueueAccess.DenyAccounts(scene.Queue, Stranger)));
        Assert.True(await scene.MaySendAsync(Partner));
        Assert.Equal(2, added.Statements.Count);

        await scene.Owner.UpdatePolicyAsync(scene.Url, policy => AccessPolicy.Empty);
        Assert.False(await scene.MaySendAsync(Partner));
        Assert.Null((await queue.GetTypedAttributesAsync()).PolicyText);
    }

    /// <summary>The service's AddPermission and the client's records work on one policy.</summary>
    [Fact]
    public async Task Permissions_AddedByTheServer_AreReadAndKept()
    {
        await using var scene = await Scene.StartAsync(protocol);
        await scene.Owner.AddPermissionAsync(new AddPermissionRequest { QueueUrl = scene.Url, Label = "letters", AWSAccountIds = [Partner], Actions = ["SendMessage"] });

        var policy = await scene.Owner.UpdatePolicyAsync(scene.Url, policy => policy.With(QueueAccess.AllowSend(scene.Queue, Stranger)));

        Assert.Equal(PolicyPrincipal.Account(Partner), Assert.Single(policy.Find("letters")!.Principals));
        Assert.Equal((true, true), (await scene.MaySendAsync(Partner), await scene.MaySendAsync(Stranger)));
        await scene.Owner.RemovePermissionAsync(new RemovePermissionRequest { QueueUrl = scene.Url, Label = "letters" });
        Assert.Equal((false, true), (await scene.MaySendAsync(Partner), await scene.MaySendAsync(Stranger)));
    }

    private static AccessPolicy PolicyOf(string name, Arn queue)
    {
        var everybody = PolicyStatement.Allow(PolicyAction.SendMessage).To(PolicyPrincipal.Anyone).On(queue);
        var partner = PolicyStatement.Allow(PolicyAction.SendMessage).To(PolicyPrincipal.Account(Partner));
        PolicyStatement[] statements = name switch
        {
            "partner may send" => [QueueAccess.AllowSend(queue, Partner)],
            "partner by the ARN of its root" => [PolicyStatement.Allow(PolicyAction.SendMessage).On(queue).To(PolicyPrincipal.Identity(Arn.Parse($"arn:aws:iam::{Partner}:root")))],
            "partner in the short form of the resource" => [partner.On($"{queue.AccountId}/{queue.Resource}")],
            "partner in the oldest form" => [partner.On($"/{queue.AccountId}/{queue.Resource}")],
            "everybody may send" => [everybody],
            "everybody but the stranger denied" => [everybody, QueueAccess.DenyAccounts(queue, Stranger)],
            "everybody but those not the partner denied" => [everybody, PolicyStatement.Deny(PolicyAction.All).ToAllExcept(PolicyPrincipal.Account(Partner)).On(queue)],
            "everybody with TLS only" => [everybody, QueueAccess.RequireTls(queue)],
            "everybody from here" => [everybody.OnlyFrom("127.0.0.0/8", "::1/128")],
            "everybody from elsewhere" => [everybody.OnlyFrom("203.0.113.0/24")],
            "everybody but from elsewhere denied" => [everybody, QueueAccess.DenyOutside(queue, "203.0.113.0/24")],
            "everybody until later" => [everybody.Until(new DateTimeOffset(2030, 1, 1, 0, 1, 0, TimeSpan.Zero))],
            "everybody until earlier" => [everybody.Until(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))],
            "all actions but sending" => [everybody.AllActionsExcept(PolicyAction.SendMessage)],
            "with a wildcard in the action" => [partner.On(PolicyResource.Any) with { Actions = ["SQS:*end*"] }],
            "with a variable in a condition" => [everybody.When(PolicyOperator.StringEquals, "aws:PrincipalAccount", PolicyVariable.Of("aws:PrincipalAccount"))],
            "with a missing key" => [everybody.When(PolicyOperator.StringEquals, "aws:sourceVpce", "vpce-1")],
            "with a missing key, if it exists" => [everybody.When(PolicyOperator.StringEquals.IfExists, "aws:sourceVpce", "vpce-1")],
            "with Null" => [everybody.When(PolicyOperator.Null, "AWS:principalaccount", "true")],
            "with a set operator" => [everybody.When(PolicyOperator.StringLike.ForAllValues, "aws:TagKeys", "env*")],
            "a service alone" => [PolicyStatement.Allow(PolicyAction.SendMessage).To(PolicyPrincipal.Service("sns.amazonaws.com")).On(queue)],
            _ => [],
        };
        return new AccessPolicy { Statements = statements };
    }

    /// <summary>A queue "orders" of account 123456789012, and callers: the roots of accounts, and whoever signs nothing.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private static readonly string[] Accounts = ["123456789012", Partner, Stranger, QueueAccess.MarketplaceAccount];

        private readonly Stage _stage;

        private Scene(Stage stage, string url) => (_stage, Url, Owner) = (stage, url, As(stage, "123456789012"));

        public string Url { get; }

        public SqsClient Owner { get; }

        public Arn Queue => Arn.Parse(_stage.ArnOf("orders"));

        public static async Task<Scene> StartAsync(SqsProtocol protocol)
        {
            var stage = await Stage.StartAsync(protocol, options =>
            {
                foreach (var account in Accounts)
                {
                    options.AccessKeys.Add(new LocalAccessKey("KEY" + account, "secret") { AccountId = account });
                }
            });
            var created = await As(stage, "123456789012").CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" });
            return new Scene(stage, created.QueueUrl);
        }

        public SqsClient As(string account) => As(_stage, account);

        public Task SetAsync(AccessPolicy policy) => Owner.SetQueueAttributesAsync(Url, new QueueAttributes { Policy = policy });

        public async Task<bool> MaySendAsync(string account)
        {
            try
            {
                await As(account).SendMessageAsync(new SendMessageRequest { QueueUrl = Url, MessageBody = "x" });
                return true;
            }
            catch (SqsException refused) when (refused.StatusCode == (int)HttpStatusCode.Forbidden || refused.ErrorCode == SqsErrorCode.AccessDenied)
            {
                return false;
            }
        }

        public ValueTask DisposeAsync() => _stage.DisposeAsync();

        private static SqsClient As(Stage stage, string account) => stage.NewClient(account.Length == 0 ? AwsCredentials.Anonymous : new AwsCredentials("KEY" + account, "secret"));
    }

    public sealed class InQuery() : PolicyDecisionTests(SqsProtocol.Query);

    public sealed class InJson() : PolicyDecisionTests(SqsProtocol.Json);
}
