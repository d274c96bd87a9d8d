using Sqs.Client.LocalServer.Tests.Access.Policies;

namespace Sqs.Client.LocalServer.Tests.Access;

public sealed class AuthorizationTests
{
    private const string Root = "ROOT";
    private const string Reader = "READER";
    private const string Nobody = "NOBODY";
    private const string OtherRoot = "OTHERROOT";
    private const string OtherUser = "OTHERUSER";
    private const string Denied = "AccessDenied";
    private const string Unknown = "AWS.SimpleQueueService.NonExistentQueue";
    private const string Arn = "arn:aws:sqs:us-east-2:444455556666:queue1";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Callers_WithoutAQueuePolicy_DoWhatTheirOwnSays(bool json)
    {
        await using var server = await StartAsync();
        Persona Who(string? key) => new(server, json, key);
        Assert.Equal("Ok", (await Who(Root).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Code);
        Assert.Equal("Ok", (await Who(Reader).SendAsync("ReceiveMessage", "queue1")).Code);
        Assert.Equal("Ok", (await Who(Reader).SendAsync("ListQueues", null)).Code);
        foreach (var (key, action) in new[] { (Reader, "PurgeQueue"), (Nobody, "ReceiveMessage"), (OtherRoot, "ReceiveMessage"), (OtherUser, "ReceiveMessage"), (null, "ReceiveMessage") })
        {
            var refusal = await Who(key).SendAsync(action, "queue1");
            Assert.Equal((403, Denied), (refusal.Status, refusal.Code));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusal_NamesTheCallerTheActionAndTheReason(bool json)
    {
        await using var server = await StartAsync();
        Persona Who(string? key) => new(server, json, key);
        Assert.Equal(
            $"User: arn:aws:iam::444455556666:user/nobody is not authorized to perform: sqs:sendmessage on resource: {Arn} because no identity-based policy allows the sqs:sendmessage action",
            (await Who(Nobody).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Message);
        Assert.Equal(
            $"User: arn:aws:iam::111122223333:root is not authorized to perform: sqs:purgequeue on resource: {Arn} because no resource-based policy allows the sqs:purgequeue action",
            (await Who(OtherRoot).SendAsync("PurgeQueue", "queue1")).Message);
        await SetPolicyAsync(server, GuidePolicies.Of("deny everybody"));
        Assert.Equal(
            $"User: arn:aws:iam::444455556666:root is not authorized to perform: sqs:purgequeue on resource: {Arn} with an explicit deny in a resource-based policy",
            (await Who(Root).SendAsync("PurgeQueue", "queue1")).Message);
        Assert.Equal(
            "User: arn:aws:iam::444455556666:user/reader is not authorized to perform: sqs:listqueuetags on resource: arn:aws:sqs:us-east-2:444455556666:queue1 with an explicit deny in an identity-based policy",
            (await Who(Reader).SendAsync("ListQueueTags", "queue1")).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task QueuePolicy_OpensTheQueue_ToWhomItNames(bool json)
    {
        await using var server = await StartAsync();
        Persona Who(string? key) => new(server, json, key);
        await SetPolicyAsync(server, GuidePolicies.Of("two permissions"));
        Assert.Equal("Ok", (await Who(OtherRoot).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Code);
        Assert.Equal("Ok", (await Who(OtherUser).SendAsync("ReceiveMessage", "queue1")).Code);
        Assert.Equal(Denied, (await Who(OtherUser).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Code);
        Assert.Equal(Denied, (await Who(OtherRoot).SendAsync("GetQueueAttributes", "queue1")).Code);
        Assert.Equal(Denied, (await Who(null).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Code);

        await SetPolicyAsync(server, GuidePolicies.Of("everybody receives"));
        Assert.Equal("Ok", (await Who(null).SendAsync("ReceiveMessage", "queue1")).Code);
        Assert.Equal("Ok", (await Who(Nobody).SendAsync("ReceiveMessage", "queue1")).Code);
        await SetPolicyAsync(server, "");
        Assert.Equal(Denied, (await Who(null).SendAsync("ReceiveMessage", "queue1")).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Permission_AddedAndRemoved_ShowsAtOnce(bool json)
    {
        await using var server = await StartAsync();
        Persona Who(string? key) => new(server, json, key);
        Assert.Equal("Ok", (await Who(Root).SendAsync("AddPermission", "queue1", ("Label", "in"), ("AWSAccountIds", new[] { "111122223333" }), ("Actions", new[] { "SendMessage" }))).Code);
        Assert.Equal("Ok", (await Who(OtherRoot).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Code);
        Assert.Equal(Denied, (await Who(OtherRoot).SendAsync("AddPermission", "queue1", ("Label", "me"), ("AWSAccountIds", new[] { "111122223333" }), ("Actions", new[] { "*" }))).Code);
        Assert.Equal("Ok", (await Who(Root).SendAsync("RemovePermission", "queue1", ("Label", "in"))).Code);
        Assert.Equal(Denied, (await Who(OtherRoot).SendAsync("SendMessage", "queue1", ("MessageBody", "x"))).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Queue_ThatIsNotThere_IsToldToItsOwnersWithThePermission(bool json)
    {
        await using var server = await StartAsync();
        Persona Who(string? key) => new(server, json, key);
        Assert.Equal(Unknown, (await Who(Root).SendAsync("SendMessage", "none", ("MessageBody", "x"))).Code);
        Assert.Equal(Unknown, (await Who(Reader).SendAsync("ReceiveMessage", "none")).Code);
        Assert.Equal(Denied, (await Who(Nobody).SendAsync("ReceiveMessage", "none")).Code);
        Assert.Equal(Unknown, (await Who(OtherRoot).SendAsync("ReceiveMessage", "none")).Code);
        Assert.Equal(Unknown, (await Who(null).SendAsync("ReceiveMessage", "none")).Code);
        Assert.Equal(Denied, (await Who(OtherRoot).SendAsync("GetQueueUrl", null, ("QueueName", "queue1"), ("QueueOwnerAWSAccountId", "444455556666"))).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unsigned_WithoutAQueue_IsNotAuthenticated(bool json)
    {
        await using var server = await StartAsync();
        var stranger = new Persona(server, json, null);
        foreach (var (action, member) in new[] { ("ListQueues", "MaxResults"), ("CreateQueue", "QueueName"), ("GetQueueUrl", "QueueName"), ("SendMessage", "MessageBody"), ("StartMessageMoveTask", "SourceArn"), ("Nothing", "X") })
        {
            Assert.Equal("MissingAuthenticationToken", (await stranger.SendAsync(action, null, (member, "1"))).Code);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Policy_IsWithheldFromOtherAccounts(bool json)
    {
        await using var server = await StartAsync();
        await SetPolicyAsync(server, GuidePolicies.Of("all permissions to two accounts"));
        var asked = ("AttributeNames", (object)new[] { "All" });
        Assert.Contains("Queue1_Policy_UUID", (await new Persona(server, json, Root).SendAsync("GetQueueAttributes", "queue1", asked)).Text, StringComparison.Ordinal);
        var seen = await new Persona(server, json, OtherRoot).SendAsync("GetQueueAttributes", "queue1", asked);
        Assert.Contains("VisibilityTimeout", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Policy", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoveTask_NeedsBothEnds()
    {
        await using var server = await StartAsync();
        var root = new Persona(server, false, Root);
        _ = await root.SendAsync("CreateQueue", null, ("QueueName", "source"), ("Attributes", new Dictionary<string, string> { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{Arn}}","maxReceiveCount":1}""" }));
        var mover = new Persona(server, false, "MOVER");
        Assert.Equal("Ok", (await mover.SendAsync("StartMessageMoveTask", null, ("SourceArn", Arn))).Code);
        Assert.Equal("Ok", (await mover.SendAsync("ListMessageMoveTasks", null, ("SourceArn", Arn))).Code);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await mover.SendAsync("StartMessageMoveTask", null, ("SourceArn", Arn), ("DestinationArn", Arn));
        Assert.Contains("sqs:sendmessage on resource: " + Arn, refused.Message, StringComparison.Ordinal);
        Assert.Equal(Denied, (await new Persona(server, false, Reader).SendAsync("StartMessageMoveTask", null, ("SourceArn", Arn))).Code);
        Assert.Equal(Denied, (await mover.SendAsync("DeleteQueue", "queue1")).Code);
    }

    [Fact]
    public async Task Tags_OfTheRequest_AreConditions()
    {
        await using var server = await StartAsync();
        var tagger = new Persona(server, true, "TAGGER");
        Task<Persona.Verdict> CreateAsync(string name, string team) =>
            tagger.SendAsync("CreateQueue", null, ("QueueName", name), ("tags", new Dictionary<string, string> { ["team"] = team }));
        Assert.Equal("Ok", (await CreateAsync("blue", "blue")).Code);
        Assert.Contains("sqs:createqueue", (await CreateAsync("red", "red")).Message, StringComparison.Ordinal);
        Assert.Contains("sqs:tagqueue", (await CreateAsync("untaggable", "blue")).Message, StringComparison.Ordinal);
        Assert.Equal("Ok", (await tagger.SendAsync("UntagQueue", "blue", ("TagKeys", new[] { "team" }))).Code);
        Assert.Equal(Denied, (await tagger.SendAsync("UntagQueue", "blue", ("TagKeys", new[] { "team", "cost" }))).Code);
    }

    [Fact]
    public async Task Refusal_UsesNoFaultUp()
    {
        await using var server = await StartAsync();
        var fault = server.Server.Faults.Add(new FaultRule { Action = "PurgeQueue", Fault = Fault.ServiceUnavailable(), Times = 1 });
        Assert.Equal(Denied, (await new Persona(server, true, Reader).SendAsync("PurgeQueue", "queue1")).Code);
        Assert.Equal(0, fault.Fired);
        Assert.Equal(503, (await new Persona(server, true, Root).SendAsync("PurgeQueue", "queue1")).Status);
    }

    [Fact]
    public async Task Conditions_SeeTheRequest()
    {
        await using var server = await StartAsync();
        var stranger = new Persona(server, false, null);
        foreach (var (condition, isMet) in new[]
        {
            ("""{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", true),
            ("""{"Bool":{"aws:SecureTransport":"true"}}""", false),
            ("""{"StringLike":{"aws:UserAgent":"persona/*"}}""", true),
            ("""{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:01Z"}}""", true),
            ("""{"StringEquals":{"aws:RequestedRegion":"us-east-2"}}""", true),
            ("""{"Null":{"aws:username":"false"}}""", false),
            ("""{"StringEquals":{"aws:ResourceTag/team":"blue"}}""", true),
            ("""{"StringEquals":{"aws:ResourceTag/team":"red"}}""", false),
        })
        {
            await SetPolicyAsync(server, GuidePolicies.Queue($$"""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{{condition}}}"""));
            Assert.Equal((condition, isMet ? "Ok" : Denied), (condition, (await stranger.SendAsync("ReceiveMessage", "queue1")).Code));
        }

        await SetPolicyAsync(server, GuidePolicies.Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:10:00Z"}}}"""));
        Assert.Equal("Ok", (await stranger.SendAsync("ReceiveMessage", "queue1")).Code);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Denied, (await stranger.SendAsync("ReceiveMessage", "queue1")).Code);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Permit","Principal":"*","Action":"sqs:*","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:444455556666:queue2"}]}""")]
    public async Task Policy_ThatAQueueDoesNotTake_IsRefused(string policy)
    {
        await using var server = await StartAsync();
        var root = new Persona(server, true, Root);
        var attributes = ("Attributes", (object)new Dictionary<string, string> { ["Policy"] = policy });
        foreach (var refusal in new[] { await root.SendAsync("SetQueueAttributes", "queue1", attributes), await root.SendAsync("CreateQueue", null, ("QueueName", "queue9"), attributes) })
        {
            Assert.Equal((400, "InvalidAttributeValue"), (refusal.Status, refusal.Code));
            Assert.StartsWith("Invalid value for the parameter Policy.", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Unknown, (await root.SendAsync("ReceiveMessage", "queue9")).Code);
    }

    [Fact]
    public async Task Key_WithABrokenPolicy_IsNamedAtTheStart()
    {
        var options = new LocalSqsOptions();
        options.AccessKeys.Add(new LocalAccessKey("BROKEN", "s") { UserName = "u", Policy = "{}" });
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => LocalSqs.StartAsync(options));
        Assert.Contains("'BROKEN' has an identity policy that cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsigned_WhereSignaturesAreNotVerified_IsTheRoot()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("PurgeQueue", "q");
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync(options =>
        {
            options.VerifySignatures = true;
            options.Region = "us-east-2";
            options.AccountId = "444455556666";
            Add(Root, null, null, null);
            Add(Reader, null, "reader", """{"Statement":[{"Effect":"Allow","Action":["sqs:ReceiveMessage","sqs:ListQueues"],"Resource":"*"},{"Effect":"Deny","Action":"sqs:ListQueueTags","Resource":"*"}]}""");
            Add(Nobody, null, "nobody", null);
            Add("MOVER", null, "mover", """
                {"Statement":[{"Effect":"Allow","Action":["sqs:*MessageMoveTask*","sqs:ReceiveMessage","sqs:DeleteMessage","sqs:GetQueueAttributes"],"Resource":"*"},
                 {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:*:source"}]}
                """);
            Add("TAGGER", null, "tagger", """
                {"Statement":[{"Effect":"Allow","Action":"sqs:CreateQueue","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"blue"}}},
                 {"Effect":"Allow","Action":"sqs:TagQueue","Resource":"arn:aws:sqs:*:*:blue"},
                 {"Effect":"Allow","Action":"sqs:UntagQueue","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}]}
                """);
            Add(OtherRoot, "111122223333", null, null);
            Add(OtherUser, "111122223333", "reader", """{"Statement":{"Effect":"Allow","Action":"sqs:ReceiveMessage","Resource":"*"}}""");

            void Add(string key, string? account, string? user, string? policy) =>
                options.AccessKeys.Add(new LocalAccessKey(key, key + "-secret") { AccountId = account, UserName = user, Policy = policy });
        });
        var root = new Persona(server, true, Root);
        Assert.Equal("Ok", (await root.SendAsync("CreateQueue", null, ("QueueName", "queue1"))).Code);
        Assert.Equal("Ok", (await root.SendAsync("TagQueue", "queue1", ("Tags", new Dictionary<string, string> { ["team"] = "blue" }))).Code);
        return server;
    }

    private static async Task SetPolicyAsync(TestServer server, string policy)
    {
        var answer = await new Persona(server, true, Root).SendAsync("SetQueueAttributes", "queue1", ("Attributes", new Dictionary<string, string> { ["Policy"] = policy }));
        Assert.True(answer.Status == 200, answer.Text);
    }
}
