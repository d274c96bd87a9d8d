using System.Text.Json;

namespace Sqs.Client.EndToEnd.Actions;

public abstract class QueueActionTests(SqsProtocol protocol)
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"a<b&c>\"d\"","Effect":"Allow","Principal":"*","Action":"SQS:SendMessage","Resource":"*"}]}""";

    [Fact]
    public async Task CreateQueue_WithEveryAttributeAndTags_IsReadBackMemberByMember()
    {
        await using var stage = await Stage.StartAsync(protocol);
        _ = await stage.CreateAsync("dead");
        var settings = new Dictionary<QueueAttributeName, string>
        {
            [QueueAttributeName.VisibilityTimeout] = "45",
            [QueueAttributeName.MaximumMessageSize] = "2048",
            [QueueAttributeName.MessageRetentionPeriod] = "3600",
            [QueueAttributeName.DelaySeconds] = "5",
            [QueueAttributeName.ReceiveMessageWaitTimeSeconds] = "3",
            [QueueAttributeName.KmsMasterKeyId] = "alias/my-key",
            [QueueAttributeName.KmsDataKeyReusePeriodSeconds] = "600",
            [QueueAttributeName.Policy] = Policy,
            [QueueAttributeName.RedrivePolicy] = stage.RedriveTo("dead", 7),
            [QueueAttributeName.RedriveAllowPolicy] = """{"redrivePermission":"denyAll"}""",
        };
        var tags = new Dictionary<string, string> { ["team"] = "orders & returns", ["ü ä"] = "", ["a+b=c"] = "100 %" };

        var created = await stage.Client.CreateQueueAsync(new CreateQueueRequest { QueueName = "all_of-it", Attributes = settings, Tags = tags });
        var read = await stage.Client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = created.QueueUrl, AttributeNames = [QueueAttributeName.All] });
        var tagged = await stage.Client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = created.QueueUrl });

        var now = stage.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var expected = new Dictionary<QueueAttributeName, string>(settings)
        {
            [QueueAttributeName.SqsManagedSseEnabled] = "false",
            [QueueAttributeName.ApproximateNumberOfMessages] = "0",
            [QueueAttributeName.ApproximateNumberOfMessagesNotVisible] = "0",
            [QueueAttributeName.ApproximateNumberOfMessagesDelayed] = "0",
            [QueueAttributeName.CreatedTimestamp] = now,
            [QueueAttributeName.LastModifiedTimestamp] = now,
            [QueueAttributeName.QueueArn] = stage.ArnOf("all_of-it"),
        };
        Assert.Equal(stage.UrlOf("all_of-it"), created.QueueUrl);
        Assert.Equal(expected.OrderBy(pair => pair.Key.Value), read.Attributes.OrderBy(pair => pair.Key.Value));
        Assert.Equal(tags.OrderBy(pair => pair.Key), tagged.Tags.OrderBy(pair => pair.Key));
        Assert.All([created.Metadata, read.Metadata, tagged.Metadata], Expect.FirstAttempt);
    }

    [Fact]
    public async Task CreateQueue_Fifo_HasTheFifoAttributes()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync(
            "orders.fifo",
            (QueueAttributeName.FifoQueue, "true"),
            (QueueAttributeName.ContentBasedDeduplication, "true"),
            (QueueAttributeName.DeduplicationScope, "messageGroup"),
            (QueueAttributeName.FifoThroughputLimit, "perMessageGroupId"));

        var asked = new GetQueueAttributesRequest
        {
            QueueUrl = url,
            AttributeNames =
            [
                QueueAttributeName.FifoQueue, QueueAttributeName.ContentBasedDeduplication,
                QueueAttributeName.DeduplicationScope, QueueAttributeName.FifoThroughputLimit,
            ],
        };
        var read = (await stage.Client.GetQueueAttributesAsync(asked)).Attributes;

        Assert.Equal(4, read.Count);
        Assert.Equal("true", read["FifoQueue"]);
        Assert.Equal("true", read["ContentBasedDeduplication"]);
        Assert.Equal("messageGroup", read["DeduplicationScope"]);
        Assert.Equal("perMessageGroupId", read["FifoThroughputLimit"]);
    }

    [Fact]
    public async Task SetQueueAttributes_OfAQueue_ChangesThoseAlone()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q", (QueueAttributeName.DelaySeconds, "5"));
        var set = await stage.Client.SetQueueAttributesAsync(new SetQueueAttributesRequest
        {
            QueueUrl = url,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "99", [QueueAttributeName.Policy] = Policy },
        });
        var read = await stage.Client.GetQueueAttributesAsync(new GetQueueAttributesRequest
        {
            QueueUrl = url,
            AttributeNames = [QueueAttributeName.VisibilityTimeout, QueueAttributeName.DelaySeconds, QueueAttributeName.Policy],
        });

        Expect.FirstAttempt(set.Metadata);
        Assert.Equal("99", read.Attributes[QueueAttributeName.VisibilityTimeout]);
        Assert.Equal("5", read.Attributes[QueueAttributeName.DelaySeconds]);
        Assert.Equal(Policy, read.Attributes[QueueAttributeName.Policy]);

        _ = await stage.Client.SetQueueAttributesAsync(new SetQueueAttributesRequest
        {
            QueueUrl = url,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.Policy] = "" },
        });
        var after = await stage.Client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.Policy] });
        Assert.Empty(after.Attributes);
    }

    [Fact]
    public async Task GetQueueUrl_OfOwnAccount_AnswersTheUrlOfCreateQueue()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var found = await stage.Client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "q", QueueOwnerAWSAccountId = stage.Server.AccountId });
        Assert.Equal(url, found.QueueUrl);
        Expect.FirstAttempt(found.Metadata);
    }

    [Fact]
    public async Task ListQueues_ByPrefixAndPage_AnswersEachQueueOnce()
    {
        await using var stage = await Stage.StartAsync(protocol);
        foreach (var name in (string[])["a-1", "a-2", "a-3", "b-1"])
        {
            _ = await stage.CreateAsync(name);
        }

        var first = await stage.Client.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = "a-", MaxResults = 2 });
        var second = await stage.Client.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = "a-", MaxResults = 2, NextToken = first.NextToken });

        Assert.Equal([stage.UrlOf("a-1"), stage.UrlOf("a-2")], first.QueueUrls);
        Assert.NotNull(first.NextToken);
        Assert.Equal([stage.UrlOf("a-3")], second.QueueUrls);
        Assert.Null(second.NextToken);
        Expect.FirstAttempt(second.Metadata);
    }

    [Fact]
    public async Task Tags_AddedReplacedAndTakenOff_AreListedAsTheyStand()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var tagged = await stage.Client.TagQueueAsync(new TagQueueRequest
        {
            QueueUrl = url,
            Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2 <3> & \"4\"", ["日本"] = "🎉" },
        });
        _ = await stage.Client.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new Dictionary<string, string> { ["a"] = "new" } });
        var untagged = await stage.Client.UntagQueueAsync(new UntagQueueRequest { QueueUrl = url, TagKeys = ["b", "never there"] });
        var left = await stage.Client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url });

        Assert.Equal(2, left.Tags.Count);
        Assert.Equal("new", left.Tags["a"]);
        Assert.Equal("🎉", left.Tags["日本"]);
        Assert.All([tagged.Metadata, untagged.Metadata, left.Metadata], Expect.FirstAttempt);
    }

    [Fact]
    public async Task Permissions_AddedAndRemoved_StandInThePolicy()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var added = await stage.Client.AddPermissionAsync(new AddPermissionRequest
        {
            QueueUrl = url,
            Label = "partners",
            AWSAccountIds = ["111111111111", "222222222222"],
            Actions = ["SendMessage", "GetQueueUrl"],
        });
        _ = await stage.Client.AddPermissionAsync(new AddPermissionRequest { QueueUrl = url, Label = "world", AWSAccountIds = ["*"], Actions = ["*"] });

        var labels = await LabelsAsync(stage, url);
        Assert.Equal(["partners", "world"], labels.Keys);
        var partners = labels["partners"];
        Assert.Equal("Allow", partners.GetProperty("Effect").GetString());
        Assert.Equal(
            ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"],
            partners.GetProperty("Principal").GetProperty("AWS").EnumerateArray().Select(principal => principal.GetString()));
        Assert.Equal(["SQS:SendMessage", "SQS:GetQueueUrl"], partners.GetProperty("Action").EnumerateArray().Select(action => action.GetString()));
        Assert.Equal(stage.ArnOf("q"), partners.GetProperty("Resource").GetString());

        var removed = await stage.Client.RemovePermissionAsync(new RemovePermissionRequest { QueueUrl = url, Label = "partners" });
        Assert.Equal(["world"], (await LabelsAsync(stage, url)).Keys);
        Assert.All([added.Metadata, removed.Metadata], Expect.FirstAttempt);
    }

    [Fact]
    public async Task ListDeadLetterSourceQueues_ByPage_AnswersTheSources()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var dead = await stage.CreateAsync("dead");
        foreach (var name in (string[])["s-1", "s-2", "s-3"])
        {
            _ = await stage.CreateAsync(name, (QueueAttributeName.RedrivePolicy, stage.RedriveTo("dead", 3)));
        }

        var first = await stage.Client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead, MaxResults = 2 });
        var second = await stage.Client.ListDeadLetterSourceQueuesAsync(
            new ListDeadLetterSourceQueuesRequest { QueueUrl = dead, MaxResults = 2, NextToken = first.NextToken });

        Assert.Equal([stage.UrlOf("s-1"), stage.UrlOf("s-2")], first.QueueUrls);
        Assert.Equal([stage.UrlOf("s-3")], second.QueueUrls);
        Assert.Null(second.NextToken);
        Expect.FirstAttempt(first.Metadata);
        var all = await ToListAsync(stage.Client.ListAllDeadLetterSourceQueuesAsync(dead));
        Assert.Equal([stage.UrlOf("s-1"), stage.UrlOf("s-2"), stage.UrlOf("s-3")], all);
    }

    [Fact]
    public async Task PurgeQueue_WithMessagesOfEveryState_LeavesNone()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendManyAsync(["a", "b", new OutgoingMessage { Body = "later", DelaySeconds = 60 }]);
        using var received = await queue.ReceiveAsync(maxMessages: 1);
        Assert.Single(received.Messages);
        Assert.Equal(("1", "1", "1"), await stage.CountAsync(queue.Url));

        Expect.FirstAttempt((await queue.PurgeAsync()).Metadata);
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(queue.Url));
    }

    [Fact]
    public async Task DeleteQueue_ThenUseAndRecreate_IsRefusedUntilAMinuteHasPassed()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        Expect.FirstAttempt((await stage.Client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url })).Metadata);

        _ = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => stage.Client.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = url }));
        Assert.Empty((await stage.Client.ListQueuesAsync(new ListQueuesRequest())).QueueUrls);
        var early = await Assert.ThrowsAsync<SqsException>(() => stage.CreateAsync("q"));
        Assert.Equal(SqsErrorCode.QueueDeletedRecently, early.ErrorCode);
        stage.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(url, await stage.CreateAsync("q"));
    }

    private static async Task<Dictionary<string, JsonElement>> LabelsAsync(Stage stage, string url)
    {
        var read = await stage.Client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.Policy] });
        return JsonDocument.Parse(read.Attributes[QueueAttributeName.Policy]).RootElement.GetProperty("Statement").EnumerateArray()
            .ToDictionary(statement => statement.GetProperty("Sid").GetString()!);
    }

    private static async Task<List<string>> ToListAsync(IAsyncEnumerable<string> urls)
    {
        List<string> list = [];
        await foreach (var url in urls)
        {
            list.Add(url);
        }

        return list;
    }

    public sealed class InQuery() : QueueActionTests(SqsProtocol.Query);

    public sealed class InJson() : QueueActionTests(SqsProtocol.Json);
}
