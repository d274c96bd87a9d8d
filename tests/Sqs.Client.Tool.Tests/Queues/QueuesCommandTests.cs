using System.Text.Json.Nodes;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests.Queues;

/// <summary><c>sqs queues</c>, end to end.</summary>
public sealed class QueuesCommandTests
{
    [Theory]
    [InlineData("query", LocalProtocol.Query)]
    [InlineData("json", LocalProtocol.Json)]
    public async Task List_AsksInTheProtocol_AndKeepsToThePrefix(string protocol, LocalProtocol spoken)
    {
        await using var bench = await Bench.StartAsync();
        string[] names = ["orders", "orders-dead", "other"];
        foreach (var name in names)
        {
            _ = bench.Server.CreateQueue(name);
        }

        Assert.Equal(names[..2].Select(name => $"{bench.Server.Endpoint}000000000000/{name}"), await bench.RunAsync("queues", "list", "orders", "--protocol", protocol));
        Assert.Equal(spoken, bench.Server.Requests[^1].Protocol);
        var answer = await bench.JsonAsync("queues", "list", "--protocol", protocol);
        Assert.Equal(3, answer["QueueUrls"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_OfNothing_IsAnEmptyList()
    {
        await using var bench = await Bench.StartAsync();
        Assert.Empty(await bench.RunAsync("queues", "list"));
        Assert.Equal("""{"QueueUrls":[]}""", (await bench.JsonAsync("queues", "list")).ToJsonString());
    }

    [Fact]
    public async Task Create_WithEverything_Shows_Changes_Tags_AndUntags()
    {
        await using var bench = await Bench.StartAsync();
        var dead = Assert.Single(await bench.RunAsync("queues", "create", "dead.fifo"));
        var created = await bench.JsonAsync(
            "queues", "create", "orders.fifo", "--fifo", "--attribute", "VisibilityTimeout=60", "-a", "ContentBasedDeduplication=true", "--tag", "team=a=b", "--dead-letter", "dead.fifo", "--max-receive", "5");
        var orders = bench.Server.Queues.Single(queue => queue.Name == "orders.fifo");
        Assert.Equal(orders.Url, (string?)created["QueueUrl"]);
        Assert.Equal(("60", "true", "a=b"), (orders.Attributes["VisibilityTimeout"], orders.Attributes["ContentBasedDeduplication"], orders.Tags["team"]));
        var redrive = JsonNode.Parse(orders.Attributes["RedrivePolicy"])!;
        Assert.Equal(("arn:aws:sqs:us-east-1:000000000000:dead.fifo", 5), ((string?)redrive["deadLetterTargetArn"], (int)redrive["maxReceiveCount"]!));

        _ = await bench.RunAsync("queues", "set", orders.Url, "VisibilityTimeout=90", "RedrivePolicy=");
        _ = await bench.RunAsync("queues", "tag", "orders.fifo", "stage=test", "team=x");
        _ = await bench.RunAsync("queues", "untag", "orders.fifo", "team");
        var shown = await bench.JsonAsync("queues", "show", "000000000000/orders.fifo");
        Assert.Equal(("90", """{"stage":"test"}"""), ((string?)shown["Attributes"]!["VisibilityTimeout"], shown["Tags"]!.ToJsonString()));
        Assert.Null(shown["Attributes"]!["RedrivePolicy"]);
        Assert.Contains("attribute\tVisibilityTimeout\t90", await bench.RunAsync("queues", "show", "arn:aws:sqs:us-east-1:000000000000:orders.fifo"));
        Assert.EndsWith("/dead.fifo", dead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfADeadLetterQueue_NamesItsSources()
    {
        await using var bench = await Bench.StartAsync();
        _ = await bench.RunAsync("queues", "create", "dead");
        _ = await bench.RunAsync("queues", "create", "orders", "--dead-letter", "arn:aws:sqs:us-east-1:000000000000:dead", "--max-receive", "1");
        Assert.Contains($"dead letters of\tQueueUrl\t{bench.Server.Endpoint}000000000000/orders", await bench.RunAsync("queues", "show", "dead"));
    }

    /// <summary>Another account may read the attributes by the queue's policy; tags are never shown across accounts.</summary>
    [Fact]
    public async Task Show_OfWhatIsPartlyForbidden_ShowsTheRest_AndEndsWithItsOwnCode()
    {
        await using var bench = await Bench.StartAsync(options =>
        {
            options.AccessKeys.Add(new LocalAccessKey("OWNER", "S3CRET"));
            options.AccessKeys.Add(new LocalAccessKey("GUEST", "S3CRET/2") { AccountId = "111122223333" });
        });
        await using var owner = bench.Client();
        var url = (await owner.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" }, TestContext.Current.CancellationToken)).QueueUrl;
        _ = await owner.AddPermissionAsync(
            new AddPermissionRequest { QueueUrl = url, Label = "guest", AWSAccountIds = ["111122223333"], Actions = ["GetQueueUrl", "GetQueueAttributes"] }, TestContext.Current.CancellationToken);

        await using var run = ToolRun.Start(As(bench, "GUEST", "S3CRET/2"), isTerminal: false, "queues", "show", "000000000000/orders", "--output", "json");
        Assert.Equal(ExitCodes.PartlyFailed, await run.EndAsync());
        var shown = JsonNode.Parse(string.Join('\n', run.Seen))!;
        Assert.Equal("30", (string?)shown["Attributes"]!["VisibilityTimeout"]);
        Assert.Contains("sqs: ListQueueTags failed with AccessDenied", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("purge")]
    [InlineData("delete")]
    public async Task Purge_AndDelete_NeedAYes(string verb)
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync("send", "orders", "hello");

        Assert.StartsWith("sqs: --yes is needed: nobody is there to ask. Delete ", await bench.FailAsync(ExitCodes.Misused, "queues", verb, "orders"), StringComparison.Ordinal);
        await AskedAsync(bench, verb, "n\n", ExitCodes.Cancelled);
        await AskedAsync(bench, verb, "", ExitCodes.Cancelled);
        Assert.Equal(1, queue.Counts.Visible);
        await AskedAsync(bench, verb, "Yes\n", ExitCodes.Done);
        Assert.Equal(verb == "purge" ? [0] : [], bench.Server.Queues.Select(left => left.Counts.Visible));
    }

    [Fact]
    public async Task Delete_WithYes_AsksNobody()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        Assert.Equal(queue.Url, (string?)(await bench.JsonAsync("queues", "delete", "orders", "--yes"))["QueueUrl"]);
        Assert.Empty(bench.Server.Queues);
    }

    /// <summary>The question waits for ever; the stop ends it.</summary>
    [Fact]
    public async Task Question_Stopped_EndsAsCancelled()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        await using var run = ToolRun.Start(bench.Surroundings with { HasReader = true, OpenInput = static () => new SilentStream() }, isTerminal: false, "queues", "delete", "orders");
        Assert.Equal(ExitCodes.Cancelled, await run.StopAsync());
        _ = Assert.Single(bench.Server.Queues);
    }

    [Theory]
    [InlineData("--dead-letter and --max-receive go together.", "create", "q", "--max-receive", "3")]
    [InlineData("--max-receive takes a number from 1 to 1000.", "create", "q", "--max-receive", "0", "--dead-letter", "q")]
    [InlineData("--dead-letter and --attribute RedrivePolicy=... say the same thing twice.", "create", "q", "--max-receive", "1", "--dead-letter", "arn:aws:sqs:us-east-1:000000000000:d", "-a", "RedrivePolicy={}")]
    [InlineData("--attribute: is written NAME=VALUE, and 'VisibilityTimeout' is not.", "create", "q", "--attribute", "VisibilityTimeout")]
    [InlineData("--attribute: 'A' is there twice.", "create", "q", "-a", "A=1", "-a", "A=2")]
    [InlineData("KEY=VALUE: is written NAME=VALUE, and '=...' is not.", "tag", "q", "=S3CRET")]
    [InlineData("Attributes[\"VisibilityTimeout\"]: must be 0 to 43,200 s, in decimal digits alone", "create", "q", "-a", "VisibilityTimeout=x")]
    [InlineData("arn:aws:sqs:eu-west-1:000000000000:q: is of the region eu-west-1, and the command goes to us-east-1; give --region eu-west-1.", "show", "arn:aws:sqs:eu-west-1:000000000000:q")]
    [InlineData("'12/q' names no queue: give a name, a URL, account/queue with the 12 digits of the account, or an ARN.", "show", "12/q")]
    [InlineData("Required argument 'QUEUE' missing for command: 'show'.", "show")]
    public async Task Misuse_IsTold_AndSendsNothing(string message, params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["queues", .. arguments])).Split(Environment.NewLine)[0]);
        Assert.Empty(bench.Server.Requests);
    }

    [Theory]
    [InlineData("show", "none")]
    [InlineData("set", "none", "VisibilityTimeout=1")]
    [InlineData("tag", "none", "a=b")]
    [InlineData("untag", "none", "a")]
    [InlineData("purge", "none", "--yes")]
    [InlineData("delete", "none", "--yes")]
    [InlineData("create", "q", "--dead-letter", "none", "--max-receive", "1")]
    public async Task Refusal_OfTheService_IsToldWithItsRequest(params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Matches(
            @"^sqs: GetQueueUrl failed with AWS\.SimpleQueueService\.NonExistentQueue \(HTTP 400\): .* \(request [0-9a-f-]+\)$", await bench.FailAsync(ExitCodes.Failed, ["queues", .. arguments]));
    }

    private static ToolSurroundings As(Bench bench, string id, string secret) => bench.Surroundings with
    {
        Variables = new Dictionary<string, string>(bench.Surroundings.Variables, StringComparer.Ordinal) { ["AWS_ACCESS_KEY_ID"] = id, ["AWS_SECRET_ACCESS_KEY"] = secret },
    };

    private static async Task AskedAsync(Bench bench, string verb, string answer, int exitCode)
    {
        await using var run = ToolRun.Start(bench.Reading(answer) with { HasReader = true }, isTerminal: false, "queues", verb, "orders");
        Assert.Equal(exitCode, await run.EndAsync());
        Assert.Contains("? [y/N] ", run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode == ExitCodes.Done ? 1 : 0, run.Seen.Count);
    }
}
