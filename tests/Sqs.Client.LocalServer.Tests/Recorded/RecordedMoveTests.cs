namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>Message move tasks, as recorded on AWS.</summary>
public sealed class RecordedMoveTests
{
    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Start_FromAQueueOfNoDeadLetters_OrASecondTime_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await WithDeadLetterAsync(protocol);
        Assert.Equal((400, "InvalidParameterValue"), Of(await StartAsync(wire, "q")));
        Assert.Equal((200, null), Of(await StartAsync(wire, "dead")));
        Assert.Equal((400, "InvalidParameterValue"), Of(await StartAsync(wire, "dead")));
        wire.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((200, null), Of(await StartAsync(wire, "dead")));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Start_BetweenQueuesThatDoNotExist_IsNotFound(Protocol protocol)
    {
        await using var wire = await WithDeadLetterAsync(protocol);
        Assert.Equal((404, "ResourceNotFoundException"), Of(await StartAsync(wire, "none")));
        Assert.Equal((404, "ResourceNotFoundException"), Of(await StartAsync(wire, "dead", "none")));
        Assert.Equal((404, "ResourceNotFoundException"), Of(await wire.CallAsync("ListMessageMoveTasks", Source("none"))));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Start_BeyondTheFastestRate_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await WithDeadLetterAsync(protocol);
        foreach (var (rate, status) in new[] { (0, 400), (501, 400), (500, 200) })
        {
            var members = Source("dead");
            members["MaxNumberOfMessagesPerSecond"] = rate;
            Assert.Equal(status, (await wire.CallAsync("StartMessageMoveTask", members)).Status);
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Handle_OfAnUnknownTask_IsNotFound_AndNoHandleAtAllIsInvalid(Protocol protocol)
    {
        await using var wire = await WithDeadLetterAsync(protocol);
        var unknown = Convert.ToBase64String("""{"taskId":"11111111-1111-1111-1111-111111111111","sourceArn":"arn:aws:sqs:us-east-1:000000000000:dead"}"""u8);
        Assert.Equal((404, "ResourceNotFoundException"), Of(await CancelAsync(wire, unknown)));
        Assert.Equal((400, "InvalidParameterValue"), Of(await CancelAsync(wire, "?")));
        Assert.Equal((400, "MissingParameter"), Of(await wire.CallAsync("CancelMessageMoveTask", new Dictionary<string, object>())));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Task_Cancelled_IsCancellingAndThenCancelled_AndHasItsHandleOnlyWhileItRuns(Protocol protocol)
    {
        await using var wire = await WithDeadLetterAsync(protocol);
        var members = Source("dead");
        members["MaxNumberOfMessagesPerSecond"] = 1;
        var handle = (await wire.CallAsync("StartMessageMoveTask", members)).One("TaskHandle")!;
        Assert.Equal(("RUNNING", handle), await StateAsync(wire));
        var cancelled = await CancelAsync(wire, handle);
        Assert.Equal((200, "0"), (cancelled.Status, cancelled.One("ApproximateNumberOfMessagesMoved")));
        Assert.Equal(("CANCELLING", null), await StateAsync(wire));
        wire.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("CANCELLED", null), await StateAsync(wire));
        Assert.Equal((404, "ResourceNotFoundException"), Of(await CancelAsync(wire, handle)));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Task_WhoseDestinationIsDeleted_FailsForTheQueueThatDoesNotExist(Protocol protocol)
    {
        await using var wire = await WithDeadLetterAsync(protocol);
        _ = await wire.WithQueueAsync("elsewhere");
        Assert.Equal(200, (await StartAsync(wire, "dead", "elsewhere")).Status);
        _ = await wire.DoAsync("DeleteQueue", "elsewhere");
        wire.Clock.Advance(TimeSpan.FromSeconds(1));
        var failed = await wire.CallAsync("ListMessageMoveTasks", Source("dead"));
        Assert.Equal(("FAILED", "AWS.SimpleQueueService.NonExistentQueue"), (failed.One("Status"), failed.One("FailureReason")));
        Assert.Equal("x", (await wire.DoAsync("ReceiveMessage", "dead")).One("Body"));
    }

    private static (int Status, string? Code) Of(Said said) => (said.Status, said.Code);

    private static Dictionary<string, object> Source(string queue) => new(StringComparer.Ordinal) { ["SourceArn"] = BothProtocols.ArnPrefix + queue };

    private static Task<Said> StartAsync(BothProtocols wire, string source, string? destination = null)
    {
        var members = Source(source);
        if (destination is not null)
        {
            members["DestinationArn"] = BothProtocols.ArnPrefix + destination;
        }

        return wire.CallAsync("StartMessageMoveTask", members);
    }

    private static Task<Said> CancelAsync(BothProtocols wire, string handle) =>
        wire.CallAsync("CancelMessageMoveTask", new Dictionary<string, object>(StringComparer.Ordinal) { ["TaskHandle"] = handle });

    private static async Task<(string? Status, string? Handle)> StateAsync(BothProtocols wire)
    {
        var listed = await wire.CallAsync("ListMessageMoveTasks", Source("dead"));
        return (listed.One("Status"), listed.One("TaskHandle"));
    }

    /// <summary>A queue, its dead-letter queue, and one letter in it.</summary>
    private static async Task<BothProtocols> WithDeadLetterAsync(Protocol protocol)
    {
        var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("dead");
        _ = await wire.WithQueueAsync("q", $$$"""{"Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"{{{BothProtocols.ArnPrefix}}}dead\",\"maxReceiveCount\":1}"}}""");
        _ = await wire.DoAsync("SendMessage", "q", """{"MessageBody":"x"}""");
        _ = await wire.DoAsync("ReceiveMessage", "q", """{"VisibilityTimeout":0}""");
        _ = await wire.DoAsync("ReceiveMessage", "q");
        return wire;
    }
}
