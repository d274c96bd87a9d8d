namespace Sqs.Client.LocalServer.Tests.Realms;

public sealed class RealmTests
{
    [Fact]
    public async Task Queues_OfTheSameName_AreApartByAccountAndRegion()
    {
        await using var server = await StartAsync();
        SignedCaller[] callers = [new(server, "A", "a"), new(server, "A", "a", "eu-west-1"), new(server, "B", "b"), new(server, "B", "b", "eu-west-1")];
        string[] arns = ["us-east-1:000000000000", "eu-west-1:000000000000", "us-east-1:111122223333", "eu-west-1:111122223333"];
        foreach (var (caller, at) in callers.Select((caller, at) => (caller, at)))
        {
            Assert.Equal(200, (await caller.SendAsync($"Action=CreateQueue&QueueName=q&Tag.1.Key=at&Tag.1.Value={at}")).Status);
        }

        foreach (var (caller, at) in callers.Select((caller, at) => (caller, at)))
        {
            var path = "/" + arns[at].Split(':')[1] + "/q";
            Assert.Equal([$"{server.Server.Endpoint.AbsoluteUri.TrimEnd('/')}{path}"], (await caller.SendAsync("Action=ListQueues")).All("QueueUrl"));
            Assert.Equal(at.ToString(System.Globalization.CultureInfo.InvariantCulture), (await caller.SendAsync("Action=ListQueueTags", path)).Attribute("at"));
            Assert.Equal($"arn:aws:sqs:{arns[at]}:q", (await caller.SendAsync("Action=GetQueueAttributes&AttributeName.1=QueueArn", path)).Attribute("QueueArn"));
        }
    }

    [Fact]
    public async Task Deletion_OfAStrangersQueue_LeavesOnesOwnOfTheSameName()
    {
        await using var server = await StartAsync();
        var (mine, other) = (new SignedCaller(server, "A", "a"), new SignedCaller(server, "B", "b"));
        Assert.Equal(200, (await mine.SendAsync("Action=CreateQueue&QueueName=q")).Status);
        Assert.Equal(200, (await other.SendAsync("Action=CreateQueue&QueueName=q")).Status);
        Assert.NotEqual(200, (await other.SendAsync("Action=DeleteQueue", "/000000000000/q")).Status);
        Assert.Single((await mine.SendAsync("Action=ListQueues")).All("QueueUrl"));
        Assert.Single((await other.SendAsync("Action=ListQueues")).All("QueueUrl"));
    }

    [Theory]
    [InlineData("sqs.eu-west-1.amazonaws.com", "eu-west-1", null)]
    [InlineData("sqs-fips.us-east-2.amazonaws.com", "us-east-2", null)]
    [InlineData("eu-west-1.queue.amazonaws.com", "eu-west-1", null)]
    [InlineData("queue.amazonaws.com", "us-east-1", null)]
    [InlineData("sqs.eu-west-1.amazonaws.com", "us-east-1", "SignatureDoesNotMatch")]
    [InlineData("queue.amazonaws.com", "eu-west-1", "SignatureDoesNotMatch")]
    [InlineData("sqs.test:9324", "eu-west-1", null)]
    [InlineData("127.0.0.1", "EU-West-1", "SignatureDoesNotMatch")]
    public async Task Scope_HasToFitTheRegionInTheHost(string host, string region, string? code)
    {
        await using var server = await StartAsync();
        var answer = await new SignedCaller(server, "A", "a", region, host).SendAsync("Action=CreateQueue&QueueName=q");
        Assert.Equal((code is null ? 200 : 403, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("sqs.eu-west-1.amazonaws.com", "http://sqs.eu-west-1.amazonaws.com/000000000000/q")]
    [InlineData("localhost:4566", "http://localhost:4566/000000000000/q")]
    public async Task QueueUrl_BeginsAsTheCallerAddressedTheServer(string host, string url)
    {
        await using var server = await StartAsync();
        Assert.Equal(url, (await new SignedCaller(server, "A", "a", "eu-west-1", host).SendAsync("Action=CreateQueue&QueueName=q")).One("QueueUrl"));
    }

    [Fact]
    public async Task SenderId_OfAUser_IsAnIdOfItsOwn()
    {
        await using var server = await TestServer.StartAsync(options => options.AccessKeys.Add(new LocalAccessKey("U", "u") { UserName = "bob", Policy = """{"Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}""" }));
        var user = new SignedCaller(server, "U", "u");
        await server.CreateAsync("q");
        Assert.Equal(200, (await user.SendAsync("Action=SendMessage&MessageBody=x", "/000000000000/q")).Status);
        await server.DoAsync("SendMessage", "q", "MessageBody=y");
        var first = (await server.DoAsync("ReceiveMessage", "q", "AttributeName=SenderId&MaxNumberOfMessages=10")).All("Value");
        Assert.Equal(2, first.Count);
        Assert.Matches("^AIDA[A-Z2-7]{17}$", first[0]);
        Assert.Equal("000000000000", first[1]);
    }

    [Theory]
    [InlineData("", "s", null, null, false)]
    [InlineData("k", "", null, null, false)]
    [InlineData("k", "s", "12345", null, false)]
    [InlineData("k", "s", null, "no spaces", false)]
    [InlineData("k", "s", null, null, true)]
    public async Task Key_NotWellFormed_IsNamed(string id, string secret, string? account, string? user, bool expires)
    {
        var options = new LocalSqsOptions();
        options.AccessKeys.Add(new LocalAccessKey(id, secret) { AccountId = account, UserName = user, Expiration = expires ? DateTimeOffset.UnixEpoch : null });
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => LocalSqs.StartAsync(options));
        Assert.Contains($"'{id}'", refused.Message, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options =>
    {
        options.VerifySignatures = true;
        options.AccessKeys.Add(new LocalAccessKey("A", "a"));
        options.AccessKeys.Add(new LocalAccessKey("B", "b") { AccountId = "111122223333" });
    });
}
