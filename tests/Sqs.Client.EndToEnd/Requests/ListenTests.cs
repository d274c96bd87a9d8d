using Sqs.Client.LocalServer;

namespace Sqs.Client.EndToEnd.Requests;

/// <summary>One who listens on the embedded server, on a clock that the test moves.</summary>
public abstract class ListenTests(SqsProtocol protocol)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listening_BringsEveryMessageOnce()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.SendManyAsync(Enumerable.Range(0, 25).Select(number => (OutgoingMessage)$"m{number}"), Token);
        var seen = new List<string>();
        await foreach (var response in queue.ListenAsync(cancellationToken: Token))
        {
            seen.AddRange(response.Messages.Select(message => message.Body));
            foreach (var message in response.Messages)
            {
                _ = await queue.DeleteAsync(message.ReceiptHandle, Token);
            }

            if (seen.Count == 25)
            {
                break;
            }
        }

        Assert.Equal(25, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, stage.Server.GetQueue("q").Counts.Total);
    }

    [Fact]
    public async Task AFailureThatMayPass_IsFollowedByAPauseAndAnotherPoll()
    {
        await using var stage = await Stage.StartAsync(protocol);
        await using var client = stage.NewClient(options => options.MaxAttempts = 1);
        var pauses = new VirtualClock();
        var queue = await SqsQueue.OpenAsync(client, await stage.CreateAsync("q"), new SqsQueueOptions { TimeProvider = pauses, Random = static () => 0.5 }, Token);
        _ = await queue.SendAsync("x", Token);
        _ = stage.Server.Faults.Add(new FaultRule { Action = "ReceiveMessage", Fault = Fault.Throttle(), Times = 2 });
        await using var listening = queue.ListenAsync(cancellationToken: Token).GetAsyncEnumerator(Token);

        var begin = pauses.GetUtcNow();
        var next = listening.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            _ = pauses.AdvanceToNextTimer();
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal("x", Assert.Single(listening.Current.Messages).Body);
        Assert.Equal(3, stage.Server.Requests.Count(request => request.Action == "ReceiveMessage"));
        Assert.Equal(TimeSpan.FromSeconds(0.5 + 1), pauses.GetUtcNow() - begin);
    }

    [Fact]
    public async Task AQueueThatIsGone_EndsTheStream()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await SqsQueue.OpenAsync(stage.Client, stage.UrlOf("gone"), cancellationToken: Token);

        _ = await Assert.ThrowsAsync<QueueDoesNotExistException>(async () => await queue.ListenAsync(cancellationToken: Token).FirstAsync(Token));
    }

    [Fact]
    public async Task AWaitOfNothing_IsRefused()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");

        var refused = await Assert.ThrowsAsync<SqsValidationException>(
            async () => await queue.ListenAsync(new ReceiveOptions { Wait = TimeSpan.Zero }, Token).FirstAsync(Token));
        Assert.Equal("Wait", refused.Member);
    }

    [Fact]
    public async Task TheSameAttempt_BringsTheSameMessagesOfAFifoQueueAgain()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q.fifo", (QueueAttributeName.FifoQueue, "true"), (QueueAttributeName.ContentBasedDeduplication, "true"));
        _ = await queue.SendAsync(new OutgoingMessage { Body = "x", MessageGroupId = "g" }, Token);
        var options = new ReceiveOptions { ReceiveRequestAttemptId = "attempt-1", SystemAttributeNames = [MessageSystemAttributeName.SequenceNumber] };

        var first = Assert.Single((await queue.ReceiveAsync(options, Token)).Messages);
        var again = Assert.Single((await queue.ReceiveAsync(options, Token)).Messages);

        Assert.Equal(first.MessageId, again.MessageId);
        Assert.NotNull(again.SequenceNumber);
        Assert.Null(again.MessageGroupId);
        Assert.Empty((await queue.ReceiveAsync(options with { ReceiveRequestAttemptId = "attempt-2" }, Token)).Messages);
    }

    public sealed class InQuery() : ListenTests(SqsProtocol.Query);

    public sealed class InJson() : ListenTests(SqsProtocol.Json);
}
