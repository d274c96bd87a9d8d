using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Status;

namespace Sqs.Client.Tool.Tests.Status;

public sealed class StatusLinesTests
{
    [Fact]
    public void Lines_TellWhatChanged()
    {
        var lines = new StatusLines();
        Assert.Equal(
            ["a: 0 visible, 0 in flight, 0 delayed; sent 0/s, received 0/s, deleted 0/s; 0 waiting", "b: 1 visible, 2 in flight, 3 delayed; sent 1.3/s, received 20/s, deleted 0/s; 4 waiting"],
            lines.Next(Report(Queue("a", default), Queue("b", new(1, 2, 3)) with { SendRate = 1.26, ReceiveRate = 20, Waiting = 4 })));
        Assert.Empty(lines.Next(Report(Queue("a", default) with { SendRate = 7, Waiting = 1 }, Queue("b", new(1, 2, 3)))));
        Assert.Equal(
            ["b: deleted", "a: 1 visible, 0 in flight, 0 delayed; sent 0/s, received 0/s, deleted 0/s; 0 waiting"],
            lines.Next(Report(Queue("a", new(1, 0, 0)))));
        Assert.Single(lines.Next(Report(Queue("a", new(1, 0, 0)), Queue("b", new(1, 2, 3)))));
    }

    private static StatusReport Report(params QueueReport[] queues) => new(0, 0, 0, queues);

    private static QueueReport Queue(string name, LocalMessageCounts counts) => new("arn:" + name, name, counts, 0);
}
