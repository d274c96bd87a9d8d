namespace Sqs.Client.LocalServer.Tests.Actions;

public sealed class QueueActionTests
{
    [Fact]
    public async Task Create_Answers_TheUrl()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("Action=CreateQueue&Version=2012-11-05&QueueName=my-queue_1");
        Assert.Equal(
            $"""<?xml version="1.0"?><CreateQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><CreateQueueResult><QueueUrl>{server.UrlOf("my-queue_1")}</QueueUrl></CreateQueueResult><ResponseMetadata><RequestId>{answer.One("RequestId")}</RequestId></ResponseMetadata></CreateQueueResponse>""",
            answer.Text);
        Assert.Equal(answer.One("RequestId"), answer.Response.Headers.GetValues("x-amzn-RequestId").Single());
        Assert.Equal("text/xml", answer.Response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=20", null)]
    [InlineData("", null)]
    [InlineData("Tag.1.Key=other&Tag.1.Value=x", null)]
    [InlineData("Attribute.1.Name=DelaySeconds&Attribute.1.Value=0", null)]
    [InlineData("Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=21", "QueueAlreadyExists")]
    [InlineData("Attribute.1.Name=DelaySeconds&Attribute.1.Value=1", "QueueAlreadyExists")]
    public async Task Create_Again_ComparesWhatIsNamed(string attributes, string? code)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q", "Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=20");
        var again = await server.PostAsync("Action=CreateQueue&QueueName=q&" + attributes);
        Assert.Equal(code, again.Code);
        Assert.Equal(code is null ? server.UrlOf("q") : null, again.One("QueueUrl"));
    }

