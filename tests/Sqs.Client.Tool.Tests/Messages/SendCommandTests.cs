using System.Text;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests.Messages;

/// <summary><c>sqs send</c>, end to end.</summary>
public sealed class SendCommandTests
{
    [Fact]
    public async Task Text_WithEverything_IsStored()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        var id = Assert.Single(await bench.RunAsync(
            "send", "orders", "hello", "--delay", "5", "--group", "tenant", "-a", "url=http://host:80/x", "-a", "count=7:Number.int", "--attribute", "bytes=AAEC:Binary", "-a", "odd=a:Number:String"));
        var message = Assert.Single(queue.GetMessages());
        Assert.Equal((id, "hello", LocalMessageState.Delayed, "tenant"), (message.MessageId, message.Body, message.State, message.MessageGroupId));

        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await using var client = bench.Client();
        using var received = await (await SqsQueue.OpenAsync(client, "orders", cancellationToken: TestContext.Current.CancellationToken)).ReceiveAsync(cancellationToken: TestContext.Current.CancellationToken);
        var attributes = received.Messages[0].MessageAttributes;
        Assert.Equal(MessageAttributeValue.String("http://host:80/x"), attributes["url"]);
        Assert.Equal(MessageAttributeValue.Number(7, "int"), attributes["count"]);
        Assert.Equal(MessageAttributeValue.Binary(new byte[] { 0, 1, 2 }), attributes["bytes"]);
        Assert.Equal(MessageAttributeValue.String("a:Number"), attributes["odd"]);
    }

    [Fact]
    public async Task Json_HasTheMembersOfTheService()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("steps.fifo", new Dictionary<string, string>(StringComparer.Ordinal) { ["FifoQueue"] = "true" });
        var sent = await bench.JsonAsync("send", "steps.fifo", "hello", "--group", "g", "--dedup", "d", "-a", "a=b");
        var message = Assert.Single(queue.GetMessages());
        Assert.Equal((message.MessageId, "5d41402abc4b2a76b9719d911017c592", "d"), ((string?)sent["MessageId"], (string?)sent["MD5OfMessageBody"], message.MessageDeduplicationId));
        Assert.Equal(20, ((string?)sent["SequenceNumber"])!.Length);
        Assert.Equal(32, ((string?)sent["MD5OfMessageAttributes"])!.Length);
        Assert.Equal(2, (await bench.RunAsync("send", "steps.fifo", "hello", "--group", "g", "--dedup", "e"))[0].Split(' ').Length);
    }

    [Fact]
    public async Task File_AndStdin_AreSentByteForByte()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        using var file = new TextFile("line 1\r\nline 2 \u00fc\n");
        _ = await bench.RunAsync("send", "orders", "--file", file.Path);
        _ = await bench.RunAsync(bench.Reading("from a pipe\n"), ExitCodes.Done, "send", "orders", "--stdin");
        Assert.Equal(["line 1\r\nline 2 \u00fc\n", "from a pipe\n"], queue.GetMessages().Select(message => message.Body));
    }

    /// <summary>More than a thousand, so that it takes several rounds; what arrives is every line, in its order and once.</summary>
    [Fact]
    public async Task Lines_AreSentInBatches_InTheirOrder()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("steps.fifo", new Dictionary<string, string>(StringComparer.Ordinal) { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = "true" });
        var lines = Enumerable.Range(0, 1234).Select(number => $"line {number}").ToArray();
        using var file = new TextFile(string.Join("\r\n", lines.Select((line, index) => index % 100 == 0 ? "\r\n" + line : line)));
        Assert.Equal("1234 sent", Assert.Single(await bench.RunAsync("send", "steps.fifo", "--lines", "--file", file.Path, "--group", "g")));
        Assert.Equal(lines, queue.GetMessages().Select(message => message.Body));
        Assert.InRange(bench.Server.Requests.Count(request => request.Action == "SendMessageBatch"), 124, 200);
    }

    /// <summary>A log that is still being written: what is there arrives before the next line is.</summary>
    [Fact]
    public async Task Lines_OfAPipe_AreSentAsTheyCome()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        var pipe = new System.IO.Pipelines.Pipe();
        await using var run = ToolRun.Start(bench.Surroundings with { OpenInput = () => pipe.Reader.AsStream() }, isTerminal: false, "send", "orders", "--lines");
        foreach (var turn in Enumerable.Range(1, 3))
        {
            _ = await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"line {turn}\n"), TestContext.Current.CancellationToken);
            while (queue.GetMessages().Count < turn)
            {
                Assert.False(run.Exit.IsCompleted);
                await Task.Yield();
            }
        }

        await pipe.Writer.CompleteAsync();
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        Assert.Equal("3 sent", Assert.Single(run.Seen));
    }

    [Fact]
    public async Task Lines_ThatCannotBeSent_AreTold_AndTheOthersAre()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        await using var run = ToolRun.Start(bench.Reading("one\nt\u0001wo S3CRET\nthree\nfour"), isTerminal: false, "send", "orders", "--lines", "--output", "json");
        Assert.Equal(ExitCodes.PartlyFailed, await run.EndAsync());
        Assert.Equal(["one", "three", "four"], queue.GetMessages().Select(message => message.Body));
        Assert.StartsWith("sqs: line 2 was not sent: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", run.Error, StringComparison.Ordinal);
        var answer = System.Text.Json.Nodes.JsonNode.Parse(string.Join('\n', run.Seen))!;
        Assert.Equal([1, 3, 4], answer["Successful"]!.AsArray().Select(line => (int)line!["Line"]!));
        Assert.Equal((2, "NotSent"), ((int)answer["Failed"]![0]!["Line"]!, (string?)answer["Failed"]![0]!["Outcome"]));
    }

    [Fact]
    public async Task Lines_ThatTheServiceFails_AreTold()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        _ = bench.Server.Faults.Add(new FaultRule { Action = "SendMessageBatch", Fault = Fault.Error("AccessDenied", 403, "No.") });
        await using var run = ToolRun.Start(bench.Reading("one\ntwo\n"), isTerminal: false, "send", "orders", "--lines");
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.Contains("sqs: line 1 was not sent: AccessDenied: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("sqs: line 2 was not sent: AccessDenied: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("0 sent, 2 failed", Assert.Single(run.Seen));
        Assert.Empty(queue.GetMessages());
    }

    [Fact]
    public async Task Lines_ThatAreNoText_EndTheWork()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        await using var run = ToolRun.Start(bench.Surroundings with { OpenInput = static () => new MemoryStream([0xC0, 0xC0, 10]) }, isTerminal: false, "send", "orders", "--lines");
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.Equal($"sqs: the lines that follow are not UTF-8; they were not sent.{Environment.NewLine}", run.Error);
        Assert.Empty(queue.GetMessages());
    }

    [Theory]
    [InlineData("--stdin")]
    [InlineData("--lines")]
    public async Task Stopped_WhileNobodyTypes_EndsAsCancelled(string source)
    {
        await using var bench = await Bench.StartAsync();
        _ = bench.Server.CreateQueue("orders");
        await using var run = ToolRun.Start(bench.Surroundings with { OpenInput = static () => new SilentStream() }, isTerminal: false, "send", "orders", source);
        Assert.Equal(ExitCodes.Cancelled, await run.StopAsync());
        Assert.Equal($"sqs: stopped before the end.{Environment.NewLine}", run.Error);
    }

    [Theory]
    [InlineData("give one body: a text, --file, --stdin, or --lines for many.", "q")]
    [InlineData("give one body: a text, --file, --stdin, or --lines for many.", "q", "text", "--stdin")]
    [InlineData("--lines reads a file or the standard input; a text has no lines of its own.", "q", "text", "--lines")]
    [InlineData("--dedup is of one message; with --lines all but the first would count as duplicates.", "q", "--lines", "--dedup", "d")]
    [InlineData("--attribute is written name=value or name=value:type.", "q", "text", "-a", "name")]
    [InlineData("--attribute: 'a' is there twice.", "q", "text", "-a", "a=1", "-a", "a=2")]
    [InlineData("--attribute: the value of 'a' is no base64, and its type is Binary.", "q", "text", "-a", "a=S3CRET!:Binary")]
    [InlineData("no/such.file: there is no such file.", "q", "--file", "no/such.file")]
    [InlineData("MessageAttributes[\"n\"].StringValue: a Number ", "https://sqs.us-east-1.amazonaws.com/000000000000/q", "text", "-a", "n=S3CRET:Number")]
    [InlineData("MessageBody: must have at least 1 character", "https://sqs.us-east-1.amazonaws.com/000000000000/q", "")]
    public async Task Misuse_IsTold_AndSendsNothing(string message, params string[] arguments)
    {
        await using var bench = await Bench.StartAsync();
        var error = await bench.FailAsync(ExitCodes.Misused, ["send", .. arguments]);
        Assert.StartsWith($"sqs: {message}", error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", error, StringComparison.Ordinal);
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task Text_ThatBeginsWithAHyphen_StandsBehindTwo()
    {
        await using var bench = await Bench.StartAsync();
        var queue = bench.Server.CreateQueue("orders");
        _ = await bench.RunAsync("send", "orders", "--", "--file");
        Assert.Equal("--file", Assert.Single(queue.GetMessages()).Body);
    }
}
