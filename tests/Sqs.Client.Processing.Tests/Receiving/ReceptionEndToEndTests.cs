using Sqs.Client.LocalServer;
using Sqs.Client.Processing.Tests.Root;

namespace Sqs.Client.Processing.Tests.Receiving;

/// <summary>Receptions of queues on the embedded server.</summary>
public sealed class ReceptionEndToEndTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_DuringALongPoll_TakesTheDrainTimeAndNoMore()
    {
        await using var stage = await ReceiverStage.StartAsync("orders");
        await using var work = new Work(stage, prefetch: 0);
        work.Reception.Start();
        await ReceptionStage.UntilAsync(() => stage.Server.GetQueue("orders").WaitingReceives > 0);
        var stopped = work.Reception.StopAsync(Ct);
        _ = await work.Reception.ProgressAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(0.999));
        _ = await work.Reception.ProgressAsync();
        Assert.Equal(1, stage.Server.GetQueue("orders").WaitingReceives);
        stage.Clock.Advance(TimeSpan.FromSeconds(0.001));

        // The clock stands still from here on.
        await ReceptionStage.UntilAsync(() => stopped.IsCompleted);
        await stopped;
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task Stop_WithPrefetchedMessages_MakesThemVisibleAtOnce(string name)
    {
        await using var stage = await ReceiverStage.StartAsync(name);
        await stage.SendAsync(10, index => name == "orders" ? null : $"g{index % 2}");
        await using var work = new Work(stage, prefetch: 8);
        work.Reception.Start();
        await ReceptionStage.UntilAsync(() => work.Reception.Status is { Running: 2, Waiting: 8 });
        await work.Reception.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(2, stage.Server.GetQueue(name).GetMessages().Count(message => message.State == LocalMessageState.InFlight));
        work.EndAll();
        await work.Reception.WhenIdleAsync();

        // All are received again, in order.
        var seen = new List<string>();
        while (seen.Count < 10)
        {
            var answer = await stage.Queue.ReceiveAsync(10, TimeSpan.Zero, cancellationToken: Ct);
            Assert.NotEmpty(answer.Messages);
            seen.AddRange(answer.Messages.Select(message => message.Body));
        }

        Assert.Equal(10, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.True(name == "orders" || Enumerable.Range(0, 2).All(group => seen.Where(body => (body[0] - '0') % 2 == group) is var mates && mates.SequenceEqual(mates.Order(StringComparer.Ordinal))));
    }

    private sealed class Work : IAsyncDisposable
    {
        private readonly LeaseKeeper _keeper;
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Work(ReceiverStage stage, int prefetch)
        {
            var clock = new ProcessingClock(stage.Clock);
            var visibility = TimeSpan.FromSeconds(30);
            _keeper = new LeaseKeeper(stage.Client, stage.Queue, new LeaseSettings(visibility, visibility, visibility, clock, static () => 0.5), null);
            var settings = new ReceptionSettings(
                TimeSpan.FromSeconds(20), visibility, 1, prefetch, TimeSpan.FromSeconds(1), MessageBodyFormat.Text, clock, static () => 0.5);
            Reception = new Reception(stage.Client, stage.Queue, settings, _keeper, new SharedCapacity(2).Join(1), _ => _end.Task, null);
        }

        public Reception Reception { get; }

        /// <summary>The work ends without having settled its messages, so they are given back.</summary>
        public void EndAll() => _end.TrySetResult();

        public async ValueTask DisposeAsync()
        {
            EndAll();
            await Reception.WhenIdleAsync();
            await _keeper.DisposeAsync();
        }
    }
}
