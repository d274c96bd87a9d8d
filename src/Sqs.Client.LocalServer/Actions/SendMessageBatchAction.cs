using System.Text;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - 1-10 entries with distinct, well-formed ids, or the whole call fails;
/// - more than 1 MiB over all entries: BatchRequestTooLong, whatever the queue's own limit;
/// - on a FIFO queue an entry without a group id, or without a deduplication id where content does not give one: InvalidParameterValue for the whole call;
/// - anything else wrong with an entry (too large for the queue, bad delay, bad attributes) fails that entry only, SenderFault true.
/// </summary>
internal static class SendMessageBatchAction
{
    private const string Entry = "SendMessageBatchRequestEntry";
    private const long LargestBatch = 1_048_576;

    public static WireValue Run(ActionContext context)
    {
        var queue = context.Queue();
        var settings = queue.Settings;
        var entries = Batch.Entries(context, Entry, "MessageBody");
        foreach (var (_, entry) in entries)
        {
            Check(entry, settings);
        }

        var bytes = entries.Sum(entry => Size(entry.Entry));
        return bytes > LargestBatch
            ? throw SqsErrors.BatchRequestTooLong(bytes, LargestBatch)
            : Batch.Run(context, entries, (entry, result) => MessageComposer.Read(context, entry, settings).SendTo(context, queue, result));
    }

    private static void Check(Parameters entry, QueueSettings settings)
    {
        if (settings.FifoQueue && entry.Text("MessageGroupId") is not { Length: > 0 })
        {
            throw SqsErrors.InvalidParameter("The request must contain the parameter MessageGroupId.");
        }

        if (settings is { FifoQueue: true, ContentBasedDeduplication: false } && entry.Text("MessageDeduplicationId") is not { Length: > 0 })
        {
            throw SqsErrors.InvalidParameter("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
    }

    /// <summary>The size of an entry; one whose attributes are refused counts with its body.</summary>
    private static long Size(Parameters entry)
    {
        var body = Encoding.UTF8.GetByteCount(entry.Text("MessageBody") ?? "");
        try
        {
            return MessageContent.SizeOf(body, MessageAttributeRules.Read(entry.Structures("MessageAttributes")));
        }
        catch (SqsFault)
        {
            return MessageContent.SizeOf(body, []);
        }
    }
}
