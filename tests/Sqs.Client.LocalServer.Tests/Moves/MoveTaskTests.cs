namespace Sqs.Client.LocalServer.Tests.Moves;

public sealed class MoveTaskTests
{
    private const string Dead = "arn:aws:sqs:us-east-1:000000000000:dead";

    [Fact]
    public async Task Task_WithoutDestination_MovesBackAsNewMessages()
    {
        await using var server = await WithDeadLettersAsync(3);
        var before = (await server.DoAsync("ReceiveMessage", "dead", "MaxNumberOfMessages=10&VisibilityTimeout=0")).All("MessageId");
        var handle = await StartAsync(server);
        var running = await ListAsync(server);
        Assert.Equal(("RUNNING", handle, Dead, "3", null), (running.One("Status"), running.One("TaskHandle"), running.One("SourceArn"), running.One("ApproximateNumberOfMessagesToMove"), running.One("DestinationArn")));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var done = await ListAsync(server);
        Assert.Equal(("COMPLETED", null, "3"), (done.One("Status"), done.One("TaskHandle"), done.One("ApproximateNumberOfMessagesMoved")));
        var back = await server.DoAsync("ReceiveMessage", "source", "MaxNumberOfMessages=10&AttributeName.1=All");
        Assert.Equal(3, back.All("MessageId").Count);
        Assert.Empty(back.All("MessageId").Intersect(before, StringComparer.Ordinal));
        Assert.Equal("1", back.Attribute("ApproximateReceiveCount"));
        Assert.Null(back.Attribute("DeadLetterQueueSourceArn"));
    }

    [Fact]
    public async Task Task_WithARate_KeepsToIt_AndCanBeCancelled()
    {
        await using var server = await WithDeadLettersAsync(10);
        await server.CreateAsync("elsewhere");
        var handle = await StartAsync(server, "&DestinationArn=arn:aws:sqs:us-east-1:000000000000:elsewhere&MaxNumberOfMessagesPerSecond=2");
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("4", (await ListAsync(server)).One("ApproximateNumberOfMessagesMoved"));
        Assert.Equal("4", (await server.PostAsync($"Action=CancelMessageMoveTask&TaskHandle={Uri.EscapeDataString(handle)}")).One("ApproximateNumberOfMessagesMoved"));
        Assert.Equal("CANCELLING", (await ListAsync(server)).One("Status"));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(("CANCELLED", "4"), ((await ListAsync(server)).One("Status"), (await ListAsync(server)).One("ApproximateNumberOfMessagesMoved")));
        Assert.Equal("6", (await server.DoAsync("GetQueueAttributes", "dead", "AttributeName.1=ApproximateNumberOfMessages")).Attribute("ApproximateNumberOfMessages"));
        Assert.Equal("ResourceNotFoundException", (await server.PostAsync($"Action=CancelMessageMoveTask&TaskHandle={Uri.EscapeDataString(handle)}")).Code);
    }

    [Fact]
    public async Task Task_WhoseDestinationIsDeleted_Fails()
    {
        await using var server = await WithDeadLettersAsync(2);
        await server.CreateAsync("elsewhere");
        _ = await StartAsync(server, "&DestinationArn=arn:aws:sqs:us-east-1:000000000000:elsewhere");
        _ = await server.DoAsync("DeleteQueue", "elsewhere");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var failed = await ListAsync(server);
        Assert.Equal(("FAILED", "AWS.SimpleQueueService.NonExistentQueue", "0"), (failed.One("Status"), failed.One("FailureReason"), failed.One("ApproximateNumberOfMessagesMoved")));
        Assert.Equal("2", (await server.DoAsync("GetQueueAttributes", "dead", "AttributeName.1=ApproximateNumberOfMessages")).Attribute("ApproximateNumberOfMessages"));
    }

