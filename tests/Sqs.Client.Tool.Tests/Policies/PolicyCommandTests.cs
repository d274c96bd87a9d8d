using System.Text.Json.Nodes;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests.Policies;

/// <summary><c>sqs policy</c>, end to end, on a server that keeps to the policies.</summary>
public sealed class PolicyCommandTests
{
    private const string Guest = "111122223333";

    [Fact]
    public async Task Add_LetsAnAccountSend_UntilItIsRemoved()
    {
        await using var bench = await WithGuestAsync();
        var queue = bench.Server.CreateQueue("orders");
        Assert.Equal("orders has no policy.", Assert.Single(await bench.RunAsync("policy", "show", "orders")));
        Assert.Equal(ExitCodes.Failed, await SendAsGuestAsync(bench, queue.Url));

        var added = (string)(await bench.JsonAsync("policy", "add", "orders", "--allow-account", Guest))["Sids"]![0]!;
        Assert.Equal(ExitCodes.Done, await SendAsGuestAsync(bench, queue.Url));
        Assert.Equal($"{added}\tAllows the account {Guest} SendMessage; for the users of an account its own policies decide too.", Assert.Single(await bench.RunAsync("policy", "explain", "orders")));
        Assert.Equal(added, (string?)(await bench.JsonAsync("policy", "show", "orders"))["Statement"]![0]!["Sid"]);

        Assert.Equal($"Removed {added}.", Assert.Single(await bench.RunAsync("policy", "remove", "orders", added)));
        Assert.Equal(ExitCodes.Failed, await SendAsGuestAsync(bench, queue.Url));
        Assert.Equal("null", Assert.Single(await bench.RunAsync("policy", "show", "orders", "--output", "json")));
    }

    /// <summary>All kinds at once, twice: each is there once, and what was there before stays.</summary>
    [Fact]
    public async Task Add_OfEverything_IsPutInOnce()
    {
        await using var bench = await WithGuestAsync();
        _ = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync("policy", "add", "orders", "--allow-account", Guest, "444455556666", "--action", "ReceiveMessage", "sqs:DeleteMessage");
        string[] all =
        [
            "policy", "add", "orders", "--tls-only", "--topic", "arn:aws:sns:us-east-1:000000000000:news", "--bucket", "arn:aws:s3:::invoices", "--bucket-owner", "000000000000",
            "--rule", "arn:aws:events:us-east-1:000000000000:rule/nightly", "--marketplace",
        ];
        Assert.Equal(await bench.RunAsync(all), await bench.RunAsync(all));
        var meanings = (await bench.JsonAsync("policy", "explain", "orders"))["Statements"]!.AsArray().Select(statement => (string)statement!["Meaning"]!).ToArray();
        Assert.Equal(
            [
                $"Allows the account {Guest} and the account 444455556666 ReceiveMessage and DeleteMessage; for the users of an account its own policies decide too.",
                "Denies everybody every action, if the request comes without TLS.",
                "Allows the service sns.amazonaws.com SendMessage, if the resource behind the request is arn:aws:sns:us-east-1:000000000000:news.",
                "Allows the service s3.amazonaws.com SendMessage, if the resource behind the request is like arn:aws:s3:::invoices, and the account of the resource behind the request is 000000000000.",
                "Allows the service events.amazonaws.com SendMessage, if the resource behind the request is arn:aws:events:us-east-1:000000000000:rule/nightly.",
                "Allows the account 437568002678, which marketplaces notify from, SendMessage and GetQueueAttributes; for the users of an account its own policies decide too.",
            ],
            meanings);
        Assert.Equal(6, JsonNode.Parse(bench.Server.Queues[0].Attributes["Policy"])!["Statement"]!.AsArray().Count);
    }

    [Fact]
    public async Task Explain_OfNoPolicy_SaysWhatThatMeans()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        Assert.Equal("orders has no policy: only its own account may use it, as far as the policies there allow.", Assert.Single(await bench.RunAsync("policy", "explain", "orders")));
        Assert.Equal("""{"Statements":[]}""", (await bench.JsonAsync("policy", "explain", "orders")).ToJsonString());
    }

    [Fact]
    public async Task Remove_OfWhatIsNotThere_Fails()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        Assert.Equal("sqs: the policy of 'orders' has no statement 'mine'.", await bench.FailAsync(ExitCodes.Failed, "policy", "remove", "orders", "mine"));
    }

    [Fact]
    public async Task Add_ThatTheQueueCannotHave_IsRefused_BeforeAnythingIsWritten()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("steps.fifo", new Dictionary<string, string>(StringComparer.Ordinal) { ["FifoQueue"] = "true" });
        Assert.Contains("must be a standard queue", await bench.FailAsync(ExitCodes.Misused, "policy", "add", "steps.fifo", "--marketplace"), StringComparison.Ordinal);
        _ = await bench.FailAsync(ExitCodes.Misused, "policy", "add", "steps.fifo", "--allow-account", "12");
        _ = await bench.FailAsync(ExitCodes.Misused, "policy", "add", "steps.fifo", "--topic", "arn:aws:s3:::bucket");
        Assert.DoesNotContain(bench.Server.Requests, request => request.Action == "SetQueueAttributes");
    }

    [Theory]
    [InlineData("say what to add: --allow-account, --action, --tls-only, --topic, --bucket, --bucket-owner, --rule, --marketplace.", "add", "q")]
    [InlineData("--bucket and --bucket-owner go together.", "add", "q", "--bucket", "arn:aws:s3:::b")]
    [InlineData("--action says what --allow-account allows; give both.", "add", "q", "--action", "SendMessage")]
    [InlineData("--topic takes an ARN.", "add", "q", "--topic", "news")]
    public async Task Misuse_IsTold_AndSendsNothing(string message, params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["policy", .. arguments])).Split(Environment.NewLine)[0]);
        Assert.Empty(bench.Server.Requests);
    }

    private static Task<Bench> WithGuestAsync() => Bench.StartAsync(options =>
    {
        options.AccessKeys.Add(new LocalAccessKey("OWNER", "S3CRET"));
        options.AccessKeys.Add(new LocalAccessKey("GUEST", "S3CRET/2") { AccountId = Guest });
    });

    private static async Task<int> SendAsGuestAsync(Bench bench, string url)
    {
        var variables = new Dictionary<string, string>(bench.Surroundings.Variables, StringComparer.Ordinal) { ["AWS_ACCESS_KEY_ID"] = "GUEST", ["AWS_SECRET_ACCESS_KEY"] = "S3CRET/2" };
        await using var run = ToolRun.Start(bench.Surroundings with { Variables = variables }, isTerminal: false, "send", url, "hello");
        return await run.EndAsync();
    }
}
