namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>Receipt handles after their time, as recorded on AWS; the two kinds of queue differ.</summary>
public sealed class RecordedHandleTests
{
    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task ExpiredHandle_OnAFifoQueue_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q.fifo");
        _ = await wire.DoAsync("SendMessage", "q.fifo", """{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d"}""");
        var handle = await ExpiredAsync(wire, "q.fifo");
        _ = await wire.RefusedAsync("InvalidParameterValue", "DeleteMessage", "q.fifo", $$"""{"ReceiptHandle":"{{handle}}"}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "ChangeMessageVisibility", "q.fifo", $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":5}""");
        var batch = await wire.DoAsync("DeleteMessageBatch", "q.fifo", $$"""{"Entries":[{"Id":"a","ReceiptHandle":"{{handle}}"}]}""");
        Assert.Equal(("a", "true", "InvalidParameterValue"), (batch.One("Id"), batch.One("SenderFault"), batch.One("Code")));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task ExpiredHandle_OnAStandardQueue_Succeeds(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.DoAsync("SendMessage", "q", """{"MessageBody":"x"}""");
        var handle = await ExpiredAsync(wire, "q");
        _ = await wire.DoAsync("ChangeMessageVisibility", "q", $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":5}""");
        _ = await wire.DoAsync("DeleteMessage", "q", $$"""{"ReceiptHandle":"{{handle}}"}""");
        _ = await wire.DoAsync("DeleteMessage", "q", $$"""{"ReceiptHandle":"{{handle}}"}""");
        Assert.Null((await wire.DoAsync("ReceiveMessage", "q")).One("MessageId"));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task MadeUpHandle_IsInvalid(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.RefusedAsync("ReceiptHandleIsInvalid", "DeleteMessage", "q", """{"ReceiptHandle":"none"}""");
        _ = await wire.RefusedAsync("ReceiptHandleIsInvalid", "ChangeMessageVisibility", "q", """{"ReceiptHandle":"none","VisibilityTimeout":0}""");
        _ = await wire.RefusedAsync("MissingParameter", "DeleteMessage", "q");
        _ = await wire.RefusedAsync("MissingParameter", "ChangeMessageVisibility", "q", """{"ReceiptHandle":"none"}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Visibility_IsAtMostTwelveHoursFromTheReceive_ExtensionsIncluded(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.DoAsync("SendMessage", "q", """{"MessageBody":"x"}""");
        var handle = (await wire.DoAsync("ReceiveMessage", "q", """{"VisibilityTimeout":43200}""")).One("ReceiptHandle");
        wire.Clock.Advance(TimeSpan.FromHours(6));
        _ = await wire.DoAsync("ChangeMessageVisibility", "q", $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":21600}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "ChangeMessageVisibility", "q", $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":21601}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "ChangeMessageVisibility", "q", $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":43201}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "ReceiveMessage", "q", """{"VisibilityTimeout":43201}""");
    }

    private static async Task<string> ExpiredAsync(BothProtocols wire, string queue)
    {
        var handle = (await wire.DoAsync("ReceiveMessage", queue, """{"VisibilityTimeout":1}""")).One("ReceiptHandle")!;
        wire.Clock.Advance(TimeSpan.FromSeconds(1));
        return handle;
    }
}
