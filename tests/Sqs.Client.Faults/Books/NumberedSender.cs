using System.Globalization;

namespace Sqs.Client.Faults.Books;

/// <summary>Sends messages by their numbers, and writes into the books which were attempted and which were acknowledged.</summary>
/// <param name="queueUrl">The queue.</param>
/// <param name="groups">The groups of a FIFO queue; 0 for a standard queue.</param>
/// <param name="ledger">The books.</param>
internal sealed class NumberedSender(string queueUrl, int groups, Ledger ledger)
{
    /// <summary>Sends some messages in one call.</summary>
    /// <returns>The numbers that were acknowledged.</returns>
    public async Task<IReadOnlyList<int>> SendAsync(ISqsClient client, IReadOnlyList<int> numbers, CancellationToken cancellationToken = default)
    {
        foreach (var number in numbers)
        {
            ledger.Attempt(number);
        }

        List<int> sent = numbers.Count == 1 ? await SendSinglyAsync(client, numbers[0], cancellationToken) : await SendBatchAsync(client, numbers, cancellationToken);
        sent.ForEach(ledger.Acknowledge);
        return sent;
    }

    private async Task<List<int>> SendSinglyAsync(ISqsClient client, int number, CancellationToken cancellationToken)
    {
        var entry = Entry(number);
        var request = new SendMessageRequest
        {
            QueueUrl = queueUrl,
            MessageBody = entry.MessageBody,
            MessageGroupId = entry.MessageGroupId,
            MessageDeduplicationId = entry.MessageDeduplicationId,
        };
        return await ledger.CallAsync(() => client.SendMessageAsync(request, cancellationToken), cancellationToken) is null ? [] : [number];
    }

    private async Task<List<int>> SendBatchAsync(ISqsClient client, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var request = new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = [.. numbers.Select(Entry)] };
        var answer = await ledger.CallAsync(() => client.SendMessageBatchAsync(request, cancellationToken), cancellationToken);
        return answer is null ? [] : [.. answer.Successful.Select(entry => int.Parse(entry.Id, CultureInfo.InvariantCulture))];
    }

    private SendMessageBatchRequestEntry Entry(int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        return new SendMessageBatchRequestEntry
        {
            Id = id,
            MessageBody = MessageText.Of(number),
            MessageGroupId = groups > 0 ? (number % groups).ToString(CultureInfo.InvariantCulture) : null,
            MessageDeduplicationId = groups > 0 ? id : null,
        };
    }
}
