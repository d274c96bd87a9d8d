namespace Sqs.Client.EndToEnd.Actions;

public abstract class MoveTaskTests(SqsProtocol protocol)
{
    [Fact]
    public async Task MoveTask_StartedListedAndCancelled_ReportsItsProgress()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var (work, dead) = await stage.OpenWithDeadLettersAsync(maxReceiveCount: 1);
        await BuryAsync(stage, work, 8);
        Assert.Equal(("8", "0", "0"), await stage.CountAsync(dead.Url));

        var started = await stage.Client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest
        {
            SourceArn = stage.ArnOf("dead"),
            DestinationArn = stage.ArnOf("work"),
            MaxNumberOfMessagesPerSecond = 2,
        });
        var startedAt = stage.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        var running = await stage.Client.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = stage.ArnOf("dead"), MaxResults = 10 });

        var task = Assert.Single(running.Results);
        Assert.Equal(started.TaskHandle, task.TaskHandle);
        Assert.Equal(MessageMoveTaskStatus.Running, task.Status);
        Assert.Equal(stage.ArnOf("dead"), task.SourceArn);
        Assert.Equal(stage.ArnOf("work"), task.DestinationArn);
        Assert.Equal(2, task.MaxNumberOfMessagesPerSecond);
        Assert.InRange(task.ApproximateNumberOfMessagesMoved, 3, 4);
        Assert.Equal(8, task.ApproximateNumberOfMessagesToMove);
        Assert.Null(task.FailureReason);
        Assert.Equal(startedAt, task.StartedTimestamp);

        var second = await Assert.ThrowsAsync<SqsException>(
            () => stage.Client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = stage.ArnOf("dead") }));
        Assert.Equal("InvalidParameterValue", second.ErrorCode.Value);

        var cancelled = await stage.Client.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = started.TaskHandle });
        Assert.Equal(task.ApproximateNumberOfMessagesMoved, cancelled.ApproximateNumberOfMessagesMoved);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var ended = Assert.Single(
            (await stage.Client.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = stage.ArnOf("dead") })).Results);
        Assert.Equal(MessageMoveTaskStatus.Cancelled, ended.Status);
        Assert.Null(ended.TaskHandle);
        Assert.Equal($"{task.ApproximateNumberOfMessagesMoved}", (await stage.CountAsync(work.Url)).Visible);
        Assert.All([started.Metadata, running.Metadata, cancelled.Metadata], Expect.FirstAttempt);
    }

    [Fact]
    public async Task MoveTask_WithoutDestination_BringsMessagesBackWhereTheyCameFrom()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var (work, dead) = await stage.OpenWithDeadLettersAsync(maxReceiveCount: 1);
        await BuryAsync(stage, work, 3);
        _ = await stage.Client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = stage.ArnOf("dead") });
        stage.Clock.Advance(TimeSpan.FromSeconds(1));

        var task = Assert.Single((await stage.Client.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = stage.ArnOf("dead") })).Results);
        Assert.Equal(MessageMoveTaskStatus.Completed, task.Status);
        Assert.Equal(3, task.ApproximateNumberOfMessagesMoved);
        Assert.Null(task.DestinationArn);
        Assert.Null(task.MaxNumberOfMessagesPerSecond);
        Assert.Equal(("3", "0", "0"), await stage.CountAsync(work.Url));
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(dead.Url));
    }

    [Fact]
    public async Task CancelMoveTask_OfAnUnknownTask_IsNotFound()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var (work, _) = await stage.OpenWithDeadLettersAsync(maxReceiveCount: 1);
        await BuryAsync(stage, work, 1);
        var started = await stage.Client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = stage.ArnOf("dead") });
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await Assert.ThrowsAsync<SqsException>(
            () => stage.Client.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = started.TaskHandle }));
        Assert.Equal(SqsErrorCode.ResourceNotFoundException, late.ErrorCode);
        Assert.Equal(404, late.StatusCode);
    }

    /// <summary>Sends messages and receives them once too often, so that they lie in the dead-letter queue.</summary>
    private static async Task BuryAsync(Stage stage, SqsQueue work, int count)
    {
        _ = await work.SendManyAsync(Enumerable.Range(0, count).Select(number => (OutgoingMessage)$"m{number}"));
        using var once = await work.ReceiveAsync(visibilityTimeout: TimeSpan.FromSeconds(1));
        Assert.Equal(count, once.Messages.Count);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        using var twice = await work.ReceiveAsync();
        Assert.Empty(twice.Messages);
    }

    public sealed class InQuery() : MoveTaskTests(SqsProtocol.Query);

    public sealed class InJson() : MoveTaskTests(SqsProtocol.Json);
}
