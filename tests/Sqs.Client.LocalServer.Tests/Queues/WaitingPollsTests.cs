using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Queues;

public sealed class WaitingPollsTests
{
    /// <summary>The moment between a connection's end and the end of its poll.</summary>
    [Fact]
    public void Poll_WhoseCallerIsGoneButWhichStillWaits_IsPassedOver()
    {
        var clock = new VirtualClock();
        var shelf = new MessageShelf(isFifo: false);
        shelf.Add(new StoredMessage { Content = QueueBench.Content("a"), Id = Guid.NewGuid(), Sequence = 1, SentAt = clock.GetUtcNow() }, clock.GetUtcNow(), clock.GetUtcNow());
        var polls = new WaitingPolls(clock, () => { });
        polls.Add(new LongPoll(new ReceiveRequest(1, TimeSpan.Zero, TimeSpan.FromSeconds(1)), new CancellationToken(canceled: true)));
        polls.HandOut(shelf, clock.GetUtcNow(), request => throw new InvalidOperationException($"{request} was served."));
        Assert.Equal((0, 1), (polls.Count, shelf.Visible));
    }
}
