using Microsoft.Extensions.DependencyInjection;

namespace Sqs.Client.LocalServer.Tests;

public sealed class CreateQueueTests
{
    [Fact]
    public async Task Queue_IsThatOfTheAction()
    {
        await using var server = await TestServer.StartAsync();
        var queue = server.Server.CreateQueue("orders", Map("VisibilityTimeout", "77"), Map("team", "shop"));
        Assert.Equal((server.UrlOf("orders"), "arn:aws:sqs:us-east-1:000000000000:orders"), (queue.Url, queue.Arn));
        Assert.Equal("77", (await server.DoAsync("GetQueueAttributes", "orders", "AttributeName.1=All")).Attribute("VisibilityTimeout"));
        Assert.Equal("shop", (await server.DoAsync("ListQueueTags", "orders")).Attribute("team"));
        _ = await server.DoAsync("SendMessage", "orders", "MessageBody=x");
        Assert.Equal(1, queue.Counts.Visible);
        Assert.Equal(3, server.Server.RequestCount);
        Assert.Empty(server.Server.AuditRecords);
    }

    [Fact]
    public async Task Queue_ThatIsThere_IsFound_UnlessAnAttributeDiffers()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q", "Attribute.1.Name=DelaySeconds&Attribute.1.Value=5");
        Assert.Equal("5", server.Server.CreateQueue("q", Map("DelaySeconds", "5")).Attributes["DelaySeconds"]);
        var refusal = Assert.Throws<LocalSqsException>(() => server.Server.CreateQueue("q", Map("DelaySeconds", "6")));
        Assert.Equal(("QueueAlreadyExists", "DelaySeconds"), (refusal.ErrorCode, refusal.Member));
    }

    [Fact]
    public async Task Queue_OfAnotherRegionAndAccount_IsThere()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("arn:aws:sqs:eu-west-1:111122223333:q", server.Server.CreateQueue("q", region: "eu-west-1", accountId: "111122223333").Arn);
        Assert.Throws<KeyNotFoundException>(() => server.Server.GetQueue("q"));
        Assert.Equal("region", Assert.Throws<ArgumentException>(() => server.Server.CreateQueue("q", region: "EU")).ParamName);
        Assert.Equal("accountId", Assert.Throws<ArgumentException>(() => server.Server.CreateQueue("q", accountId: "1")).ParamName);
    }

    [Theory]
    [InlineData("a b", "DelaySeconds", "1", "InvalidParameterValue", "QueueName")]
    [InlineData("q", "DelaySeconds", "901", "InvalidAttributeValue", "DelaySeconds")]
    [InlineData("q", "Nonsense", "1", "InvalidAttributeName", "Nonsense")]
    [InlineData("q", "Policy", "{}", "InvalidAttributeValue", "Policy")]
    [InlineData("q", "RedrivePolicy", "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:none\",\"maxReceiveCount\":1}", "InvalidParameterValue", "RedrivePolicy")]
    [InlineData("gone", "DelaySeconds", "1", "AWS.SimpleQueueService.QueueDeletedRecently", "QueueName")]
    public async Task Refusal_NamesCodeAndMember(string name, string attribute, string value, string code, string member)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("gone");
        _ = await server.DoAsync("DeleteQueue", "gone");
        var refusal = Assert.Throws<LocalSqsException>(() => server.Server.CreateQueue(name, Map(attribute, value)));
        Assert.Equal((code, member), (refusal.ErrorCode, refusal.Member));
        Assert.Empty(server.Server.Queues);
    }

    [Fact]
    public async Task Preparation_IsDone_BeforeTheServerAnswers()
    {
        var calls = 0;
        await using var server = await TestServer.StartAsync(options => options.Prepare = prepared =>
        {
            var queue = prepared.CreateQueue("early");
            Assert.Throws<InvalidOperationException>(() => queue.Url);
            calls++;
        });
        Assert.Equal(server.UrlOf("early"), (await server.PostAsync("Action=ListQueues")).One("QueueUrl"));
        Assert.Equal((1, server.UrlOf("early")), (calls, server.Server.GetQueue("early").Url));
    }

    [Fact]
    public async Task Preparation_ThatFails_EndsTheStart_BeforeThePortIsOpened()
    {
        await using var other = await LocalSqs.StartAsync();
        var options = new LocalSqsOptions { Port = other.Endpoint.Port, Prepare = server => server.CreateQueue("a b") };
        Assert.Equal("QueueName", (await Assert.ThrowsAsync<LocalSqsException>(() => LocalSqs.StartAsync(options))).Member);
    }

    [Fact]
    public async Task Preparation_WithoutASocket_IsDoneByTheFirstRequest()
    {
        var services = new ServiceCollection().AddLocalSqs(options => (options.VerifySignatures, options.Prepare) = (false, server => server.CreateQueue("early")));
        await using var provider = services.BuildServiceProvider();
        using var http = new HttpClient(provider.GetRequiredService<LocalSqs>().CreateHandler());
        Assert.Contains("/early<", await http.GetStringAsync("http://localhost/?Action=ListQueues"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_AreCounted()
    {
        await using var server = await TestServer.StartAsync();
        _ = await server.PostAsync("Action=ListQueues");
        _ = await server.PostAsync("Action=Nonsense");
        _ = await server.PostAsync("Action=Nonsense");
        Assert.Equal((3, 2), (server.Server.RequestCount, server.Server.ErrorCount));
    }

    [Theory]
    [InlineData(nameof(LocalAccessKey.SecretAccessKey), "", null, null, null)]
    [InlineData(nameof(LocalAccessKey.AccountId), "s", "1", null, null)]
    [InlineData(nameof(LocalAccessKey.UserName), "s", null, "a b", null)]
    [InlineData(nameof(LocalAccessKey.Policy), "s", null, null, "{}")]
    [InlineData(nameof(LocalAccessKey.Policy), "s", null, "bob", "nonsense")]
    public async Task AccessKey_ThatIsNotWellFormed_NamesItsMember(string member, string secret, string? account, string? user, string? policy)
    {
        var key = new LocalAccessKey("ID", secret) { AccountId = account, UserName = user, Policy = policy };
        Assert.Equal(member, Assert.Throws<ArgumentException>(key.EnsureValid).ParamName);
        var options = new LocalSqsOptions { Listen = false };
        options.AccessKeys.Add(key);
        Assert.Equal(member, (await Assert.ThrowsAsync<ArgumentException>(() => LocalSqs.StartAsync(options))).ParamName);
    }

    private static Dictionary<string, string> Map(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
