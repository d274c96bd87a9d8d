namespace Sqs.Client.EndToEnd.Load;

#pragma warning disable CA5394 // The seed makes the sizes repeatable.
public abstract class BulkTests(SqsProtocol protocol)
{
    [Fact]
    public async Task SendMany_OfAThousandMixedSizes_StoresEachOnceInFewRequests()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        var random = new Random(42);
        var messages = Enumerable.Range(0, 1000).Select(number =>
        {
            var size = (number % 100) switch { 0 => 500_000, < 10 => random.Next(1000, 40_000), _ => random.Next(10, 200) };
            return (OutgoingMessage)$"{number}:{new string('x', size)}";
        }).ToList();
        var total = messages.Sum(message => (long)message.Body.Utf8Length);
        Assert.InRange(total, 5_000_000, 20_000_000);
        var before = stage.Server.RequestCount;

        var results = await queue.SendManyAsync(messages);

        Assert.All(results, result => Assert.Equal((SendOutcome.Sent, 1), (result.Outcome, result.Attempts)));
        Assert.InRange(stage.Server.RequestCount - before, 100, 115);
        var numbers = results.Select((result, number) => (result.MessageId!, number)).ToDictionary(pair => pair.Item1, pair => pair.number);
        Assert.Equal(1000, numbers.Count);
        for (var left = 1000; left > 0;)
        {
            using var received = await queue.ReceiveAsync();
            Assert.NotEmpty(received.Messages);
            left -= received.Messages.Count;
            foreach (var message in received.Messages)
            {
                Assert.True(numbers.Remove(message.MessageId, out var number));
                Assert.Equal(messages[number].Body.ToText(), message.Body);
            }
        }
    }

    [Fact]
    public async Task SendMany_WithOneThatTheQueueRefuses_SendsTheOthers()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.MaximumMessageSize, "1024"));
        var results = await queue.SendManyAsync(Enumerable.Range(0, 30).Select(number => (OutgoingMessage)new string('x', number == 17 ? 2000 : 100)));
        Assert.Equal([17], results.Index().Where(pair => pair.Item.Outcome == SendOutcome.Failed).Select(pair => pair.Index));
        Assert.Equal(29, results.Count(result => result.Outcome == SendOutcome.Sent));
        Assert.Equal("InvalidParameterValue", results[17].ErrorCode.Value);
        Assert.Equal("29", (await stage.CountAsync(queue.Url)).Visible);
    }

    [Fact]
    public async Task ListAllQueues_OverTwelveHundred_AnswersEachOnce()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var created = new string[1200];
        await Parallel.ForAsync(0, created.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
            created[number] = await stage.CreateAsync($"queue-{number:0000}"));
        _ = await stage.CreateAsync("another");
        List<string> listed = [];
        await foreach (var url in stage.Client.ListAllQueuesAsync("queue-"))
        {
            listed.Add(url);
        }

        Assert.Equal(created, listed.Order(StringComparer.Ordinal));
        Assert.Equal(1000, (await stage.Client.ListQueuesAsync(new ListQueuesRequest())).QueueUrls.Count);
    }

    public sealed class InQuery() : BulkTests(SqsProtocol.Query);

    public sealed class InJson() : BulkTests(SqsProtocol.Json);
}
