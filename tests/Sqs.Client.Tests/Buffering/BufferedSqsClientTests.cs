using Sqs.Client.Tests.Buffering.Outgoing;

namespace Sqs.Client.Tests.Buffering;

public sealed class BufferedSqsClientTests
{
    [Fact]
    public async Task Dispose_WithASendOnTheWire_EndsWithIt()
    {
        var began = new TaskCompletionSource<ScriptedCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new ScriptedSqs { OnCall = call => began.TrySetResult(call) };
        var client = new BufferedSqsClient(inner);
        var send = client.SendMessageAsync(new SendMessageRequest { QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/orders", MessageBody = "x" }, TestContext.Current.CancellationToken);
        var call = await began.Task;

        // Nothing is received, so that side ends at once; the end of the client is that of both.
        var end = client.DisposeAsync().AsTask();
        for (var turns = 0; turns < 100; turns++)
        {
            await Task.Yield();
            Assert.False(end.IsCompleted);
        }

        call.Fail(new SqsConnectionException("broken"));
        _ = await Assert.ThrowsAnyAsync<SqsException>(() => send);
        await end;
    }
}
