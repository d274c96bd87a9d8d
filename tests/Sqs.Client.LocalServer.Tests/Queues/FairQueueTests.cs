using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Tests.Queues;

/// <summary>Group ids on a standard queue: no order, no exclusivity, but tenants with little work do not wait behind one with much.</summary>
public sealed class FairQueueTests
{
    private const int Backlog = 500;
    private const int Consumers = 20;

    private readonly QueueBench _bench = new();

    /// <summary>Twenty consumers, a second for each message: without groups the quiet tenant waits for the whole backlog.</summary>
    [Theory]
    [InlineData(false, Backlog / Consumers)]
    [InlineData(true, 1)]
    public void QuietTenant_BehindABacklog_WaitsItOutOnlyWithoutGroups(bool withGroups, int secondsOfWaiting)
    {
        for (var at = 0; at < Backlog; at++)
        {
            _bench.Send("noisy", withGroups ? "noisy" : null);
        }

        var working = _bench.Receive(most: 10).Concat(_bench.Receive(most: 10)).ToList();
        _bench.Send("quiet", withGroups ? "quiet" : null);
        for (var second = 1; ; second++)
        {
            _bench.Pass(1);
            var finished = working;
            working = [];
            foreach (var message in finished)
            {
                _bench.Queue.Delete(message.Handle);
                working.AddRange(_bench.Receive());
            }

            if (working.Exists(message => message.Content.BodyText() == "quiet"))
            {
                Assert.Equal(secondsOfWaiting, second);
                return;
            }
        }
    }

    [Fact]
    public void Group_OnAStandardQueue_BlocksNobody()
    {
        Send("a", "a", "a", "b");
        Assert.Equal(["a", "a"], Groups(2));
        Assert.Equal(["a", "b"], Groups(10));
    }

    [Fact]
    public void Tenants_OfWhomNoneIsNoisy_AreServedInTheOrderOfArrival()
    {
        Send("a", "b", null, "a", "c", "b", null);
        Assert.Equal(["a", "b", null, "a", "c", "b", null], Groups(10));
    }

    [Fact]
    public void NoisyTenant_WithNobodyElseInLine_IsServed()
    {
        Send([.. Enumerable.Repeat("a", 30)]);
        Assert.Equal(30, Groups(10).Concat(Groups(10)).Concat(Groups(10)).Count());
    }

    [Fact]
    public void MessagesWithoutAGroup_AreNeverNoisy()
    {
        Send([.. Enumerable.Repeat<string?>(null, 15), "a", null]);
        _ = Groups(10);
        Assert.Equal([null, null, null, null, null, "a", null], Groups(10));
    }

    /// <summary>Noisy is who has much in flight now, not who once had.</summary>
    [Fact]
    public void Tenant_WhoseMessagesWereDeleted_IsQuietAgain()
    {
        Send([.. Enumerable.Repeat("a", 10)]);
        var flying = _bench.Receive(most: 10);
        Send("a", "b");
        Assert.Equal(["b"], Groups(1));
        foreach (var message in flying)
        {
            _bench.Queue.Delete(message.Handle);
        }

        Send("b");
        Assert.Equal(["a", "b"], Groups(2));
    }

    private void Send(params string?[] groups)
    {
        foreach (var group in groups)
        {
            _bench.Send("x", group);
        }
    }

    private IReadOnlyList<string?> Groups(int most) => [.. _bench.Receive(most).Select(message => message.Content.GroupId)];
}
