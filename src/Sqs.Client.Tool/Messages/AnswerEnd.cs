using System.Globalization;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Messages;

/// <summary>What is done with an answer once it was shown: damaged messages are told of, the others deleted where that is wanted.</summary>
internal sealed class AnswerEnd(ToolOutput output, bool delete)
{
    /// <summary>No stop ends it: what was shown is handled, and has to be gone.</summary>
    public async Task<int> CompleteAsync(ISqsClient client, string queueUrl, ReceiveMessageResponse answer)
    {
        foreach (var damaged in answer.Damaged)
        {
            output.Warn($"message {damaged.Message.MessageId} is not what its digest says: {string.Join("; ", damaged.Mismatches)}.");
        }

        var isWhole = !delete || answer.Messages.Count == 0 || await DeleteAsync(client, queueUrl, answer.Messages).ConfigureAwait(false);
        return isWhole && answer.Damaged.Count == 0 ? ExitCodes.Done : ExitCodes.PartlyFailed;
    }

    private async Task<bool> DeleteAsync(ISqsClient client, string queueUrl, IReadOnlyList<Message> messages)
    {
        var entries = messages.Select((message, index) => new DeleteMessageBatchRequestEntry
        {
            Id = index.ToString(CultureInfo.InvariantCulture),
            ReceiptHandle = message.ReceiptHandle,
        });
        var answer = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest { QueueUrl = queueUrl, Entries = [.. entries] }, CancellationToken.None).ConfigureAwait(false);
        foreach (var failure in answer.Failed)
        {
            var message = messages[int.Parse(failure.Id, NumberStyles.None, CultureInfo.InvariantCulture)];

            // What the service says about it may quote the receipt handle.
            output.Warn($"message {message.MessageId} was not deleted: {failure.Code}.");
        }

        return answer.Failed.Count == 0;
    }
}
