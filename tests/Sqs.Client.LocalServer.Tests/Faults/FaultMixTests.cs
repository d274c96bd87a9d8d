using System.Collections.Concurrent;

namespace Sqs.Client.LocalServer.Tests.Faults;

public sealed class FaultMixTests
{
    [Theory]
    [InlineData("light", 4.5)]
    [InlineData("moderate", 10.75)]
    [InlineData("heavy", 22)]
    [InlineData("outage", 97)]
    public void Mix_HasItsShare(string name, double percent)
    {
        var sound = Mix(name).Aggregate(1.0, (left, rule) => left * (1 - rule.Rate));
        Assert.Equal(percent, 100 * (1 - sound), 6);
    }

    [Fact]
    public async Task Outage_HitsAsOftenAsItSays()
    {
        await using var server = await TestServer.StartAsync();
        var rules = server.Server.Faults.AddRange(Mix("outage").Where(rule => rule.Fault != Fault.Hang()));
        var counts = new ConcurrentDictionary<int, int>();
        for (var at = 0; at < 400; at++)
        {
            var status = 0;
            try
            {
                status = (await server.PostAsync("Action=ListQueues")).Status;
            }
            catch (HttpRequestException)
            {
            }

            _ = counts.AddOrUpdate(status, 1, (_, count) => count + 1);
        }

        Assert.Equal(rules.Select(rule => (int)rule.Fired), [counts[403], counts[0], counts[503]]);
        Assert.InRange(counts[403], 50, 110);
        Assert.InRange(counts[0], 70, 130);
        Assert.InRange(counts[503], 160, 240);
    }

    [Fact]
    public async Task HeavyTraffic_LosesNothingThatWasAcknowledged()
    {
        await using var server = await TestServer.StartAsync(options => options.TimeProvider = TimeProvider.System);
        await server.CreateAsync("q", "Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=1");
        var faults = server.Server.Faults;
        _ = faults.AddRange(Mix("heavy").Where(rule => rule.Fault != Fault.Hang(FaultMoment.AfterAction)));
        var acknowledged = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var at = 0; at < 50; at++)
            {
                var body = $"{sender}-{at}";
                if (await TryAsync(server, $"Action=SendMessage&MessageBody={body}") is { Status: 200 } answer && answer.Text.EndsWith("</SendMessageResponse>", StringComparison.Ordinal))
                {
                    acknowledged.Add(body);
                }
            }
        })));
        Assert.InRange(acknowledged.Count, 250, 380);
        faults.Clear();
        var received = new HashSet<string>(StringComparer.Ordinal);
        while (await server.StoredAsync("q") > 0)
        {
            var answer = await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=10&WaitTimeSeconds=1");
            received.UnionWith(answer.All("Body"));
            foreach (var handle in answer.All("ReceiptHandle"))
            {
                _ = await server.DoAsync("DeleteMessage", "q", "ReceiptHandle=" + Uri.EscapeDataString(handle));
            }
        }

        Assert.Empty(acknowledged.Except(received));
        Assert.True(received.Count > acknowledged.Count, "No message was stored whose sender did not learn of it.");
    }

    private static async Task<Answer?> TryAsync(TestServer server, string form)
    {
        try
        {
            return await server.PostAsync(form, "/000000000000/q");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static IReadOnlyList<FaultRule> Mix(string name) => name switch
    {
        "light" => FaultMix.Light(),
        "moderate" => FaultMix.Moderate(),
        "heavy" => FaultMix.Heavy(),
        _ => FaultMix.Outage(),
    };
}
