using Sqs.Client.LocalServer;
using Sqs.Client.Processing.Tests.Receiving;

namespace Sqs.Client.Processing.Tests.Root;

public sealed class SqsReceiverTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static TheoryData<string, Action<SqsReceiverOptions>> BadOptions => new()
    {
        { nameof(SqsReceiverOptions.MaxMessages), static options => options.MaxMessages = 0 },
        { nameof(SqsReceiverOptions.MaxMessages), static options => options.MaxMessages = 10_001 },
        { nameof(SqsReceiverOptions.MaxBytes), static options => options.MaxBytes = 1_048_575 },
        { nameof(SqsReceiverOptions.WaitTime), static options => options.WaitTime = TimeSpan.FromSeconds(21) },
        { nameof(SqsReceiverOptions.WaitTime), static options => options.WaitTime = TimeSpan.FromSeconds(1.5) },
        { nameof(SqsReceiverOptions.VisibilityTimeout), static options => options.VisibilityTimeout = TimeSpan.Zero },
        { nameof(SqsReceiverOptions.MaxVisibility), static options => options.MaxVisibility = TimeSpan.FromSeconds(29) },
        { nameof(SqsReceiverOptions.MaxConcurrentPolls), static options => options.MaxConcurrentPolls = 101 },
        { nameof(SqsReceiverOptions.SettlementTimeout), static options => options.SettlementTimeout = TimeSpan.FromSeconds(-1) },
        { nameof(SqsReceiverOptions.ReceiveDrainTime), static options => options.ReceiveDrainTime = TimeSpan.FromSeconds(21) },
        { nameof(SqsReceiverOptions.BodyFormat), static options => options.BodyFormat = MessageBodyFormat.LeasedUtf8 },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public async Task Options_OutOfRange_AreNamed(string member, Action<SqsReceiverOptions> spoil)
    {
        var queue = new ScriptedQueue();
        var opened = await SqsQueue.OpenAsync(queue, "https://sqs.us-east-1.amazonaws.com/123456789012/orders", cancellationToken: Ct);
        var options = new SqsReceiverOptions();
        spoil(options);
        Assert.Equal(member, Assert.Throws<SqsValidationException>(() => new SqsReceiver(queue, opened, options)).Member);
        Assert.Empty(queue.Polls);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task Loop_CompletesEach_HandsOutAll(string name)
    {
        await using var stage = await ReceiverStage.StartAsync(name);
        await stage.SendAsync(25, index => name == "orders" ? null : $"g{index % 3}");
        await using var receiver = stage.NewReceiver();
        List<int> bodies = [];
        await foreach (var delivery in receiver.ReadAllAsync(Ct))
        {
            bodies.Add(int.Parse(delivery.Message.Body, System.Globalization.CultureInfo.InvariantCulture));
            await delivery.CompleteAsync(Ct);
            if (bodies.Count == 25)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 25), bodies.Order());
        Assert.True(name == "orders" || Enumerable.Range(0, 3).All(group => bodies.Where(body => body % 3 == group) is var mates && mates.SequenceEqual(mates.Order())));
        Assert.Empty(stage.Stored);
    }

    [Fact]
    public async Task Break_WithMessagesNotHandedOut_ReleasesTheseAlone()
    {
        await using var stage = await ReceiverStage.StartAsync("orders");
        await stage.SendAsync(6, static _ => null);
        await using var receiver = stage.NewReceiver(static options => options.MaxMessages = 6);
        var mine = await FirstAsync(receiver, () => receiver.Held == 6);
        Assert.Equal(1, InFlight(stage));

        // What is in the user's hands is still held and may be settled.
        await mine.CompleteAsync(Ct);
        Assert.Equal(5, stage.Stored.Count);
        var next = await FirstAsync(receiver, static () => true);
        Assert.NotEqual(mine.Message.MessageId, next.Message.MessageId);
        await next.AbandonAsync(cancellationToken: Ct);
    }

    [Fact]
    public async Task Fifo_NextOfAGroup_IsHandedOutWhenTheOneBeforeIsCompleted()
    {
        await using var stage = await ReceiverStage.StartAsync("orders.fifo");
        await stage.SendAsync(2, static _ => "g");
        await using var receiver = stage.NewReceiver();
        await using var messages = receiver.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await messages.MoveNextAsync());
        var first = messages.Current;
        var second = messages.MoveNextAsync().AsTask();
        await ReceptionStage.RestAsync();
        Assert.False(second.IsCompleted);
        await first.CompleteAsync(Ct);
        Assert.True(await second);
        Assert.Equal("1", messages.Current.Message.Body);
        await messages.Current.CompleteAsync(Ct);
    }

    [Fact]
    public async Task Enumeration_BesideAnother_IsRefused()
    {
        await using var stage = await ReceiverStage.StartAsync("orders");
        await stage.SendAsync(1, static _ => null);
        await using var receiver = stage.NewReceiver();
        await using (var one = receiver.ReadAllAsync(Ct).GetAsyncEnumerator(Ct))
        {
            Assert.True(await one.MoveNextAsync());
            await using var other = receiver.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);
            _ = await Assert.ThrowsAsync<InvalidOperationException>(async () => await other.MoveNextAsync());
        }

        using var cancelled = new CancellationTokenSource();
        var waiting = receiver.ReadAllAsync(cancelled.Token).GetAsyncEnumerator(Ct);
        var next = waiting.MoveNextAsync().AsTask();
        await cancelled.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await waiting.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_WithAMessageInHand_EndsEnumerationAndHold()
    {
        await using var stage = await ReceiverStage.StartAsync("orders");
        await stage.SendAsync(3, static _ => null);
        var receiver = stage.NewReceiver(static options => options.MaxMessages = 3);
        var messages = receiver.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await messages.MoveNextAsync());
        var mine = messages.Current;
        await ReceptionStage.UntilAsync(() => receiver.Held == 3);
        await receiver.DisposeAsync();
        Assert.False(await messages.MoveNextAsync());
        await messages.DisposeAsync();
        Assert.Equal(1, InFlight(stage));
        Assert.Equal(LeaseEnd.Lost, await mine.Ended);
        _ = await Assert.ThrowsAsync<MessageLeaseLostException>(() => mine.CompleteAsync(Ct));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => FirstAsync(receiver, static () => true));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_NeverEnumerated_SendsNothing()
    {
        await using var stage = await ReceiverStage.StartAsync("orders");
        await stage.NewReceiver().DisposeAsync();
        Assert.Equal(0, stage.Server.GetQueue("orders").WaitingReceives);
    }

    /// <summary>Takes the first message, and leaves the loop when something is so.</summary>
    private static async Task<Delivery> FirstAsync(SqsReceiver receiver, Func<bool> leave)
    {
        await foreach (var delivery in receiver.ReadAllAsync(Ct))
        {
            await ReceptionStage.UntilAsync(leave);
            return delivery;
        }

        throw new InvalidOperationException("there was none");
    }

    private static int InFlight(ReceiverStage stage) => stage.Stored.Count(static message => message.State == LocalMessageState.InFlight);
}
