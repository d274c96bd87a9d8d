using System.Net;
using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Tool.Tests;

/// <summary>The whole program, with its options, on a clock of the test.</summary>
public sealed class SqsToolTests
{
    private const string Type = "application/x-www-form-urlencoded; charset=utf-8";

    [Fact]
    public async Task Local_WithQueues_ServesThem_ShowsThem_AndStops()
    {
        using var file = new TextFile("""{ "queues": [ { "name": "orders", "attributes": { "RedrivePolicy": { "deadLetterTargetArn": "dead", "maxReceiveCount": 2 } } }, "dead" ] }""");
        await using var run = ToolRun.Start("local", "--port", "0", "--queues", file.Path, "--no-verify", "--account", "111122223333", "--region", "eu-west-1");
        Assert.Matches(@"^sqs local listens on http://127\.0\.0\.1:\d+/ \(region eu-west-1, account 111122223333, signatures are not verified\)\. Ctrl\+C stops it\.$", await run.LineAsync());
        using var http = new HttpClient { BaseAddress = await run.EndpointAsync() };
        _ = await run.LineAsync("orders: 0 visible");
        Assert.Contains($"{http.BaseAddress}111122223333/orders<", await http.GetStringAsync("/?Action=ListQueues", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        _ = await http.GetStringAsync("/111122223333/orders?Action=SendMessage&MessageBody=S3CRET", TestContext.Current.CancellationToken);
        run.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("orders: 1 visible, 0 in flight, 0 delayed; sent 1/s, received 0/s, deleted 0/s; 0 waiting", await run.LineAsync("orders: 1"));
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Equal("Stopped.", run.Seen[^1]);
        Assert.Empty(run.Error);
        Assert.DoesNotContain("S3CRET", string.Concat(run.Seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_Stopped_AnswersLongPolls()
    {
        await using var run = ToolRun.Start("local", "--port", "0", "--no-verify");
        using var http = new HttpClient { BaseAddress = await run.EndpointAsync() };
        _ = await http.GetStringAsync("/?Action=CreateQueue&QueueName=q", TestContext.Current.CancellationToken);
        var poll = http.GetStringAsync("/000000000000/q?Action=ReceiveMessage&WaitTimeSeconds=20", TestContext.Current.CancellationToken);

        // A message for later makes a line each second, which also says whether the poll has arrived.
        for (var turn = 0; turn < 20 && !(await LineOfDelayedAsync(run, http)).EndsWith("; 1 waiting", StringComparison.Ordinal); turn++)
        {
            Assert.False(poll.IsCompleted);
        }

        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Contains("<ReceiveMessageResult/>", await poll, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_WithoutKeys_ShowsOneThatIsMadeUp()
    {
        await using var run = ToolRun.Start("local", "--port", "0");
        var endpoint = await run.EndpointAsync();
        var (id, secret) = (await run.LineAsync("AWS_ACCESS_KEY_ID="), await run.LineAsync("AWS_SECRET_ACCESS_KEY="));
        Assert.Contains("export AWS_REGION=us-east-1", run.Seen);
        Assert.Equal(HttpStatusCode.OK, await SignedAsync(run, endpoint, Value(id), Value(secret)));
        Assert.Equal(HttpStatusCode.Forbidden, await SignedAsync(run, endpoint, Value(id), "another"));
    }

    [Fact]
    public async Task Local_WithKeys_TakesThem_AndNeverShowsThem()
    {
        using var file = new TextFile("""{ "keys": [ { "id": "FILED", "secret": "S3CRET/two" } ] }""");
        await using var run = ToolRun.Start("local", "--port", "0", "--keys", "GIVEN=S3CRET/one", "--keys", file.Path, "--quiet");
        var endpoint = await run.EndpointAsync();
        Assert.Equal(HttpStatusCode.OK, await SignedAsync(run, endpoint, "GIVEN", "S3CRET/one"));
        Assert.Equal(HttpStatusCode.OK, await SignedAsync(run, endpoint, "FILED", "S3CRET/two"));
        Assert.Equal(HttpStatusCode.Forbidden, await SignedAsync(run, endpoint, "GIVEN", "S3CRET/two"));
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.DoesNotContain("S3CRET", string.Concat(run.Seen) + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Seen, line => line.Contains("KEY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Local_Quiet_SaysNothingInBetween()
    {
        using var file = new TextFile("""{ "queues": [ "q" ] }""");
        await using var run = ToolRun.Start("local", "--port", "0", "--quiet", "--queues", file.Path, "--keys", "A=B");
        _ = await run.LineAsync("AWS_REGION");
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Equal(4, run.Seen.Count);
        Assert.Equal("Stopped.", run.Seen[3]);
    }

    [Fact]
    public async Task Local_InATerminal_DrawsATable()
    {
        using var file = new TextFile("""{ "queues": [ "q" ] }""");
        await using var run = ToolRun.StartInTerminal("local", "--port", "0", "--queues", file.Path);
        _ = await run.LineAsync("0 requests/s, 0 requests, 0 errors");
        Assert.Matches("│ q +│ +0 │", await run.LineAsync("│ q "));
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.EndsWith("Stopped.", run.Seen[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_InATerminal_Plain_WritesLines()
    {
        await using var run = ToolRun.StartInTerminal("local", "--port", "0", "--plain", "--no-verify");
        _ = await run.EndpointAsync();
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.DoesNotContain(run.Seen, line => line.Contains('│', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Local_OnAPortThatIsTaken_SaysSo()
    {
        await using var other = await LocalSqs.StartAsync();
        await using var run = ToolRun.Start("local", "--port", $"{other.Endpoint.Port}");
        Assert.Equal(ExitCodes.Failed, await run.Exit);
        Assert.Equal($"sqs: port {other.Endpoint.Port} of 127.0.0.1 is taken; name another one by --port, or 0 for a free one.{Environment.NewLine}", run.Error);
    }

    /// <summary>The port is taken too: a mistake in a file is told before a port is opened.</summary>
    [Fact]
    public async Task Local_WithABadFile_EndsBeforeTheServerStarts()
    {
        await using var other = await LocalSqs.StartAsync();
        using var file = new TextFile("{ \"queues\": [ { \"name\": \"q\", \"attributes\": {\n\"VisibilityTimeout\": -1 } } ] }");
        await using var run = ToolRun.Start("local", "--port", $"{other.Endpoint.Port}", "--queues", file.Path);
        Assert.Equal(ExitCodes.Misused, await run.Exit);
        Assert.StartsWith($"sqs: {file.Path}:2: queues[0].attributes.VisibilityTimeout: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Split(Environment.NewLine).Length);
        Assert.Empty(run.Seen);
    }

    [Theory]
    [InlineData("See 'sqs --help'.")]
    [InlineData("sqs: --port takes a number from 0 to 65535.", "local", "--port", "65536")]
    [InlineData("sqs: --region takes lower-case letters, digits and hyphens.", "local", "--region", "EU")]
    [InlineData("sqs: --account takes 12 digits.", "local", "--account", "1")]
    [InlineData("sqs: --latency takes a time up to an hour, such as 20ms or 1.5s.", "local", "--latency", "20")]
    [InlineData("sqs: --keys: the access key 'A' is there twice.", "local", "--keys", "A=S3CRET", "--keys", "A=S3CRET")]
    [InlineData("sqs: Unrecognized command or argument 'A=...'.", "local", "A=S3CRET")]
    [InlineData("sqs: no/such.json: there is no such file.", "local", "--keys", "no/such.json")]
    public async Task Misuse_IsTold(string message, params string[] arguments)
    {
        await using var run = ToolRun.Start(arguments);
        Assert.Equal(ExitCodes.Misused, await run.Exit);
        Assert.Contains(message, run.Error.Split(Environment.NewLine));
        Assert.DoesNotContain("S3CRET", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_NamesEveryOption()
    {
        await using var run = ToolRun.Start("local", "--help");
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        var help = string.Join('\n', run.Seen);
        Assert.Contains("sqs local [options]", help, StringComparison.Ordinal);
        Assert.All(
            ["--port", "--region", "--account", "--queues", "--keys", "--no-verify", "--latency", "--plain", "--quiet", "9324"],
            option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    private static string Value(string export) => export[(export.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private static async Task<string> LineOfDelayedAsync(ToolRun run, HttpClient http)
    {
        _ = await http.GetStringAsync("/000000000000/q?Action=SendMessage&MessageBody=x&DelaySeconds=900", TestContext.Current.CancellationToken);
        run.Clock.Advance(TimeSpan.FromSeconds(1));
        return await run.LineAsync("q: 0 visible");
    }

    private static async Task<HttpStatusCode> SignedAsync(ToolRun run, Uri endpoint, string accessKeyId, string secret)
    {
        var body = Encoding.UTF8.GetBytes("Action=ListQueues&Version=2012-11-05");
        var headers = new SigV4Signer("us-east-1", "sqs").Sign(
            new SigV4Request { Method = "POST", Host = endpoint.Authority, Path = "/", Headers = [KeyValuePair.Create("Content-Type", Type)], PayloadHash = SigV4Request.HashPayload(body) },
            new AwsCredentials(accessKeyId, secret),
            run.Clock.GetUtcNow());
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", Type));
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", headers.Authorization));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Date", headers.Date));
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