    [Fact]
    public async Task Tasks_OfASource_AreListedNewestFirst_TenAtMost()
    {
        await using var server = await WithDeadLettersAsync(0);
        string? first = null;
        for (var at = 0; at < 12; at++)
        {
            var handle = await StartAsync(server, $"&MaxNumberOfMessagesPerSecond={at + 1}");
            first ??= handle;
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var all = await ListAsync(server);
        Assert.Equal(Enumerable.Range(3, 10).Reverse().Select(rate => $"{rate}"), all.All("MaxNumberOfMessagesPerSecond"));
        Assert.All(all.All("Status"), status => Assert.Equal("COMPLETED", status));
        Assert.Equal(["12"], (await server.PostAsync($"Action=ListMessageMoveTasks&SourceArn={Dead}")).All("MaxNumberOfMessagesPerSecond"));
        Assert.Equal("Task does not exist.", (await server.PostAsync($"Action=CancelMessageMoveTask&TaskHandle={Uri.EscapeDataString(first!)}")).One("Message"));
    }

    [Fact]
    public async Task Task_LeavesMessagesInFlightAlone()
    {
        await using var server = await WithDeadLettersAsync(3);
        var held = await server.DoAsync("ReceiveMessage", "dead", "VisibilityTimeout=600");
        _ = await StartAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var done = await ListAsync(server);
        Assert.Equal(("COMPLETED", "2", "2"), (done.One("Status"), done.One("ApproximateNumberOfMessagesToMove"), done.One("ApproximateNumberOfMessagesMoved")));
        _ = await server.DoAsync("DeleteMessage", "dead", "ReceiptHandle=" + Uri.EscapeDataString(held.One("ReceiptHandle")!));
        Assert.Equal(("0", "2"), (await VisibleAsync(server, "dead"), await VisibleAsync(server, "source")));
    }

    [Fact]
    public async Task Task_MeetingAMessageOfNoSource_Fails_AndLeavesItInPlace()
    {
        await using var server = await WithDeadLettersAsync(1);
        var own = await server.DoAsync("SendMessage", "dead", "MessageBody=sent here");
        _ = await server.DoAsync("SendMessage", "dead", "MessageBody=after it");
        _ = await StartAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var failed = await ListAsync(server);
        Assert.Equal(
            ("FAILED", "CouldNotDetermineMessageSource", "1", null),
            (failed.One("Status"), failed.One("FailureReason"), failed.One("ApproximateNumberOfMessagesMoved"), failed.One("TaskHandle")));
        var next = await server.DoAsync("ReceiveMessage", "dead", "AttributeName.1=All");
        Assert.Equal((own.One("MessageId"), "1"), (next.One("MessageId"), next.Attribute("ApproximateReceiveCount")));
    }

    [Fact]
    public async Task Task_IntoAQueueOfTheOtherKind_IsRefused()
    {
        await using var server = await WithDeadLettersAsync(1);
        await server.CreateAsync("other.fifo", "Attribute.1.Name=FifoQueue&Attribute.1.Value=true");
        var answer = await server.PostAsync($"Action=StartMessageMoveTask&SourceArn={Dead}&DestinationArn=arn:aws:sqs:us-east-1:000000000000:other.fifo");
        Assert.Equal((400, "InvalidParameterValue"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Tasks_OfASourceThatWasDeleted_AreForgotten()
    {
        await using var server = await WithDeadLettersAsync(0);
        var handle = await StartAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        _ = await server.DoAsync("DeleteQueue", "dead");
        await server.CreateAsync("dead2");
        _ = await server.DoAsync("SetQueueAttributes", "source", """Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead2","maxReceiveCount":1}""");
        Assert.Equal(200, (await server.PostAsync("Action=StartMessageMoveTask&SourceArn=arn:aws:sqs:us-east-1:000000000000:dead2")).Status);
        Assert.Equal("Task does not exist.", (await server.PostAsync($"Action=CancelMessageMoveTask&TaskHandle={Uri.EscapeDataString(handle)}")).One("Message"));
    }

    [Theory]
    [InlineData("StartMessageMoveTask&SourceArn=" + Dead, 400, "InvalidParameterValue")] // one runs already
    [InlineData("StartMessageMoveTask&SourceArn=arn:aws:sqs:us-east-1:000000000000:source", 400, "InvalidParameterValue")] // nobody's dead-letter queue
    [InlineData("StartMessageMoveTask&SourceArn=arn:aws:sqs:us-east-1:000000000000:nope", 404, "ResourceNotFoundException")]
    [InlineData("StartMessageMoveTask&SourceArn=" + Dead + "&DestinationArn=arn:aws:sqs:us-east-1:000000000000:nope", 404, "ResourceNotFoundException")]
    [InlineData("StartMessageMoveTask&SourceArn=" + Dead + "&MaxNumberOfMessagesPerSecond=501", 400, "InvalidParameterValue")]
    [InlineData("StartMessageMoveTask", 400, "MissingParameter")]
    [InlineData("ListMessageMoveTasks&SourceArn=arn:aws:sqs:us-east-1:000000000000:nope", 404, "ResourceNotFoundException")]
    [InlineData("ListMessageMoveTasks&MaxResults=11&SourceArn=" + Dead, 400, "InvalidParameterValue")]
    [InlineData("CancelMessageMoveTask&TaskHandle=%21", 400, "InvalidParameterValue")]
    [InlineData("CancelMessageMoveTask&TaskHandle=eyJ0YXNrSWQiOiIxMTExMTExMS0xMTExLTExMTEtMTExMS0xMTExMTExMTExMTEifQ%3D%3D", 404, "ResourceNotFoundException")]
    public async Task Request_ThatCannotBe_IsRefused(string request, int status, string code)
    {
        await using var server = await WithDeadLettersAsync(1);
        _ = await StartAsync(server);
        var answer = await server.PostAsync("Action=" + request);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    private static async Task<string> StartAsync(TestServer server, string rest = "")
    {
        var answer = await server.PostAsync($"Action=StartMessageMoveTask&SourceArn={Dead}{rest}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.One("TaskHandle")!;
    }

    private static Task<Answer> ListAsync(TestServer server) => server.PostAsync($"Action=ListMessageMoveTasks&SourceArn={Dead}&MaxResults=10");

    private static async Task<string?> VisibleAsync(TestServer server, string queue) =>
        (await server.DoAsync("GetQueueAttributes", queue, "AttributeName.1=ApproximateNumberOfMessages")).Attribute("ApproximateNumberOfMessages");

    private static async Task<TestServer> WithDeadLettersAsync(int count)
    {
        var server = await TestServer.StartAsync();
        await server.CreateAsync("dead");
        await server.CreateAsync("source", $$"""Attribute.1.Name=RedrivePolicy&Attribute.1.Value={"deadLetterTargetArn":"{{Dead}}","maxReceiveCount":1}""");
        for (var at = 0; at < count; at++)
        {
            _ = await server.DoAsync("SendMessage", "source", $"MessageBody=m{at}");
        }

        for (var round = 0; round < 2; round++)
        {
            for (var at = 0; at < count; at++)
            {
                _ = await server.DoAsync("ReceiveMessage", "source", "MaxNumberOfMessages=10&VisibilityTimeout=0");
            }
        }

        Assert.Equal($"{count}", (await server.DoAsync("GetQueueAttributes", "dead", "AttributeName.1=ApproximateNumberOfMessages")).Attribute("ApproximateNumberOfMessages"));
        return server;
    }
}
