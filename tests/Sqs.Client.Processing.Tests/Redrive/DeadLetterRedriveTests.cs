using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Redrive;

public sealed class DeadLetterRedriveTests
{
    [Fact]
    public async Task Follow_OfAnyRateAndInterval_TellsTheWayToTheEnd()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var (count, rate, interval) = (random.Next(1, 60), random.Next(1, 40), TimeSpan.FromSeconds(random.Next(1, 5)));
            await using var stage = await RedriveStage.StartAsync();
            await stage.LayAsync(count);
            var begin = stage.Clock.GetUtcNow();

            var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(rate, stage.Aside.Arn, interval));
            var steps = await StepsAsync(redrive);

            Assert.Equal((MessageMoveTaskStatus.Running, 0, begin), (steps[0].Status, steps[0].Moved, steps[0].StartedAt));
            Assert.All(steps, step => Assert.Equal((count, begin), (step.ToMove, step.StartedAt)));
            Assert.Equal(steps.Select(step => step.Moved).Order(), steps.Select(step => step.Moved));
            Assert.Equal(Enumerable.Range(1, steps.Count).Select(number => number == steps.Count), steps.Select(step => step.HasEnded));
            Assert.Equal((MessageMoveTaskStatus.Completed, count, SqsErrorCode.None), (steps[^1].Status, steps[^1].Moved, steps[^1].FailureCode));
            Assert.Equal(Enumerable.Repeat(interval, steps.Count - 1), stage.Time.Waits);
            var ideal = TimeSpan.FromSeconds((double)count / rate);
            Assert.InRange(stage.Clock.GetUtcNow() - begin, ideal - interval, ideal + interval + TimeSpan.FromMilliseconds(200));
            Assert.Equal((0, count), (stage.Dead.Counts.Total, stage.Aside.Counts.Visible));
        }
    }

    [Fact]
    public async Task Start_WithoutADestination_BringsMessagesBackByNameUrlAndArn()
    {
        await using var stage = await RedriveStage.StartAsync();
        foreach (var queue in new[] { "dead", stage.Dead.Url, stage.Dead.Arn })
        {
            await stage.BuryAsync(3);
            var redrive = await DeadLetterRedrive.StartAsync(stage.Client, queue, stage.Options());
            Assert.Equal(stage.Dead.Arn, redrive.SourceArn);
            Assert.Equal(3, (await StepsAsync(redrive))[^1].Moved);
            Assert.Equal(3, stage.Work.Counts.Visible);
            _ = await stage.Client.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = stage.Work.Url });
            stage.Clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task Cancel_InTheMiddle_LeavesTheRestAndIsTheEnd()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(20);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(rate: 5, to: stage.Aside.Arn));
        var moved = -1L;
        var steps = new List<RedriveProgress>();
        await foreach (var step in redrive.FollowAsync())
        {
            steps.Add(step);
            moved = steps.Count == 3 ? await redrive.CancelAsync() : moved;
        }

        Assert.Equal(MessageMoveTaskStatus.Cancelled, steps[^1].Status);
        Assert.InRange(moved, 9, 11);
        Assert.Equal((moved, (int)(20 - moved), (int)moved), (steps[^1].Moved, stage.Dead.Counts.Total, stage.Aside.Counts.Total));
        Assert.Equal(moved, await redrive.CancelAsync());
        Assert.Null(await DeadLetterRedrive.FindRunningAsync(stage.Client, "dead"));
    }

    [Fact]
    public async Task Cancel_WhoseAnswerIsLost_TellsWhatWasMoved()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(20);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(rate: 5, to: stage.Aside.Arn));
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        Lose(stage, "CancelMessageMoveTask", FaultMoment.BeforeAction);
        var unheard = await Assert.ThrowsAnyAsync<SqsException>(() => redrive.CancelAsync());
        Assert.True(unheard.OutcomeUnknown);

        Lose(stage, "CancelMessageMoveTask", FaultMoment.AfterAction);
        Assert.InRange(await redrive.CancelAsync(), 9, 11);
        var found = await DeadLetterRedrive.FindRunningAsync(stage.Client, "dead", stage.Options());
        Assert.InRange(await found!.CancelAsync(), 9, 11);
    }

    [Fact]
    public async Task Cancel_OfATaskThatEndedByItself_IsNotFound()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(1);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(to: stage.Aside.Arn));
        _ = await StepsAsync(redrive);
        var late = await Assert.ThrowsAsync<SqsException>(() => redrive.CancelAsync());
        Assert.Equal(SqsErrorCode.ResourceNotFoundException, late.ErrorCode);
    }

    [Fact]
    public async Task Destination_ThatIsDeleted_FailsTheTaskWithACode()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(20);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(rate: 5, to: stage.Aside.Arn));
        var steps = new List<RedriveProgress>();
        await foreach (var step in redrive.FollowAsync())
        {
            steps.Add(step);
            if (steps.Count == 2)
            {
                _ = await stage.Client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = stage.Aside.Url });
            }
        }

        Assert.Equal((MessageMoveTaskStatus.Failed, SqsErrorCode.QueueDoesNotExist), (steps[^1].Status, steps[^1].FailureCode));
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", steps[^1].FailureReason);
        Assert.All(steps.SkipLast(1), step => Assert.Equal((null, SqsErrorCode.None), (step.FailureReason, step.FailureCode)));
    }

    [Fact]
    public async Task Start_WhileATaskRuns_IsRefusedAndTheTaskIsFound()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(10);
        Assert.Null(await DeadLetterRedrive.FindRunningAsync(stage.Client, "dead"));
        _ = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(rate: 1, to: stage.Aside.Arn));

        var second = await Assert.ThrowsAsync<SqsException>(() => DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options()));
        Assert.Equal(SqsErrorCode.InvalidParameterValue, second.ErrorCode);
        var found = await DeadLetterRedrive.FindRunningAsync(stage.Client, "dead", stage.Options());
        Assert.Equal(10, (await StepsAsync(found!))[^1].Moved);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Start_WhoseAnswerIsLost_FindsItsTaskEvenWhenThatHasEnded(int secondsUntilTheLook)
    {
        await using var stage = await RedriveStage.StartAsync();
        await EndOlderTaskAsync(stage, messages: 3);
        await stage.LayAsync(7);
        Lose(stage, "StartMessageMoveTask", FaultMoment.AfterAction);
        var client = new WatchedLists(stage.Client) { Before = number => stage.Clock.Advance(TimeSpan.FromSeconds(number == 2 ? secondsUntilTheLook : 0)) };

        var redrive = await DeadLetterRedrive.StartAsync(client, "dead", stage.Options(rate: 5, to: stage.Aside.Arn));

        var steps = await StepsAsync(redrive);
        Assert.Equal((secondsUntilTheLook > 0, 7), (steps[0].HasEnded, steps[^1].Moved));
    }

    [Fact]
    public async Task Start_ThatNeverArrived_ThrowsWhatHappened()
    {
        await using var stage = await RedriveStage.StartAsync();
        await EndOlderTaskAsync(stage, messages: 3);
        foreach (var isLookRefused in new[] { false, true })
        {
            Lose(stage, "StartMessageMoveTask", FaultMoment.BeforeAction);
            var client = new WatchedLists(stage.Client)
            {
                Before = number => _ = isLookRefused && number == 2 ? stage.Server.Faults.Add(new FaultRule { Action = "ListMessageMoveTasks", Fault = Fault.InternalError(), Times = 1 }) : null,
            };
            var lost = await Assert.ThrowsAnyAsync<SqsException>(() => DeadLetterRedrive.StartAsync(client, "dead", stage.Options(to: stage.Aside.Arn)));
            Assert.Equal(("StartMessageMoveTask", true), (lost.Action, lost.OutcomeUnknown));
        }
    }

    [Fact]
    public async Task Task_ThatEndedBeforeTheFirstLook_IsToldFromOlderAndNewerOnes()
    {
        await using var stage = await RedriveStage.StartAsync();
        await EndOlderTaskAsync(stage, messages: 3);
        await stage.LayAsync(5);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(to: stage.Aside.Arn));
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await EndOlderTaskAsync(stage, messages: 9);

        Assert.Equal(5, Assert.Single(await StepsAsync(redrive)).Moved);
    }

    [Fact]
    public async Task Task_ThatIsListedLate_IsWaitedForWithGrowingPauses()
    {
        await using var stage = await RedriveStage.StartAsync();
        await EndOlderTaskAsync(stage, messages: 3);
        await stage.LayAsync(5);
        var client = new WatchedLists(stage.Client) { Answer = (number, response) => number is > 1 and < 5 ? response with { Results = [.. response.Results.Skip(1)] } : response };

        var redrive = await DeadLetterRedrive.StartAsync(client, "dead", stage.Options(rate: 1, to: stage.Aside.Arn));

        Assert.Equal(5, (await StepsAsync(redrive))[^1].Moved);
        Assert.Equal([2, 4, 8], stage.Time.Waits.Take(3).Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Looks_ThatFail_AreWaitedOutTenInARow()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(1);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(to: stage.Aside.Arn));
        var rule = stage.Server.Faults.Add(new FaultRule
        {
            Action = "ListMessageMoveTasks",
            Script = [Fault.Throttle(), Fault.InternalError(), Fault.Reset(), Fault.HtmlAnswer(), .. Enumerable.Repeat(Fault.ServiceUnavailable(), 5)],
        });
        Assert.Equal(1, (await StepsAsync(redrive))[^1].Moved);
        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60, 60], stage.Time.Waits.Select(wait => wait.TotalSeconds));

        _ = stage.Server.Faults.Add(new FaultRule { Action = "ListMessageMoveTasks", Fault = Fault.ServiceUnavailable(), Times = 10 });
        var error = await Assert.ThrowsAsync<SqsException>(() => StepsAsync(redrive));
        Assert.Equal((503, 9 + 9), (error.StatusCode, stage.Time.Waits.Count));
    }

    [Fact]
    public async Task Look_ThatIsRefused_EndsTheFollowingAtOnce()
    {
        await using var stage = await RedriveStage.StartAsync();
        await stage.LayAsync(1);
        var redrive = await DeadLetterRedrive.StartAsync(stage.Client, "dead", stage.Options(to: stage.Aside.Arn));
        _ = stage.Server.Faults.Add(new FaultRule { Action = "ListMessageMoveTasks", Fault = Fault.Error("AccessDenied", 403), Times = 1 });
        var refused = await Assert.ThrowsAsync<SqsException>(() => StepsAsync(redrive));
        Assert.Equal(SqsErrorCode.AccessDenied, refused.ErrorCode);
        Assert.Empty(stage.Time.Waits);
    }

    [Fact]
    public async Task Start_WithAMistake_IsRefusedByNameAndNothingIsSent()
    {
        await using var stage = await RedriveStage.StartAsync();
        (RedriveOptions Options, string Member)[] mistakes =
        [
            (new() { MaxMessagesPerSecond = 0 }, "MaxMessagesPerSecond"),
            (new() { MaxMessagesPerSecond = 501 }, "MaxMessagesPerSecond"),
            (new() { DestinationArn = "aside" }, "DestinationArn"),
            (new() { PollInterval = TimeSpan.FromMilliseconds(999) }, "PollInterval"),
            (new() { PollInterval = TimeSpan.FromHours(2) }, "PollInterval"),
        ];
        foreach (var (options, member) in mistakes)
        {
            Assert.Equal(member, (await Assert.ThrowsAsync<SqsValidationException>(() => DeadLetterRedrive.StartAsync(stage.Client, "dead", options))).Member);
            Assert.Equal(member, (await Assert.ThrowsAsync<SqsValidationException>(() => DeadLetterRedrive.FindRunningAsync(stage.Client, "dead", options))).Member);
        }

        Assert.Equal(0, stage.Server.RequestCount);
    }

    private static async Task<List<RedriveProgress>> StepsAsync(DeadLetterRedrive redrive)
    {
        var steps = new List<RedriveProgress>();
        await foreach (var step in redrive.FollowAsync())
        {
            steps.Add(step);
        }

        return steps;
    }

    /// <summary>Runs another task of the same settings to its end.</summary>
    private static async Task EndOlderTaskAsync(RedriveStage stage, int messages)
    {
        await stage.LayAsync(messages);
        _ = await stage.Client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = stage.Dead.Arn, DestinationArn = stage.Aside.Arn, MaxNumberOfMessagesPerSecond = 5 });
        stage.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, stage.Dead.Counts.Total);
    }

    private static void Lose(RedriveStage stage, string action, FaultMoment moment) =>
        stage.Server.Faults.Add(new FaultRule { Action = action, Fault = Fault.Reset(moment), Times = 1 });
}
