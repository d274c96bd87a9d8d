using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Status;

namespace Sqs.Client.Tool.Tests.Status;

public sealed class StatusFeedTests
{
    [Fact]
    public async Task Reports_ComeEachSecond_UntilTheTokenFires()
    {
        var clock = new VirtualClock();
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, VerifySignatures = false, TimeProvider = clock });
        _ = server.CreateQueue("q");
        using var http = new HttpClient(server.CreateHandler()) { BaseAddress = server.Endpoint };
        using var stop = new CancellationTokenSource();
        await using var reports = new StatusFeed(server, server.Region, server.AccountId, clock).ReadAsync(stop.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await reports.MoveNextAsync());
        Assert.Equal((0.0, 0L), (reports.Current.RequestRate, reports.Current.Requests));
        for (var message = 0; message < 3; message++)
        {
            _ = await http.GetStringAsync("/000000000000/q?Action=SendMessage&MessageBody=x", TestContext.Current.CancellationToken);
        }

        using (var refused = await http.GetAsync("/?Action=Nonsense", TestContext.Current.CancellationToken))
        {
            Assert.False(refused.IsSuccessStatusCode);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await reports.MoveNextAsync());
        Assert.Equal((4.0, 4L, 1L), (reports.Current.RequestRate, reports.Current.Requests, reports.Current.Errors));
        var queue = Assert.Single(reports.Current.Queues);
        Assert.Equal((3.0, new LocalMessageCounts(3, 0, 0)), (queue.SendRate, queue.Counts));

        await stop.CancelAsync();
        Assert.False(await reports.MoveNextAsync());
    }

    [Fact]
    public async Task Queue_ElsewhereThanAtHome_SaysWhere()
    {
        var clock = new VirtualClock();
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = clock });
        _ = server.CreateQueue("here");
        _ = server.CreateQueue("far", region: "us-west-2");
        _ = server.CreateQueue("theirs", accountId: "111122223333");
        _ = server.CreateQueue("both", region: "us-west-2", accountId: "111122223333");
        var report = await new StatusFeed(server, "us-east-1", "000000000000", clock).ReadAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["here", "theirs (111122223333)", "far (us-west-2)", "both (us-west-2, 111122223333)"], report.Queues.Select(queue => queue.Label));
    }
}
