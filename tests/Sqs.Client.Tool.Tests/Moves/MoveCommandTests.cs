using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests.Moves;

/// <summary>
/// <c>sqs move</c>, end to end. The server's clock is the test's, so that a move goes as far as the test lets it; the tool's is the machine's, at whose
/// present the server's begins.
/// </summary>
public sealed class MoveCommandTests
{
    [Fact]
    public async Task Move_BackToTheSource_ShowsItsProgress()
    {
        await using var bench = await WithDeadLettersAsync(3);
        await using var run = bench.Start("move", "dead", "--rate", "1");
        _ = await run.LineAsync(" of 3 moved");
        await LetItMoveAsync(bench);
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        Assert.Equal("Done: 3 moved.", run.Seen[^1]);
        Assert.Equal((3, 0), (Queue(bench, "orders").Counts.Visible, Queue(bench, "dead").Counts.Visible));
    }

    [Fact]
    public async Task Move_Elsewhere_AsJson_WritesItsEndAlone()
    {
        await using var bench = await WithDeadLettersAsync(2);
        _ = bench.Server.CreateQueue("elsewhere");
        await using var run = bench.Start("move", "000000000000/dead", "--to", "elsewhere", "--output", "json");
        await LetItMoveAsync(bench);
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        var end = System.Text.Json.Nodes.JsonNode.Parse(string.Join('\n', run.Seen))!;
        Assert.Equal(("COMPLETED", "arn:aws:sqs:us-east-1:000000000000:elsewhere", 2), ((string?)end["Status"], (string?)end["DestinationArn"], (int)end["ApproximateNumberOfMessagesMoved"]!));
        Assert.Equal(2, Queue(bench, "elsewhere").Counts.Visible);
    }

    [Fact]
    public async Task Move_InATerminal_DrawsABar()
    {
        await using var bench = await WithDeadLettersAsync(2);
        await using var run = ToolRun.Start(bench.Surroundings, isTerminal: true, "move", "dead");
        await LetItMoveAsync(bench);
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        Assert.Contains(run.Seen, line => line.Contains("2 moved", StringComparison.Ordinal) && line.Contains("100%", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Move_Stopped_IsCancelledAtTheService()
    {
        await using var bench = await WithDeadLettersAsync(3);
        await using var run = bench.Start("move", "dead", "--rate", "1");
        _ = await run.LineAsync(" of 3 moved");
        Assert.Equal(ExitCodes.Cancelled, await run.StopAsync());
        Assert.Matches(@"^sqs: cancelled; [01] moved\.\s*$", run.Error);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(Queue(bench, "dead").Counts.Visible, 2, 3);
        Assert.Contains(bench.Server.Requests, request => request.Action == "CancelMessageMoveTask" && request.StatusCode == 200);
    }

    [Fact]
    public async Task Move_OfWhatIsNoDeadLetterQueue_IsRefused()
    {
        await using var bench = await WithDeadLettersAsync(0);
        Assert.StartsWith("sqs: StartMessageMoveTask failed with ", await bench.FailAsync(ExitCodes.Failed, "move", "orders"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_ToAQueueThatGoes_TellsWhatWasMoved()
    {
        await using var bench = await WithDeadLettersAsync(3);
        _ = bench.Server.CreateQueue("elsewhere");
        await using var run = bench.Start("move", "dead", "--to", "elsewhere", "--rate", "1");
        _ = await run.LineAsync(" of 3 moved");
        _ = await bench.RunAsync("queues", "delete", "elsewhere", "--yes");
        await LetItMoveAsync(bench);
        Assert.Contains(await run.EndAsync(), (int[])[ExitCodes.Failed, ExitCodes.PartlyFailed]);
        Assert.StartsWith("sqs: the move ended as FAILED (", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rate takes a number from 1 to 500.", "dead", "--rate", "501")]
    [InlineData("'arn:aws:sns:us-east-1:000000000000:topic' names no queue: give a name, a URL, account/queue with the 12 digits of the account, or an ARN.", "dead", "--to", "arn:aws:sns:us-east-1:000000000000:topic")]
    public async Task Misuse_IsTold(string message, params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["move", .. arguments])).Split(Environment.NewLine)[0]);
    }

    private static LocalQueue Queue(Bench bench, string name) => bench.Server.Queues.Single(queue => queue.Name == name);

    /// <summary>Lets the service do all that it was asked for; the tool sees it at its next look.</summary>
    private static async Task LetItMoveAsync(Bench bench)
    {
        while (!bench.Server.Requests.Any(request => request is { Action: "StartMessageMoveTask", StatusCode: 200 }))
        {
            await Task.Yield();
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<Bench> WithDeadLettersAsync(int count)
    {
        var bench = await Bench.StartAsync(clock: new VirtualClock(TimeProvider.System.GetUtcNow()), time: TimeProvider.System);
        _ = bench.Server.CreateQueue("dead");
        _ = await bench.RunAsync("queues", "create", "orders", "--dead-letter", "dead", "--max-receive", "1", "-a", "VisibilityTimeout=1");
        for (var number = 0; number < count; number++)
        {
            _ = await bench.RunAsync("send", "orders", $"message {number}");
        }

        while (Queue(bench, "dead").Counts.Visible < count)
        {
            _ = await bench.RunAsync("receive", "orders", "--max", "10");
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return bench;
    }
}
