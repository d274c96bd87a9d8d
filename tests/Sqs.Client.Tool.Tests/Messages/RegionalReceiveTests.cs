using System.Text.Json.Nodes;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests.Messages;

/// <summary><c>sqs receive --regions</c>, end to end: one server has several regions and tells them by the signature.</summary>
public sealed class RegionalReceiveTests
{
    [Fact]
    public async Task Rows_TellTheRegion_AndDeletedMessagesAreGone()
    {
        await using var bench = await StartAsync();
        await SendAsync(bench, "us-east-1", "east");
        await SendAsync(bench, "eu-west-2", "west");

        var rows = await bench.RunAsync("receive", "orders", "--regions", "us-east-1,eu-west-2,ap-south-1", "--delete");

        Assert.Equal(["eu-west-2 west", "us-east-1 east"], rows.Select(row => row.Split('\t')).Select(cells => $"{cells[0]} {cells[^1]}").Order(StringComparer.Ordinal));
        Assert.All(bench.Server.Queues, queue => Assert.Equal(0, queue.Counts.Total));
    }

    [Fact]
    public async Task Json_HasTheRegionBesideTheMembersOfTheService()
    {
        await using var bench = await StartAsync();
        await SendAsync(bench, "us-east-1", "east");
        await SendAsync(bench, "eu-west-2", "west");

        var messages = (await bench.JsonAsync("receive", "orders", "--regions", "us-east-1,eu-west-2"))["Messages"]!.AsArray();

        Assert.Equal(["eu-west-2", "us-east-1"], messages.Select(message => (string)message!["Region"]!).Order(StringComparer.Ordinal));
        Assert.All(messages, message => Assert.Equal(["Region", "MessageId", "ReceiptHandle", "MD5OfBody", "Body", "Attributes"], message!.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task ARegionThatRefuses_IsToldOfAndTheOthersAreShown()
    {
        await using var bench = await StartAsync();
        await SendAsync(bench, "us-east-1", "east");
        await using var run = bench.Start("receive", "orders", "--regions", "us-east-1,cn-north-1");

        Assert.Equal(ExitCodes.PartlyFailed, await run.EndAsync());
        Assert.EndsWith("east", Assert.Single(run.Seen), StringComparison.Ordinal);
        Assert.StartsWith("sqs: cn-north-1: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everywhere_WithoutSuchAQueue_Fails()
    {
        await using var bench = await StartAsync();

        Assert.Equal("sqs: no region has a queue 'orders' that you may see.", await bench.FailAsync(ExitCodes.Failed, "receive", "orders", "--regions", "us-east-1,eu-west-2"));
    }

    [Theory]
    [InlineData("orders", "us-east-1,", "--regions[1]: must be a region")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/000000000000/orders", "*", "--regions: a URL or an ARN is of one region")]
    [InlineData("orders", "*", "--raw is the answer of one region", "--raw")]
    public async Task WhatCannotBe_IsRefused(string queue, string regions, string error, params string[] more)
    {
        await using var bench = await StartAsync();

        Assert.StartsWith($"sqs: {error}", await bench.FailAsync(ExitCodes.Misused, ["receive", queue, "--regions", regions, .. more]), StringComparison.Ordinal);
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task Following_ShowsWhatComesUntilItIsStopped()
    {
        await using var bench = await StartAsync();
        await SendAsync(bench, "eu-west-2", "first");
        await using var run = bench.Start("receive", "orders", "--regions", "us-east-1,eu-west-2", "--follow", "--json", "--delete");
        _ = await run.LineAsync("first");
        await SendAsync(bench, "eu-west-2", "second");
        _ = await run.LineAsync("second");

        Assert.Equal(ExitCodes.Done, await run.StopAsync());
        Assert.Equal(["eu-west-2 first", "eu-west-2 second"], run.Seen.Select(line => JsonNode.Parse(line)!["Messages"]![0]!).Select(message => $"{message["Region"]} {message["Body"]}"));
    }

    private static Task<Bench> StartAsync() => Bench.StartAsync(options => Array.ForEach(["us-east-1", "eu-west-2", "ap-south-1"], options.Regions.Add));

    private static async Task SendAsync(Bench bench, string region, string body)
    {
        if (!bench.Server.Queues.Any(queue => queue.Region == region))
        {
            _ = bench.Server.CreateQueue("orders", region: region);
        }

        _ = await bench.RunAsync("send", "orders", body, "--region", region);
    }
}
