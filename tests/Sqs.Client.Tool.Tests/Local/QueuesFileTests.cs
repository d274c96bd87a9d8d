using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests.Local;

public sealed class QueuesFileTests
{
    private const string Region = "eu-central-1";
    private const string Account = "111122223333";

    [Fact]
    public async Task Queues_AreCreatedAsTheFileSays()
    {
        const string File = """
            {
              // the shop
              "queues": [
                { "name": "orders", "attributes": { "VisibilityTimeout": 60, "RedrivePolicy": { "deadLetterTargetArn": "dead", /* few */ "maxReceiveCount": 3 } }, "tags": { "team": "shop" } },
                { "name": "steps.fifo", "attributes": { "FifoQueue": true, "ContentBasedDeduplication": "true", }, "region": "us-west-2", "account": "444455556666" },
                { "name": "old", "attributes": { "RedrivePolicy": "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:111122223333:dead\",\"maxReceiveCount\":\"2\"}" } },
                "dead",
              ],
            }
            """;
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        foreach (var queue in Read(File))
        {
            queue.Create(server);
        }

        var orders = server.GetQueue($"arn:aws:sqs:{Region}:{Account}:orders");
        Assert.Equal(("60", "shop"), (orders.Attributes["VisibilityTimeout"], orders.Tags["team"]));
        Assert.Equal($$"""{"deadLetterTargetArn":"arn:aws:sqs:{{Region}}:{{Account}}:dead","maxReceiveCount":3}""", orders.Attributes["RedrivePolicy"]);
        Assert.Equal("true", server.GetQueue("arn:aws:sqs:us-west-2:444455556666:steps.fifo").Attributes["ContentBasedDeduplication"]);
        Assert.Equal(4, server.Queues.Count);
    }

    /// <summary>Each queue may name any that comes later in a hidden order, so there is no circle, and the file has them in another order.</summary>
    [Fact]
    public void DeadLetterQueues_ComeBeforeTheQueuesThatNameThem() => Prop.ForAll<byte[], int>((targets, seed) =>
    {
        var names = Enumerable.Range(0, targets.Length).ToArray();
        new System.Random(seed).Shuffle(names);
        int? Target(int at) => at + 1 < targets.Length && targets[at] % 3 != 0 ? at + 1 + (targets[at] % (targets.Length - at - 1)) : null;
        var entries = names.Select(at => Target(at) is { } target ? (object)new { name = $"q{at}", attributes = new { RedrivePolicy = new { deadLetterTargetArn = $"q{target}", maxReceiveCount = 1 } } } : $"q{at}");
        var order = Read(JsonSerializer.Serialize(new { queues = entries })).Select(queue => int.Parse(queue.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return order.Order().SequenceEqual(names.Order()) && order.TrueForAll(at => Target(at) is not { } target || order.IndexOf(target) < order.IndexOf(at));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_OfTheFile_StaysWhereItCan() =>
        Assert.Equal(["b", "a", "c"], Read("""{ "queues": [ "b", "a", "c" ] }""").Select(queue => queue.Name));

    [Theory]
    [InlineData("[]", "f:1: has to be an object.")]
    [InlineData("{}", "f:1: has no member 'queues'.")]
    [InlineData("{ \"queues\": [],\n\"queue\": [] }", "f:2: queue: is not known; known are queues.")]
    [InlineData("{ \"queues\": {} }", "f:1: queues: has to be a list.")]
    [InlineData("{ \"queues\": [\n7 ] }", "f:2: queues[0]: has to be an object.")]
    [InlineData("{ \"queues\": [ \"a\",\n\"\" ] }", "f:2: queues[1]: must not be empty.")]
    [InlineData("{ \"queues\": [ {\n\"nam\": \"a\" } ] }", "f:2: queues[0].nam: is not known; known are name, attributes, tags, region, account.")]
    [InlineData("{ \"queues\": [\n{ \"tags\": {} } ] }", "f:2: queues[0]: has no member 'name'.")]
    [InlineData("{ \"queues\": [ {\"name\":\"a\",\n\"tags\": {\n\"t\": 1 } } ] }", "f:3: queues[0].tags.t: has to be a text.")]
    [InlineData("{ \"queues\": [ {\"name\":\"a\", \"attributes\": {\n\"DelaySeconds\": null } } ] }", "f:2: queues[0].attributes.DelaySeconds: has to be a text, a number, true, false or an object.")]
    [InlineData("{ \"queues\": [ {\"name\":\"a\",\n\"region\": \"EU\" } ] }", "f:2: queues[0].region: has to be lower-case letters, digits and hyphens.")]
    [InlineData("{ \"queues\": [ {\"name\":\"a\",\n\"account\": \"1\" } ] }", "f:2: queues[0].account: has to be 12 digits.")]
    [InlineData("{ \"queues\": [ \"a\",\n{ \"name\": \"a\" } ] }", "f:2: queues[1]: the queue 'a' is there twice.")]
    [InlineData("{ \"queues\": [ { \"name\": \"a\", \"attributes\": {\n\"RedrivePolicy\": { \"deadLetterTargetArn\": \"a\" } } } ] }", "f:2: queues[0].attributes.RedrivePolicy: the dead-letter queues lead round in a circle.")]
    public void Mistake_NamesLineAndMember(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ToolException>(() => Read(text)).Message);

    [Theory]
    [InlineData("{ \"queues\": [\n\"a b\" ] }", "f:2: queues[0]: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length. (InvalidParameterValue)")]
    [InlineData("{ \"queues\": [ {\n\"name\": \"a.fifo\" } ] }", "f:2: queues[0].name: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length. (InvalidParameterValue)")]
    [InlineData("{ \"queues\": [ { \"name\": \"a\", \"attributes\": {\n\"Delay\": 1 } } ] }", "f:2: queues[0].attributes.Delay: Unknown Attribute Delay. (InvalidAttributeName)")]
    [InlineData("{ \"queues\": [ { \"name\": \"a\", \"attributes\": {\n\"DelaySeconds\": 901 } } ] }", "f:2: queues[0].attributes.DelaySeconds: Invalid value for the parameter DelaySeconds. (InvalidAttributeValue)")]
    [InlineData("{ \"queues\": [ { \"name\": \"a\", \"attributes\": {\n\"RedrivePolicy\": \"nonsense\" } } ] }", "f:2: queues[0].attributes.RedrivePolicy: Value nonsense for parameter RedrivePolicy is invalid.")]
    [InlineData("{ \"queues\": [ { \"name\": \"a\", \"attributes\": {\n\"RedrivePolicy\": { \"deadLetterTargetArn\": \"none\", \"maxReceiveCount\": 1 } } } ] }", "f:2: queues[0].attributes.RedrivePolicy: Value {")]
    public async Task Refusal_OfTheServer_NamesLineAndMember(string text, string message)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        var queue = Assert.Single(Read(text));
        Assert.StartsWith(message, Assert.Throws<ToolException>(() => queue.Create(server)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<QueueEntry> Read(string text) => QueuesFile.Read(JsonFile.Parse("f", Encoding.UTF8.GetBytes(text)), Region, Account);
}
