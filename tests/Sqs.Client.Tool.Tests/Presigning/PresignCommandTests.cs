using System.Net;
using Sqs.Client.Tool.Presigning;

namespace Sqs.Client.Tool.Tests.Presigning;

/// <summary><c>sqs presign</c>: the URLs are used by a stranger without credentials, on a server that checks signatures.</summary>
public sealed class PresignCommandTests
{
    [Fact]
    public async Task Url_DoesWhatItSays_UntilItExpires()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        using var stranger = new HttpClient();
        var send = Assert.Single(await bench.RunAsync("presign", "orders", "send", "hello & goodbye", "--expires", "90s"));
        var receive = await bench.JsonAsync("presign", "orders", "receive");
        Assert.Equal("2030-01-01T00:15:00Z", (string?)receive["Expires"]);

        Assert.Contains("<MD5OfMessageBody>", await stranger.GetStringAsync(send, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("hello & goodbye", Assert.Single(queue.GetMessages()).Body);
        Assert.Contains("<Body>hello &amp; goodbye</Body>", await stranger.GetStringAsync((string?)receive["Url"], TestContext.Current.CancellationToken), StringComparison.Ordinal);

        bench.Clock.Advance(TimeSpan.FromSeconds(91));
        using var late = await stranger.GetAsync(new Uri(send), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        _ = Assert.Single(queue.GetMessages());
    }

    [Theory]
    [InlineData("attributes", "<Name>VisibilityTimeout</Name>")]
    [InlineData("purge", "<PurgeQueueResponse")]
    public async Task OtherActions_Work(string action, string answer)
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        using var stranger = new HttpClient();
        Assert.Contains(answer, await stranger.GetStringAsync(Assert.Single(await bench.RunAsync("presign", "orders", action)), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToAFifoQueue_TakesItsIds()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("steps.fifo", new Dictionary<string, string>(StringComparer.Ordinal) { ["FifoQueue"] = "true" });
        using var stranger = new HttpClient();
        _ = await stranger.GetStringAsync(Assert.Single(await bench.RunAsync("presign", "steps.fifo", "send", "x", "--group", "g", "--dedup", "d")), TestContext.Current.CancellationToken);
        var message = Assert.Single(queue.GetMessages());
        Assert.Equal(("g", "d"), (message.MessageGroupId, message.MessageDeduplicationId));
    }

    [Theory]
    [InlineData("ACTION is one of send, receive, attributes, purge.", "q", "steal")]
    [InlineData("--expires takes a time from 1s to 7d, such as 90s, 15m, 12h.", "q", "receive", "--expires", "8d")]
    [InlineData("give the text that the URL sends.", "q", "send")]
    [InlineData("a text, --group and --dedup are for send, not for receive.", "q", "receive", "text")]
    [InlineData("a text, --group and --dedup are for send, not for purge.", "q", "purge", "--group", "g")]
    public async Task Misuse_IsTold_AndSendsNothing(string message, params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["presign", .. arguments])).Split(Environment.NewLine)[0]);
        Assert.Empty(bench.Server.Requests);
    }

    /// <summary>Such URLs are of the Query protocol.</summary>
    [Fact]
    public async Task Json_HasNone()
    {
        await using var bench = await Bench.StartAsync();
        Assert.StartsWith("sqs: ", await bench.FailAsync(ExitCodes.Misused, "presign", $"{bench.Server.Endpoint}000000000000/q", "receive", "--protocol", "json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1s", 1)]
    [InlineData("15m", 900)]
    [InlineData("12h", 43_200)]
    [InlineData("7d", 604_800)]
    [InlineData("", null)]
    [InlineData("s", null)]
    [InlineData("0s", null)]
    [InlineData("-1s", null)]
    [InlineData("604801s", null)]
    [InlineData("99999999999d", null)]
    [InlineData("15", null)]
    public void Lifetime_IsRead(string text, int? seconds) =>
        Assert.Equal((seconds is not null, seconds ?? 0), (Lifetime.TryRead(text, out var lifetime), (int)lifetime.TotalSeconds));
}
