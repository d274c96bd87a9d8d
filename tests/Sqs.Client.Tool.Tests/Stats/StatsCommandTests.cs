using System.Text.Json.Nodes;

namespace Sqs.Client.Tool.Tests.Stats;

/// <summary><c>sqs stats</c>, end to end.</summary>
public sealed class StatsCommandTests
{
    [Fact]
    public async Task Counts_AreThoseOfTheService()
    {
        await using var bench = await WithMessagesAsync();
        Assert.Equal(["orders\t2\t1\t1", "empty\t0\t0\t0"], await bench.RunAsync("stats", "orders", "empty"));
        var answer = await bench.JsonAsync("stats", "orders");
        Assert.Equal("2030-01-01T00:00:00Z", (string?)answer["Time"]);
        Assert.Equal(
            $$"""{"QueueUrl":"{{bench.Server.Endpoint}}000000000000/orders","ApproximateNumberOfMessages":2,"ApproximateNumberOfMessagesNotVisible":1,"ApproximateNumberOfMessagesDelayed":1}""",
            answer["Queues"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Watch_IsALineForEachLook()
    {
        await using var bench = await WithMessagesAsync();
        await using var run = bench.Start("stats", "orders", "--watch", "--interval", "30");
        Assert.Equal("2030-01-01T00:00:00Z\torders\t2\t1\t1", await run.LineAsync());
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("2030-01-01T00:00:30Z\torders\t3\t0\t1", await run.LineAsync());
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Equal(2, run.Seen.Count);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Watch_AsJson_IsALineForEachLookToo()
    {
        await using var bench = await WithMessagesAsync();
        await using var run = bench.Start("stats", "orders", "-w", "--output", "json");
        _ = await run.LineAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("2030-01-01T00:00:05Z", (string?)JsonNode.Parse(await run.LineAsync())!["Time"]);
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
    }

    [Fact]
    public async Task Watch_InATerminal_IsAChart()
    {
        await using var bench = await WithMessagesAsync();
        await using var run = ToolRun.Start(bench.Surroundings, isTerminal: true, "stats", "orders", "--watch");
        _ = await run.LineAsync("2030-01-01T00:00:00Z, every 5 s; Ctrl+C ends it");
        Assert.EndsWith("█", (await run.LineAsync("│ orders │       2 │         1 │       1 │    4 │")).TrimEnd('│', ' '), StringComparison.Ordinal);
        _ = await bench.RunAsync("send", "orders", "more");
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("▆█", await run.LineAsync("│ orders │       3 │"), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
    }

    [Fact]
    public async Task Watch_OfAQueueThatGoes_EndsWithTheRefusal()
    {
        await using var bench = await WithMessagesAsync();
        await using var run = bench.Start("stats", "orders", "--watch");
        _ = await run.LineAsync();
        _ = await bench.RunAsync("queues", "delete", "orders", "--yes");
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.StartsWith("sqs: GetQueueAttributes failed with ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Required argument 'QUEUE' missing for command: 'stats'.")]
    [InlineData("--interval takes a number from 1 to 3600.", "q", "--interval", "0")]
    [InlineData("'a/b' names no queue: give a name, a URL, account/queue with the 12 digits of the account, or an ARN.", "q", "a/b")]
    public async Task Misuse_IsTold(string message, params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["stats", .. arguments])).Split(Environment.NewLine)[0]);
    }

    /// <summary>Two that can be received, one in flight, one delayed for long; and an empty queue beside them.</summary>
    private static async Task<Bench> WithMessagesAsync()
    {
        var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        _ = bench.Server.CreateQueue("empty");
        _ = await bench.RunAsync(bench.Reading("1\n2\n3\n"), ExitCodes.Done, "send", "orders", "--lines");
        _ = await bench.RunAsync("send", "orders", "later", "--delay", "900");
        _ = await bench.RunAsync("receive", "orders", "--visibility", "30");
        return bench;
    }
}
