using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Processing.Tests.Root;

public sealed class SqsReceiverTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task Loop_CompletesEach_HandsOutAll(string name)
    {
        await using var stage = await ReceiverStage.StartAsync(name);
        await stage.SendAsync(25, index => name.EndsWith(".fifo", StringComparison.Ordinal) ? $"g{index % 3}" : null);
        await using var receiver = stage.NewReceiver();
        List<string> bodies = [];
        await foreach (var delivery in receiver.ReadAllAsync(Ct))
        {
            bodies.Add(delivery.Message.Body);
            await delivery.CompleteAsync(Ct);
            if (bodies.Count == 25)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 25), bodies.Select(int.Parse).Order());
        Assert.Empty(stage.Stored);
    }
}
