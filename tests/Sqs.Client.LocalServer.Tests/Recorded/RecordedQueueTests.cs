namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>Queues and their attributes, as recorded on AWS, with their limits.</summary>
public sealed class RecordedQueueTests
{
    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Queue_CreatedAgainWithOtherAttributes_ExistsAlready(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        Assert.Equal((400, "QueueAlreadyExists"), Of(await wire.CreateAsync("q", """{"Attributes":{"VisibilityTimeout":"31"}}""")));
        Assert.Equal(200, (await wire.CreateAsync("q", """{"Attributes":{"VisibilityTimeout":"30"}}""")).Status);
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task FifoAttribute_OnAStandardQueue_IsAnInvalidName(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var (name, value) in new[] { ("ContentBasedDeduplication", "true"), ("DeduplicationScope", "queue"), ("FifoThroughputLimit", "perQueue") })
        {
            Assert.Equal((400, "InvalidAttributeName"), Of(await wire.CreateAsync("new", $$$"""{"Attributes":{"{{{name}}}":"{{{value}}}"}}""")));
            _ = await wire.RefusedAsync("InvalidAttributeName", "SetQueueAttributes", "q", $$$"""{"Attributes":{"{{{name}}}":"{{{value}}}"}}""");
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task FifoQueue_CannotBeChanged(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q.fifo");
        _ = await wire.RefusedAsync("InvalidAttributeValue", "SetQueueAttributes", "q.fifo", """{"Attributes":{"FifoQueue":"false"}}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Queue_ThatDoesNotExist_IsToldInTheWordsOfTheProtocol(Protocol protocol)
    {
        await using var wire = await BothProtocols.StartAsync(protocol);
        var expected = protocol is Protocol.Query ? "The specified queue does not exist for this wsdl version." : "The specified queue does not exist.";
        foreach (var action in new[] { "ReceiveMessage", "PurgeQueue", "DeleteQueue", "GetQueueAttributes", "ListQueueTags", "ListDeadLetterSourceQueues" })
        {
            Assert.Equal(expected, (await wire.RefusedAsync("AWS.SimpleQueueService.NonExistentQueue", action, "none")).Message);
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Attribute_OutOfRange_IsAnInvalidValue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var (name, lowest, highest) in new[]
        {
            ("DelaySeconds", 0, 900), ("MaximumMessageSize", 1_024, 1_048_576), ("MessageRetentionPeriod", 60, 1_209_600), ("ReceiveMessageWaitTimeSeconds", 0, 20),
            ("VisibilityTimeout", 0, 43_200), ("KmsDataKeyReusePeriodSeconds", 60, 86_400),
        })
        {
            _ = await wire.DoAsync("SetQueueAttributes", "q", $$$"""{"Attributes":{"{{{name}}}":"{{{lowest}}}"}}""");
            _ = await wire.DoAsync("SetQueueAttributes", "q", $$$"""{"Attributes":{"{{{name}}}":"{{{highest}}}"}}""");
            _ = await wire.RefusedAsync("InvalidAttributeValue", "SetQueueAttributes", "q", $$$"""{"Attributes":{"{{{name}}}":"{{{lowest - 1}}}"}}""");
            _ = await wire.RefusedAsync("InvalidAttributeValue", "SetQueueAttributes", "q", $$$"""{"Attributes":{"{{{name}}}":"{{{highest + 1}}}"}}""");
        }

        _ = await wire.RefusedAsync("InvalidAttributeName", "SetQueueAttributes", "q", """{"Attributes":{"QueueArn":"x"}}""");
        _ = await wire.RefusedAsync("InvalidAttributeName", "GetQueueAttributes", "q", """{"AttributeNames":["Nothing"]}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Defaults_OfAFreshQueue_AreThoseRecorded(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.WithQueueAsync("q.fifo");
        var standard = await wire.DoAsync("GetQueueAttributes", "q", """{"AttributeNames":["All"]}""");
        foreach (var (name, value) in new[]
        {
            ("DelaySeconds", "0"), ("MaximumMessageSize", "1048576"), ("MessageRetentionPeriod", "345600"), ("ReceiveMessageWaitTimeSeconds", "0"), ("VisibilityTimeout", "30"),
            ("SqsManagedSseEnabled", "true"), ("ApproximateNumberOfMessages", "0"), ("ApproximateNumberOfMessagesNotVisible", "0"), ("ApproximateNumberOfMessagesDelayed", "0"),
            ("QueueArn", BothProtocols.ArnPrefix + "q"), ("FifoQueue", null), ("ContentBasedDeduplication", null), ("RedrivePolicy", null), ("Policy", null), ("KmsMasterKeyId", null),
        })
        {
            Assert.Equal((name, value), (name, standard.Attribute(name)));
        }

        var fifo = await wire.DoAsync("GetQueueAttributes", "q.fifo", """{"AttributeNames":["All"]}""");
        Assert.Equal(
            ("true", "false", "queue", "perQueue"),
            (fifo.Attribute("FifoQueue"), fifo.Attribute("ContentBasedDeduplication"), fifo.Attribute("DeduplicationScope"), fifo.Attribute("FifoThroughputLimit")));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task KmsKey_TurnsManagedEncryptionOff_AndGoesWhenEmptied(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q", """{"Attributes":{"KmsMasterKeyId":"alias/k"}}""");
        var set = await wire.DoAsync("GetQueueAttributes", "q", """{"AttributeNames":["All"]}""");
        Assert.Equal(("alias/k", "300", "false"), (set.Attribute("KmsMasterKeyId"), set.Attribute("KmsDataKeyReusePeriodSeconds"), set.Attribute("SqsManagedSseEnabled")));
        _ = await wire.DoAsync("SetQueueAttributes", "q", """{"Attributes":{"KmsMasterKeyId":""}}""");
        var gone = await wire.DoAsync("GetQueueAttributes", "q", """{"AttributeNames":["All"]}""");
        Assert.Equal((null, null), (gone.Attribute("KmsMasterKeyId"), gone.Attribute("KmsDataKeyReusePeriodSeconds")));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Name_OutsideOfItsRules_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await BothProtocols.StartAsync(protocol);
        foreach (var name in new[] { "a b", "a.b", "a.fifo", "\u00e9", new string('q', 81) })
        {
            Assert.Equal((400, "InvalidParameterValue"), Of(await wire.CreateAsync(name)));
        }

        Assert.Equal((400, "InvalidParameterValue"), Of(await wire.CreateAsync("q", """{"Attributes":{"FifoQueue":"true"}}""")));
        Assert.Equal((400, "InvalidParameterValue"), Of(await wire.CreateAsync(new string('q', 76) + ".fifo", """{"Attributes":{"FifoQueue":"true"}}""")));
        _ = await wire.WithQueueAsync(new string('q', 80));
        _ = await wire.WithQueueAsync(new string('q', 75) + ".fifo");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Queue_DeletedOrPurged_MayBeAgainAfterAMinute(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("gone");
        _ = await wire.WithQueueAsync("q");
        _ = await wire.DoAsync("DeleteQueue", "gone");
        _ = await wire.DoAsync("PurgeQueue", "q");
        wire.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((400, "AWS.SimpleQueueService.QueueDeletedRecently"), Of(await wire.CreateAsync("gone")));
        _ = await wire.RefusedAsync("AWS.SimpleQueueService.PurgeQueueInProgress", "PurgeQueue", "q", status: 403);
        wire.Clock.Advance(TimeSpan.FromSeconds(1));
        _ = await wire.WithQueueAsync("gone");
        _ = await wire.DoAsync("PurgeQueue", "q");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task List_AnswersATokenOnlyWhenAskedForAPage(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("a");
        _ = await wire.WithQueueAsync("b");
        Assert.Equal((2, null), Page(await wire.CallAsync("ListQueues", new Dictionary<string, object>())));
        var first = await wire.CallAsync("ListQueues", new Dictionary<string, object> { ["MaxResults"] = 1 });
        Assert.Equal(1, Page(first).Queues);
        Assert.Equal((1, null), Page(await wire.CallAsync("ListQueues", new Dictionary<string, object> { ["MaxResults"] = 1, ["NextToken"] = first.One("NextToken")! })));
        foreach (var most in new[] { 0, 1001 })
        {
            Assert.Equal((400, "InvalidParameterValue"), Of(await wire.CallAsync("ListQueues", new Dictionary<string, object> { ["MaxResults"] = most })));
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Permission_WithALabelThatIsThere_OrTooManyActions_IsRefused(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        const string Permission = """{"Label":"l","AWSAccountIds":["111111111111"],"Actions":["SendMessage"]}""";
        _ = await wire.DoAsync("AddPermission", "q", Permission);
        _ = await wire.RefusedAsync("InvalidParameterValue", "AddPermission", "q", Permission);
        var eight = string.Join(',', Enumerable.Repeat("\"SendMessage\"", 8));
        _ = await wire.RefusedAsync("OverLimit", "AddPermission", "q", $$"""{"Label":"m","AWSAccountIds":["111111111111"],"Actions":[{{eight}}]}""", status: 403);
        _ = await wire.RefusedAsync("InvalidParameterValue", "RemovePermission", "q", """{"Label":"unknown"}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task RedrivePolicy_TakesTheCountAsTextOrNumber(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("dead");
        _ = await wire.WithQueueAsync("q");
        foreach (var (count, isValid) in new[] { ("5", true), ("\\\"5\\\"", true), ("1", true), ("1000", true), ("0", false), ("1001", false), ("1.5", false), ("\\\"x\\\"", false) })
        {
            var members = $$$"""{"Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"{{{BothProtocols.ArnPrefix}}}dead\",\"maxReceiveCount\":{{{count}}}}"}}""";
            Assert.Equal(isValid ? (200, null) : (400, "InvalidParameterValue"), Of(await wire.CallAsync("SetQueueAttributes", "q", members)));
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task DeadLetter_NamesItsSource_AndKeepsItsIdAndTime(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("dead");
        _ = await wire.WithQueueAsync("q", $$$"""{"Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"{{{BothProtocols.ArnPrefix}}}dead\",\"maxReceiveCount\":1}"}}""");
        var sent = await wire.DoAsync("SendMessage", "q", """{"MessageBody":"x"}""");
        var first = await wire.DoAsync("ReceiveMessage", "q", """{"VisibilityTimeout":0,"MessageSystemAttributeNames":["All"]}""");
        wire.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Null((await wire.DoAsync("ReceiveMessage", "q")).One("MessageId"));
        var letter = await wire.DoAsync("ReceiveMessage", "dead", """{"MessageSystemAttributeNames":["All"]}""");
        Assert.Equal(
            (sent.One("MessageId"), first.Attribute("SentTimestamp"), BothProtocols.ArnPrefix + "q"),
            (letter.One("MessageId"), letter.Attribute("SentTimestamp"), letter.Attribute("DeadLetterQueueSourceArn")));
        Assert.Null(first.Attribute("DeadLetterQueueSourceArn"));
    }

    private static (int Status, string? Code) Of(Said said) => (said.Status, said.Code);

    private static (int Queues, string? Token) Page(Said said) => (said.All("QueueUrl").Count, said.One("NextToken"));
}
