using Sqs.Client;

namespace Connector;

/// <summary>What an integration platform puts into "send".</summary>
internal sealed record SendInput(string Queue, string Body, string? MessageGroupId = null, string? MessageDeduplicationId = null);

/// <summary>What it puts into "receive". A sequence number comes only when it is asked for.</summary>
internal sealed record ReceiveInput(string Queue, int MaxMessages = 10, string? ReceiveRequestAttemptId = null, bool WithSequenceNumber = false);

/// <summary>What comes out of either.</summary>
internal sealed record MessageOutput(
    string QueueUrl, string MessageId, string? ReceiptHandle, string? MessageGroupId, string? MessageDeduplicationId, string? SequenceNumber);

/// <summary>The operations of a connector. They are one thing, the connection is another: it is configured once and used by all of them.</summary>
internal sealed class Operations(SqsConnection connection)
{
    public async Task<MessageOutput> SendAsync(SendInput input)
    {
        var queue = await connection.OpenQueueAsync(input.Queue);
        var message = new OutgoingMessage { Body = input.Body, MessageGroupId = input.MessageGroupId, MessageDeduplicationId = input.MessageDeduplicationId };
        var sent = await queue.SendAsync(message);
        return new MessageOutput(queue.Url, sent.MessageId, null, input.MessageGroupId, input.MessageDeduplicationId, sent.SequenceNumber);
    }

    public async Task<MessageOutput[]> ReceiveAsync(ReceiveInput input)
    {
        var queue = await connection.OpenQueueAsync(input.Queue);
        using var received = await queue.ReceiveAsync(new ReceiveOptions
        {
            MaxMessages = input.MaxMessages,
            ReceiveRequestAttemptId = input.ReceiveRequestAttemptId,
            SystemAttributeNames = input.WithSequenceNumber
                ? [MessageSystemAttributeName.MessageGroupId, MessageSystemAttributeName.MessageDeduplicationId, MessageSystemAttributeName.SequenceNumber]
                : [MessageSystemAttributeName.MessageGroupId, MessageSystemAttributeName.MessageDeduplicationId],
        });
        return [.. received.Messages.Select(message => OutputOf(queue, message))];
    }

    public async Task DeleteAsync(string nameOrUrl, string receiptHandle) => _ = await (await connection.OpenQueueAsync(nameOrUrl)).DeleteAsync(receiptHandle);

    /// <summary>The trigger: a flow runs for each message, and the message is deleted when the flow has done its work.</summary>
    public async Task ListenAsync(string nameOrUrl, Func<MessageOutput, Task> flow, CancellationToken stop)
    {
        var queue = await connection.OpenQueueAsync(nameOrUrl, cancellationToken: stop);
        await foreach (var received in queue.ListenAsync(cancellationToken: stop))
        {
            foreach (var message in received.Messages)
            {
                await flow(OutputOf(queue, message));
                _ = await queue.DeleteAsync(message, stop);
            }
        }
    }

    private static MessageOutput OutputOf(SqsQueue queue, Message message) =>
        new(queue.Url, message.MessageId, message.ReceiptHandle, message.MessageGroupId, message.MessageDeduplicationId, message.SequenceNumber);
}
