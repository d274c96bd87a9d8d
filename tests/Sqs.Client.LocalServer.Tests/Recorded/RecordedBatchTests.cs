namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>Batches: what fails a whole call and what one entry, as recorded on AWS.</summary>
public sealed class RecordedBatchTests
{
    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task FifoBatch_WithAnEntryWithoutItsIds_FailsAsAWhole(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q.fifo");
        const string Good = """{"Id":"good","MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d"}""";
        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessageBatch", "q.fifo", $$"""{"Entries":[{{Good}},{"Id":"b","MessageBody":"x","MessageDeduplicationId":"e"}]}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessageBatch", "q.fifo", $$"""{"Entries":[{{Good}},{"Id":"b","MessageBody":"x","MessageGroupId":"g"}]}""");
        Assert.Null((await wire.DoAsync("ReceiveMessage", "q.fifo")).One("MessageId"));
        Assert.Equal(["good"], (await wire.DoAsync("SendMessageBatch", "q.fifo", $$"""{"Entries":[{{Good}}]}""")).All("Id"));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Entry_LargerThanTheQueueTakes_FailsAlone(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q", """{"Attributes":{"MaximumMessageSize":"1024"}}""");
        var answer = await wire.DoAsync("SendMessageBatch", "q", $$"""{"Entries":[{"Id":"good","MessageBody":"x"},{"Id":"bad","MessageBody":"{{new string('x', 1025)}}"}]}""");
        Assert.Equal(["good", "bad"], answer.All("Id"));
        Assert.Equal(("InvalidParameterValue", "true"), (answer.One("Code"), answer.One("SenderFault")));
        Assert.Single(answer.All("MessageId"));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Batch_OverItsLimits_FailsAsAWhole(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        var half = new string('x', 524_288);
        _ = await wire.RefusedAsync("AWS.SimpleQueueService.BatchRequestTooLong", "SendMessageBatch", "q", $$"""{"Entries":[{"Id":"a","MessageBody":"{{half}}"},{"Id":"b","MessageBody":"{{half}}x"}]}""");
        _ = await wire.DoAsync("SendMessageBatch", "q", $$"""{"Entries":[{"Id":"a","MessageBody":"{{half}}"},{"Id":"b","MessageBody":"{{half}}"}]}""");
        var eleven = string.Join(',', Enumerable.Range(0, 11).Select(at => $$"""{"Id":"i{{at}}","MessageBody":"x","ReceiptHandle":"h","VisibilityTimeout":1}"""));
        foreach (var action in new[] { "SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch" })
        {
            _ = await wire.RefusedAsync("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", action, "q", $$"""{"Entries":[{{eleven}}]}""");
            _ = await wire.RefusedAsync("AWS.SimpleQueueService.EmptyBatchRequest", action, "q", """{"Entries":[]}""");
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task EntryId_OutsideOfItsRules_FailsTheWholeCall(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var id in new[] { "a b", "a.b", "\u00e9", new string('i', 81) })
        {
            _ = await wire.RefusedAsync("AWS.SimpleQueueService.InvalidBatchEntryId", "SendMessageBatch", "q", $$"""{"Entries":[{"Id":"{{id}}","MessageBody":"x"}]}""");
        }

        _ = await wire.DoAsync("SendMessageBatch", "q", $$"""{"Entries":[{"Id":"{{new string('i', 80)}}","MessageBody":"x"}]}""");
        _ = await wire.RefusedAsync("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "SendMessageBatch", "q", """{"Entries":[{"Id":"a","MessageBody":"x"},{"Id":"a","MessageBody":"y"}]}""");
    }
}
