using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests.Messages;

/// <summary><c>sqs receive</c>, end to end.</summary>
public sealed class ReceiveCommandTests
{
    [Fact]
    public async Task Rows_ShowTheMessage_WithoutItsReceiptHandle()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        var id = (await bench.RunAsync("send", "orders", "two\nlines \u009b31m", "-a", "b=2:Number", "-a", "a=AAEC:Binary"))[0];
        Assert.Equal($"{id}\t2030-01-01T00:00:00Z\t1\t\ta=AAEC, b=2\ttwo\\nlines \\u009b31m", Assert.Single(await bench.RunAsync("receive", "orders")));
        Assert.Empty(await bench.RunAsync("receive", "orders"));
    }

    [Fact]
    public async Task Rows_InATerminal_AreATable()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync("send", "orders", "[red]hello[/] \u009b31m");
        await using var run = ToolRun.Start(bench.Surroundings, isTerminal: true, "receive", "orders");
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        var shown = string.Join('\n', run.Seen);
        Assert.Contains("message", shown, StringComparison.Ordinal);
        Assert.Contains("[red]hello[/] \\u009b31m", string.Concat(run.Seen), StringComparison.Ordinal);
        Assert.DoesNotContain("\u009b", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json", "--protocol", "query")]
    [InlineData("--output", "json", "--protocol", "json")]
    public async Task Json_HasTheMembersOfTheService(params string[] options)
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        var id = (await bench.RunAsync("send", "orders", "h\u00fcllo <&> \"x\"", "-a", "count=7:Number.int", "-a", "bytes=AAEC:Binary"))[0];
        var written = await bench.RunAsync(["receive", "orders", .. options]);
        var message = Assert.Single(JsonNode.Parse(string.Join('\n', written))!["Messages"]!.AsArray())!.AsObject();
        Assert.Equal(
            ["MessageId", "ReceiptHandle", "MD5OfBody", "Body", "Attributes", "MD5OfMessageAttributes", "MessageAttributes"], message.Select(member => member.Key));
        Assert.Equal((id, "h\u00fcllo <&> \"x\"", "1"), ((string?)message["MessageId"], (string?)message["Body"], (string?)message["Attributes"]!["ApproximateReceiveCount"]));
        Assert.Equal("""{"StringValue":"7","DataType":"Number.int"}""", message["MessageAttributes"]!["count"]!.ToJsonString());
        Assert.Equal("""{"BinaryValue":"AAEC","DataType":"Binary"}""", message["MessageAttributes"]!["bytes"]!.ToJsonString());
        Assert.Contains(written, line => line.Contains("h\u00fcllo <&>", StringComparison.Ordinal));

        await using var client = bench.Client();
        _ = await client.DeleteMessageAsync(
            new DeleteMessageRequest { QueueUrl = bench.Server.Queues[0].Url, ReceiptHandle = (string)message["ReceiptHandle"]! }, TestContext.Current.CancellationToken);
        Assert.Empty(bench.Server.Queues[0].GetMessages());
        Assert.Equal("""{"Messages":[]}""", (await bench.JsonAsync("receive", "orders")).ToJsonString());
    }

    [Fact]
    public async Task Raw_IsTheAnswerAsItCame()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync("send", "orders", "h\u00fcllo");
        await using var xml = bench.Start("receive", "orders", "--raw", "--visibility", "0");
        Assert.Equal(ExitCodes.Done, await xml.EndAsync());
        Assert.Empty(xml.Seen);
        XNamespace service = "http://queue.amazonaws.com/doc/2012-11-05/";
        Assert.Equal("h\u00fcllo", XDocument.Parse(Encoding.UTF8.GetString(xml.Bytes.ToArray())).Descendants(service + "Body").Single().Value);

        await using var json = bench.Start("receive", "orders", "--raw", "--protocol", "json");
        Assert.Equal(ExitCodes.Done, await json.EndAsync());
        Assert.Equal("h\u00fcllo", (string?)JsonNode.Parse(json.Bytes.ToArray())!["Messages"]![0]!["Body"]);
    }

    [Fact]
    public async Task Raw_ShowsAnErrorToo()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        _ = bench.Server.Faults.Add(new FaultRule { Action = "ReceiveMessage", Fault = Fault.Error("AccessDenied", 403, "No.") });
        await using var run = bench.Start("receive", "orders", "--raw");
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.Contains("<Code>AccessDenied</Code>", Encoding.UTF8.GetString(run.Bytes.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("sqs: ReceiveMessage failed with AccessDenied", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_TakesWhatWasShown()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync(bench.Reading("1\n2\n3\n"), ExitCodes.Done, "send", "orders", "--lines");
        Assert.Equal(2, (await bench.RunAsync("receive", "orders", "--max", "2", "--delete")).Count);
        _ = Assert.Single(queue.GetMessages());
    }

    [Fact]
    public async Task Delete_ThatFails_IsTold_WithoutTheHandle()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        var id = (await bench.RunAsync("send", "orders", "hello"))[0];
        _ = bench.Server.Faults.Add(new FaultRule { Action = "DeleteMessageBatch", Fault = Fault.PartOfBatch(1) });
        await using var run = bench.Start("receive", "orders", "--delete");
        Assert.Equal(ExitCodes.PartlyFailed, await run.EndAsync());
        Assert.Equal($"sqs: message {id} was not deleted: InternalError.{Environment.NewLine}", run.Error);
        _ = Assert.Single(run.Seen);
    }

    /// <summary>A message that was damaged on the way is told, not shown, and not deleted.</summary>
    [Fact]
    public async Task Damage_IsTold()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        var id = (await bench.RunAsync("send", "orders", "hello"))[0];
        _ = bench.Server.Faults.Add(new FaultRule { Action = "ReceiveMessage", Fault = Fault.CorruptBody() });
        await using var run = bench.Start("receive", "orders", "--delete");
        Assert.Equal(ExitCodes.PartlyFailed, await run.EndAsync());
        Assert.StartsWith($"sqs: message {id} is not what its digest says: MD5 of the Body is ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Seen);
        _ = Assert.Single(queue.GetMessages());
    }

    [Fact]
    public async Task Follow_ShowsWhatComes_UntilItIsStopped()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        await using var run = bench.Start("receive", "orders", "--follow", "--delete", "--json");
        foreach (var body in (string[])["one", "two"])
        {
            _ = await bench.RunAsync("send", "orders", body);
            Assert.Equal(body, (string?)JsonNode.Parse(await run.LineAsync())!["Messages"]![0]!["Body"]);
        }

        // The poll that follows has begun only when the message before is deleted.
        while (queue.WaitingReceives == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Equal(2, run.Seen.Count);
        Assert.Empty(run.Error);
        Assert.Empty(queue.GetMessages());
    }

    [Fact]
    public async Task Follow_WithoutDelete_DeletesNothing()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync("send", "orders", "hello");
        await using var run = bench.Start("receive", "orders", "--follow");
        _ = await run.LineAsync("hello");
        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Equal(LocalMessageState.InFlight, Assert.Single(queue.GetMessages()).State);
    }

    [Fact]
    public async Task Wait_IsStopped()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        await using var run = bench.Start("receive", "orders", "--wait", "20");
        while (queue.WaitingReceives == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(ExitCodes.Cancelled, await run.StopAsync());
        Assert.Equal($"sqs: stopped before the end.{Environment.NewLine}", run.Error);
    }

    [Fact]
    public async Task AttemptId_AskedAgain_GivesTheSameMessages()
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("steps.fifo", new Dictionary<string, string>(StringComparer.Ordinal) { ["FifoQueue"] = "true" });
        var id = (await bench.RunAsync("send", "steps.fifo", "hello", "--group", "g", "--dedup", "d"))[0].Split(' ')[0];
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(id, (string?)(await bench.JsonAsync("receive", "steps.fifo", "--attempt-id", "mine"))["Messages"]![0]!["MessageId"]);
        }

        Assert.Empty(await bench.RunAsync("receive", "steps.fifo", "--attempt-id", "other"));
    }

    [Theory]
    [InlineData("orders", "--account", "111122223333")]
    [InlineData("111122223333/orders")]
    public async Task Account_NamesTheOwner(params string[] queue)
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}}""";
        var other = bench.Server.CreateQueue("orders", new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = policy }, accountId: "111122223333");
        _ = await bench.RunAsync("send", other.Url, "theirs");
        Assert.EndsWith("\ttheirs", Assert.Single(await bench.RunAsync(["receive", .. queue])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max takes a number from 1 to 10.", "--max", "11")]
    [InlineData("--wait takes a number from 0 to 20.", "--wait", "-1")]
    [InlineData("--visibility takes a number from 0 to 43200.", "--visibility", "1h")]
    [InlineData("--account takes 12 digits.", "--account", "1")]
    [InlineData("--raw and JSON exclude each other.", "--raw", "--output", "json")]
    [InlineData("--attempt-id is of one attempt, and --follow makes many.", "--follow", "--attempt-id", "a")]
    [InlineData("--follow has to wait: give --wait from 1 to 20, or leave it out.", "--follow", "--wait", "0")]
    public async Task Misuse_IsTold_AndSendsNothing(string message, params string[] options)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["receive", "q", .. options])).Split(Environment.NewLine)[0]);
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task Account_ThatDiffersFromTheQueues_IsRefused()
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal("sqs: --account: the queue is said to be one of 111122223333.", await bench.FailAsync(ExitCodes.Misused, "receive", "111122223333/q", "--account", "444455556666"));
    }
}
