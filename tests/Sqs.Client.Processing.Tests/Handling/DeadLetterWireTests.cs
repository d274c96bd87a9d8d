using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Handling;

/// <summary>Dead letters on the embedded server: what lies in the queues counts.</summary>
public sealed class DeadLetterWireTests
{
    private const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("")]
    [InlineData(".fifo")]
    public async Task Message_ThatIsRejectedTwiceForALostDelete_LiesInTheOtherQueue_AndOnFifoOnce(string suffix)
    {
        var clock = new VirtualClock();
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = clock });
        await using var client = new ForgetfulClient(Clients.Of(server, clock));
        var dead = await CreateAsync(client, "dead" + suffix);
        var arn = server.GetQueue("dead" + suffix).Arn;
        var work = await CreateAsync(client, "work" + suffix, (QueueAttributeName.RedrivePolicy, $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":1000}"""));
        var attributes = new Dictionary<string, MessageAttributeValue>
        {
            ["bytes"] = MessageAttributeValue.Binary(new byte[] { 0, 255, 7 }),
            ["number"] = MessageAttributeValue.Number(3, "int"),
        };
        _ = await work.SendAsync(new OutgoingMessage
        {
            Body = "<é & \"> \n",
            MessageAttributes = attributes,
            MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String(Trace) },
            MessageGroupId = suffix.Length > 0 ? "group" : null,
            MessageDeduplicationId = suffix.Length > 0 ? "sent" : null,
        });

        client.Forgets = true;
        await RejectAsync(client, work, clock);
        clock.Advance(Visibility);
        client.Forgets = false;
        await RejectAsync(client, work, clock);

        Assert.Empty(server.GetQueue("work" + suffix).GetMessages());
        using var found = await dead.ReceiveAsync();
        Assert.Equal(suffix.Length > 0 ? 1 : 2, server.GetQueue("dead" + suffix).Counts.Total);
        var message = found.Messages[0];
        Assert.Equal("<é & \"> \n", message.Body);
        Assert.Equal(Trace, message.Attributes[MessageSystemAttributeName.AWSTraceHeader]);
        Assert.Equal(suffix.Length > 0 ? "group" : null, message.MessageGroupId);
        attributes.Add("DeadLetterReason", MessageAttributeValue.String(typeof(MessageRejectedException).ToString()));
        Assert.Equal(attributes.OrderBy(static pair => pair.Key), message.MessageAttributes.OrderBy(static pair => pair.Key));
    }

    private static async Task RejectAsync(ISqsClient client, SqsQueue queue, VirtualClock clock)
    {
        var time = new ProcessingClock(clock);
        await using var keeper = new LeaseKeeper(client, queue, new LeaseSettings(Visibility, Visibility, Visibility, time, static () => 0.5), loggers: null);
        var settings = new RunSettings(
            null, VisibilityBackoff.Fixed(Visibility), [], FailureAction.Retry, null, null, static delivery => delivery.Message.MessageId, Visibility, Visibility, null, time, static () => 0.5);
        var runner = new MessageRunner(client, queue, settings, static (_, _) => throw new MessageRejectedException("never"), loggers: null);
        using var received = await queue.ReceiveAsync(visibilityTimeout: Visibility);
        var delivery = Assert.Single(keeper.Take(received.Messages, time.Now, time.Now));
        await RunnerStage.EndAsync(runner.RunAsync(delivery));
        Assert.Equal(LeaseEnd.Completed, await delivery.Ended);
    }

    private static async Task<SqsQueue> CreateAsync(ISqsClient client, string name, params (QueueAttributeName Name, string Value)[] attributes)
    {
        var all = attributes.ToDictionary(static pair => pair.Name, static pair => pair.Value);
        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            all.Add(QueueAttributeName.FifoQueue, "true");
        }

        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = all });
        return await SqsQueue.OpenAsync(client, created.QueueUrl);
    }

    /// <summary>Says that messages are deleted when they are not: the service promises no more.</summary>
    private sealed class ForgetfulClient(ISqsClient inner) : DelegatingSqsClient(inner)
    {
        public bool Forgets { get; set; }

        public override Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default) =>
            !Forgets ? base.DeleteMessageBatchAsync(request, cancellationToken) : Task.FromResult(new DeleteMessageBatchResponse
            {
                Successful = [.. request.Entries.Select(static entry => new DeleteMessageBatchResultEntry { Id = entry.Id })],
            });
    }
}