    [Theory]
    [InlineData("QueueName=ok&Tag.1.Key=&Tag.1.Value=x", "InvalidParameterValue")]
    [InlineData("QueueName=a.b", "InvalidParameterValue")]
    [InlineData("QueueName=a%20b", "InvalidParameterValue")]
    [InlineData("QueueName=", "MissingParameter")]
    [InlineData("", "MissingParameter")]
    [InlineData("QueueName=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "InvalidParameterValue")]
    [InlineData("QueueName=q.fifo", "InvalidParameterValue")]
    [InlineData("QueueName=q&Attribute.1.Name=FifoQueue&Attribute.1.Value=true", "InvalidParameterValue")]
    [InlineData("QueueName=q&Attribute.1.Name=ContentBasedDeduplication&Attribute.1.Value=true", "InvalidAttributeName")]
    [InlineData("QueueName=q&Attribute.1.Name=Nonsense&Attribute.1.Value=1", "InvalidAttributeName")]
    [InlineData("QueueName=q&Attribute.1.Name=QueueArn&Attribute.1.Value=1", "InvalidAttributeName")]
    [InlineData("QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=43201", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=-1", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=901", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=MaximumMessageSize&Attribute.1.Value=1023", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=MaximumMessageSize&Attribute.1.Value=1048577", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=MessageRetentionPeriod&Attribute.1.Value=59", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=ReceiveMessageWaitTimeSeconds&Attribute.1.Value=21", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=Policy&Attribute.1.Value=x", "InvalidAttributeValue")]
    [InlineData("QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value={}", "InvalidParameterValue")]
    [InlineData("""QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"deadLetterTargetArn":"\ud800","maxReceiveCount":3}""", "InvalidParameterValue")]
    [InlineData("""QueueName=q&Attribute.1.Name=RedriveAllowPolicy&Attribute.1.Value={"redrivePermission":"\ud800"}""", "InvalidParameterValue")]
    [InlineData("""QueueName=q&Attribute.1.Name=RedriveAllowPolicy&Attribute.1.Value={"redrivePermission":"byQueue","sourceQueueArns":["\ud800"]}""", "InvalidParameterValue")]
    [InlineData("""QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:nope","maxReceiveCount":3}""", "InvalidParameterValue")]
    [InlineData("""QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:there","maxReceiveCount":1001}""", "InvalidParameterValue")]
    [InlineData("""QueueName=q.fifo&Attribute.1.Name=FifoQueue&Attribute.1.Value=true&Attribute.2.Name=RedrivePolicy&Attribute.2.Value={"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:there","maxReceiveCount":3}""", "InvalidParameterValue")]
    [InlineData("""QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:closed","maxReceiveCount":3}""", "InvalidParameterValue")]
    public async Task Create_OfWhatCannotBe_IsRefused(string rest, string code)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("there");
        await server.CreateAsync("closed", """Attribute.1.Name=RedriveAllowPolicy&Attribute.1.Value={"redrivePermission":"denyAll"}""");
        var answer = await server.PostAsync("Action=CreateQueue&" + rest);
        Assert.True((400, code) == (answer.Status, answer.Code), answer.Text);
    }

    [Fact]
    public async Task Attributes_OfAFreshQueue_AreTheRecordedDefaults()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var all = await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=All");
        Assert.Equal(
            [
                "ApproximateNumberOfMessages=0", "ApproximateNumberOfMessagesDelayed=0", "ApproximateNumberOfMessagesNotVisible=0", "CreatedTimestamp=1893456000",
                "DelaySeconds=0", "LastModifiedTimestamp=1893456000", "MaximumMessageSize=1048576", "MessageRetentionPeriod=345600",
                "QueueArn=arn:aws:sqs:us-east-1:000000000000:q", "ReceiveMessageWaitTimeSeconds=0", "SqsManagedSseEnabled=true", "VisibilityTimeout=30",
            ],
            all.All("Name").Select(name => $"{name}={all.Attribute(name)}").Order(StringComparer.Ordinal));
        await server.CreateAsync("q.fifo", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true");
        var fifo = await server.DoAsync("GetQueueAttributes", "q.fifo", "AttributeName.1=All");
        Assert.Equal(("true", "false", "queue", "perQueue"), (fifo.Attribute("FifoQueue"), fifo.Attribute("ContentBasedDeduplication"), fifo.Attribute("DeduplicationScope"), fifo.Attribute("FifoThroughputLimit")));
        Assert.Empty((await server.DoAsync("GetQueueAttributes", "q")).All("Name"));
        Assert.Equal("InvalidAttributeName", (await server.FailAsync("GetQueueAttributes", "q", "AttributeName.1=What")).Code);
    }

    [Fact]
    public async Task Attributes_Set_AreKept_AllOrNone()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        _ = await server.DoAsync("SetQueueAttributes", "q", "Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7&Attribute.2.Name=KmsMasterKeyId&Attribute.2.Value=alias/x");
        Assert.Equal("InvalidAttributeValue", (await server.FailAsync("SetQueueAttributes", "q", "Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=8&Attribute.2.Name=DelaySeconds&Attribute.2.Value=x")).Code);
        Assert.Equal("InvalidAttributeName", (await server.FailAsync("SetQueueAttributes", "q", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true")).Code);
        Assert.Equal("MissingParameter", (await server.FailAsync("SetQueueAttributes", "q")).Code);
        var all = await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=All");
        Assert.Equal(
            ("7", "alias/x", "300", "false", "1893456000", "1893456010"),
            (all.Attribute("VisibilityTimeout"), all.Attribute("KmsMasterKeyId"), all.Attribute("KmsDataKeyReusePeriodSeconds"), all.Attribute("SqsManagedSseEnabled"), all.Attribute("CreatedTimestamp"), all.Attribute("LastModifiedTimestamp")));
        _ = await server.DoAsync("SetQueueAttributes", "q", "Attribute.1.Name=KmsMasterKeyId&Attribute.1.Value=");
        Assert.Null((await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=All")).Attribute("KmsMasterKeyId"));
    }

    [Fact]
    public async Task Delete_FreesTheName_AfterSixtySeconds()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("DeleteQueue", "q");
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", (await server.FailAsync("SendMessage", "q", "MessageBody=x")).Code);
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", (await server.PostAsync("Action=GetQueueUrl&QueueName=q")).Code);
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", (await server.FailAsync("DeleteQueue", "q")).Code);
        server.Clock.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal("AWS.SimpleQueueService.QueueDeletedRecently", (await server.PostAsync("Action=CreateQueue&QueueName=q")).Code);
        server.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await server.CreateAsync("q");
    }

    [Fact]
    public async Task List_WithMaxResults_ComesInPages()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in new[] { "b-2", "a-1", "b-1", "b-3", "B-4" })
        {
            await server.CreateAsync(name);
        }

        var whole = await server.PostAsync("Action=ListQueues&QueueNamePrefix=b-");
        Assert.Equal([server.UrlOf("b-1"), server.UrlOf("b-2"), server.UrlOf("b-3")], whole.All("QueueUrl"));
        Assert.Null(whole.One("NextToken"));
        var first = await server.PostAsync("Action=ListQueues&QueueNamePrefix=b-&MaxResults=2");
        Assert.Equal(2, first.All("QueueUrl").Count);
        var second = await server.PostAsync("Action=ListQueues&QueueNamePrefix=b-&MaxResults=2&NextToken=" + Uri.EscapeDataString(first.One("NextToken")!));
        Assert.Equal([server.UrlOf("b-3")], second.All("QueueUrl"));
        Assert.Null(second.One("NextToken"));
        Assert.Equal("InvalidParameterValue", (await server.PostAsync("Action=ListQueues&MaxResults=1001")).Code);
        Assert.Equal("InvalidParameterValue", (await server.PostAsync("Action=ListQueues&MaxResults=1&NextToken=%21")).Code);
        Assert.Empty((await server.PostAsync("Action=ListQueues&QueueNamePrefix=zz")).All("QueueUrl"));
    }

    [Fact]
    public async Task List_WithoutMaxResults_StopsSilentlyAtAThousand()
    {
        await using var server = await TestServer.StartAsync();
        for (var at = 0; at <= 1000; at++)
        {
            await server.CreateAsync($"q{at}");
        }

        var answer = await server.PostAsync("Action=ListQueues");
        Assert.Equal((1000, null), (answer.All("QueueUrl").Count, answer.One("NextToken")));
        Assert.NotNull((await server.PostAsync("Action=ListQueues&MaxResults=1000")).One("NextToken"));
    }

    [Fact]
    public async Task Tags_AreAddedReplacedAndRemoved()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q", "Tag.1.Key=a&Tag.1.Value=1");
        _ = await server.DoAsync("TagQueue", "q", "Tag.1.Key=b&Tag.1.Value=2&Tag.2.Key=a&Tag.2.Value=%C3%A9");
        var tags = await server.DoAsync("ListQueueTags", "q");
        Assert.Contains("<ListQueueTagsResult><Tag><Key>a</Key><Value>é</Value></Tag><Tag><Key>b</Key><Value>2</Value></Tag></ListQueueTagsResult>", tags.Text, StringComparison.Ordinal);
        _ = await server.DoAsync("UntagQueue", "q", "TagKey.1=a&TagKey.2=unknown");
        Assert.Equal(["b"], (await server.DoAsync("ListQueueTags", "q")).All("Key"));
    }

    [Fact]
    public async Task Sources_OfADeadLetterQueue_AreListed()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("dead");
        foreach (var name in new[] { "s2", "s1" })
        {
            await server.CreateAsync(name, """Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"maxReceiveCount":"5","deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}""");
        }

        Assert.Equal([server.UrlOf("s1"), server.UrlOf("s2")], (await server.DoAsync("ListDeadLetterSourceQueues", "dead")).All("QueueUrl"));
        Assert.Equal(
            """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":5}""",
            (await server.DoAsync("GetQueueAttributes", "s1", "AttributeName.1=RedrivePolicy")).Attribute("RedrivePolicy"));
        _ = await server.DoAsync("SetQueueAttributes", "s1", "Attribute.1.Name=RedrivePolicy&Attribute.1.Value=");
        Assert.Equal([server.UrlOf("s2")], (await server.DoAsync("ListDeadLetterSourceQueues", "dead")).All("QueueUrl"));
    }

    [Fact]
    public async Task Sources_OfADeadLetterQueue_ComeInPages()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("dead");
        foreach (var name in new[] { "s1", "s2", "s3" })
        {
            await server.CreateAsync(name, """Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"maxReceiveCount":5,"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}""");
        }

        var first = await server.DoAsync("ListDeadLetterSourceQueues", "dead", "MaxResults=2");
        var second = await server.DoAsync("ListDeadLetterSourceQueues", "dead", "MaxResults=2&NextToken=" + Uri.EscapeDataString(first.One("NextToken")!));
        Assert.Equal([server.UrlOf("s1"), server.UrlOf("s2"), server.UrlOf("s3")], first.All("QueueUrl").Concat(second.All("QueueUrl")));
        Assert.Null(second.One("NextToken"));
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("ListDeadLetterSourceQueues", "dead", "MaxResults=1001")).Code);
    }

    [Fact]
    public async Task RedrivePolicy_WhoseQueueIsGone_DoesNotHinderOtherChanges()
    {
        const string Redrive = """Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"maxReceiveCount":5,"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}""";
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("dead");
        await server.CreateAsync("q", Redrive);
        _ = await server.DoAsync("DeleteQueue", "dead");
        _ = await server.DoAsync("SetQueueAttributes", "q", "Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7");
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("SetQueueAttributes", "q", Redrive)).Code);
    }

    [Theory]
    [InlineData("""{"redrivePermission":"allowAll"}""", "any", true)]
    [InlineData("""{"redrivePermission":"denyAll"}""", "any", false)]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:mine"]}""", "mine", true)]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:mine"]}""", "any", false)]
    public async Task RedriveAllowPolicy_SaysWhoMayBeASource(string policy, string source, bool isAllowed)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("dead", "Attribute.1.Name=RedriveAllowPolicy&Attribute.1.Value=" + Uri.EscapeDataString(policy));
        await server.CreateAsync(source);
        var answer = await server.FailAsync("SetQueueAttributes", source, """Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"maxReceiveCount":5,"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}""");
        Assert.Equal(isAllowed ? (200, null) : (400, "InvalidParameterValue"), (answer.Status, answer.One("Code")));
    }

    [Theory]
    [InlineData(10, 200)]
    [InlineData(11, 400)]
    [InlineData(0, 400)]
    public async Task RedriveAllowPolicy_TakesUpToTenSources(int sources, int status)
    {
        await using var server = await TestServer.StartAsync();
        var arns = string.Join(',', Enumerable.Range(0, sources).Select(at => $"\"arn:aws:sqs:us-east-1:000000000000:s{at}\""));
        var policy = $$"""{"redrivePermission":"byQueue","sourceQueueArns":[{{arns}}]}""";
        var answer = await server.PostAsync("Action=CreateQueue&QueueName=dead&Attribute.1.Name=RedriveAllowPolicy&Attribute.1.Value=" + Uri.EscapeDataString(policy));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task FifoThroughput_PerGroup_NeedsDeduplicationPerGroup_NowAndLater()
    {
        const string PerGroup = "Attribute.1.Name=FifoThroughputLimit&Attribute.1.Value=perMessageGroupId";
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q.fifo", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true");
        Assert.Equal("InvalidAttributeValue", (await server.FailAsync("SetQueueAttributes", "q.fifo", PerGroup)).Code);
        _ = await server.DoAsync("SetQueueAttributes", "q.fifo", PerGroup + "&Attribute.2.Name=DeduplicationScope&Attribute.2.Value=messageGroup");
        Assert.Equal("InvalidAttributeValue", (await server.FailAsync("SetQueueAttributes", "q.fifo", "Attribute.1.Name=DeduplicationScope&Attribute.1.Value=queue")).Code);
        _ = await server.DoAsync("SetQueueAttributes", "q.fifo", "Attribute.1.Name=FifoThroughputLimit&Attribute.1.Value=perQueue");
        _ = await server.DoAsync("SetQueueAttributes", "q.fifo", "Attribute.1.Name=DeduplicationScope&Attribute.1.Value=queue");
        Assert.Equal("InvalidAttributeValue", (await server.FailAsync("SetQueueAttributes", "q.fifo", "Attribute.1.Name=FifoThroughputLimit&Attribute.1.Value=fast")).Code);
    }

    [Fact]
    public async Task Permissions_AreWrittenIntoThePolicy()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = await server.DoAsync("AddPermission", "q", "Label=one&AWSAccountId.1=111111111111&AWSAccountId.2=222222222222&ActionName.1=SendMessage");
        _ = await server.DoAsync("AddPermission", "q", "Label=two&AWSAccountId.1=*&ActionName.1=*");
        Assert.Equal(
            """{"Version":"2012-10-17","Id":"arn:aws:sqs:us-east-1:000000000000:q/SQSDefaultPolicy","Statement":[{"Sid":"one","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},"Action":"SQS:SendMessage","Resource":"arn:aws:sqs:us-east-1:000000000000:q"},{"Sid":"two","Effect":"Allow","Principal":{"AWS":"*"},"Action":"SQS:*","Resource":"arn:aws:sqs:us-east-1:000000000000:q"}]}""",
            (await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=Policy")).Attribute("Policy"));
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("AddPermission", "q", "Label=one&AWSAccountId.1=*&ActionName.1=*")).Code);
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("AddPermission", "q", "Label=x&AWSAccountId.1=*&ActionName.1=SendMessageBatch")).Code);
        Assert.Equal("OverLimit", (await server.FailAsync("AddPermission", "q", "Label=x&AWSAccountId.1=*&" + string.Join('&', Enumerable.Range(1, 8).Select(at => $"ActionName.{at}=SendMessage")))).Code);
        _ = await server.DoAsync("RemovePermission", "q", "Label=one");
        _ = await server.DoAsync("RemovePermission", "q", "Label=two");
        Assert.Null((await server.DoAsync("GetQueueAttributes", "q", "AttributeName.1=Policy")).Attribute("Policy"));
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("RemovePermission", "q", "Label=one")).Code);
    }
}
