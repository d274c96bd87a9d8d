namespace Sqs.Client.Processing.Tests.Leases;

public sealed class LeaseTests
{
    [Fact]
    public async Task Complete_Twice_IsTheSameTask()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        var first = delivery.Lease.CompleteAsync();
        Assert.Same(first, delivery.Lease.CompleteAsync());
        await first;
        Assert.Equal(LeaseEnd.Completed, await delivery.Ended);
        Assert.Same(first, delivery.Lease.CompleteAsync());
        Assert.Equal(TimeSpan.Zero, delivery.RemainingVisibility);
        Assert.False(delivery.LeaseLost.IsCancellationRequested);
        Assert.Equal(1, stage.Service.AttemptsOn("DeleteMessage", delivery.Message.ReceiptHandle));
    }

    [Fact]
    public async Task Abandon_Twice_IsTheSameTaskWithTheFirstDelay()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        var first = delivery.Lease.AbandonAsync(TimeSpan.FromSeconds(4.2), LeaseEnd.Abandoned);
        Assert.Same(first, delivery.Lease.AbandonAsync(TimeSpan.Zero, LeaseEnd.Released));
        await first;
        Assert.Equal(LeaseEnd.Abandoned, await delivery.Ended);
        Assert.Equal(stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), stage.Service.HiddenUntil(delivery.Message.ReceiptHandle));
    }

    [Fact]
    public async Task OtherUses_AfterASettlement_AreInvalid()
    {
        await using var stage = await LeaseStage.StartAsync();
        var taken = stage.Take(3);
        await taken[0].CompleteAsync();
        await taken[1].AbandonAsync();
        await stage.Keeper.ReleaseAsync([taken[2]], "test", default);
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => taken[0].AbandonAsync());
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => taken[1].CompleteAsync());
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => taken[2].CompleteAsync());
        foreach (var delivery in taken)
        {
            _ = await Assert.ThrowsAsync<InvalidOperationException>(() => delivery.ExtendAsync(TimeSpan.FromMinutes(1)));
        }

        await taken[2].AbandonAsync();
        Assert.Equal([LeaseEnd.Completed, LeaseEnd.Abandoned, LeaseEnd.Released], await Task.WhenAll(taken.Select(delivery => delivery.Ended)));
    }

    [Fact]
    public async Task EveryUse_AfterTheLoss_SaysSoAndSendsNothing()
    {
        await using var stage = await LeaseStage.StartAsync(visibility: 10, maxVisibility: 10);
        var delivery = stage.Take(1)[0];
        var token = delivery.LeaseLost;
        stage.Clock.Advance(TimeSpan.FromSeconds(10));

        // Without waiting for the loop to notice: the time alone decides.
        var error = await Assert.ThrowsAsync<MessageLeaseLostException>(() => delivery.CompleteAsync());
        Assert.Equal(delivery.Message.MessageId, error.MessageId);
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => delivery.AbandonAsync());
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => delivery.ExtendAsync(TimeSpan.FromMinutes(1)));
        await stage.Keeper.ReleaseAsync([delivery], "test", default);
        Assert.Equal(LeaseEnd.Lost, await delivery.Ended);
        Assert.True(token.IsCancellationRequested);
        Assert.True(delivery.LeaseLost.IsCancellationRequested);
        Assert.Empty(stage.Service.Calls);
    }

    [Fact]
    public async Task Arguments_OutOfRange_AreRefusedAndNothingIsSent()
    {
        await using var stage = await LeaseStage.StartAsync();
        var delivery = stage.Take(1)[0];
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>("delay", () => delivery.AbandonAsync(TimeSpan.FromTicks(-1)));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>("delay", () => delivery.AbandonAsync(TimeSpan.FromHours(12) + TimeSpan.FromTicks(1)));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>("visibility", () => delivery.ExtendAsync(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1)));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>("visibility", () => delivery.ExtendAsync(TimeSpan.FromHours(12) + TimeSpan.FromTicks(1)));
        Assert.Empty(stage.Service.Calls);
        Assert.False(delivery.Ended.IsCompleted);
    }

    [Theory]
    [InlineData(30, 0.5, 0.5)]
    [InlineData(30, 20, 2)]
    [InlineData(5, 20, 0.5)]
    [InlineData(5, 0, 0)]
    public void Terms_OfAPoll_CountFromAMomentThatLiesWithinIt(double visibility, double poll, double margin)
    {
        var settings = new LeaseSettings(
            TimeSpan.FromSeconds(visibility), TimeSpan.FromHours(12), TimeSpan.Zero, new ProcessingClock(new LocalServer.VirtualClock()), static () => 0);
        var terms = LeaseTerms.Of(settings, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(100 + poll));
        var received = TimeSpan.FromSeconds(100 + poll - margin);
        Assert.Equal(received + settings.Visibility, terms.Deadline);
        Assert.Equal(received + TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1), terms.Ceiling);
        Assert.Equal(terms.Ceiling, terms.Limit);
    }

    [Fact]
    public async Task Size_OfAMessage_CountsBodyAndAttributesInUtf8()
    {
        await using var stage = await LeaseStage.StartAsync();
        var message = stage.Service.Receive(1, TimeSpan.FromSeconds(30))[0] with
        {
            Body = "é",
            MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal)
            {
                ["ä"] = MessageAttributeValue.String("ß"),
                ["b"] = MessageAttributeValue.Binary(new byte[5]),
            },
        };
        Assert.Equal(2 + (2 + 6 + 2) + (1 + 6 + 5), stage.Keeper.Take([message], stage.Now, stage.Now)[0].Lease.Size);
    }
}
