using System.Text;

namespace Sqs.Client.Processing;

/// <summary>Sends messages to the dead-letter queue, as they came and with the type of the exception.</summary>
/// <param name="client">The client that sends.</param>
/// <param name="target">Where to.</param>
internal sealed class DeadLetters(ISqsClient client, DeadLetterTarget target)
{
    /// <summary>The attribute that names the type of the exception.</summary>
    public const string ReasonAttribute = "DeadLetterReason";

    // The limits of one message (quotas in the Amazon SQS Developer Guide).
    private const int MaxAttributes = 10;
    private const int MaxBytes = 1_048_576;

    /// <summary>Ends when the service has stored the message.</summary>
    /// <exception cref="InvalidOperationException">There is no dead-letter queue.</exception>
    public async Task SendAsync(Delivery delivery, Exception error, CancellationToken cancellationToken)
    {
        var url = await target.FindAsync(cancellationToken).ConfigureAwait(false);
        if (url is null)
        {
            target.Forget();
            throw new InvalidOperationException($"Queue {delivery.Queue.Name} has no dead-letter queue.");
        }

        try
        {
            _ = await client.SendMessageAsync(RequestOf(delivery, url, error), cancellationToken).ConfigureAwait(false);
        }
        catch (QueueDoesNotExistException)
        {
            target.Forget();
            throw;
        }
    }

    private static SendMessageRequest RequestOf(Delivery delivery, string url, Exception error)
    {
        var message = delivery.Message;
        var isFifo = url.AsSpan().TrimEnd('/').EndsWith(".fifo", StringComparison.Ordinal);
        var trace = message.Attributes.GetValueOrDefault(MessageSystemAttributeName.AWSTraceHeader);
        return new SendMessageRequest
        {
            QueueUrl = url,
            MessageBody = message.BodyUtf8,
            MessageAttributes = AttributesOf(delivery, RunReports.TypeOf(error)),
            MessageSystemAttributes = string.IsNullOrEmpty(trace)
                ? []
                : new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String(trace) },
            MessageGroupId = isFifo ? message.MessageGroupId ?? message.MessageId : message.MessageGroupId,

            // A second try within 5 min stores nothing twice.
            MessageDeduplicationId = isFifo ? message.MessageId : null,
        };
    }

    private static IReadOnlyDictionary<string, MessageAttributeValue> AttributesOf(Delivery delivery, string reason)
    {
        var given = delivery.Message.MessageAttributes;
        var value = MessageAttributeValue.String(reason);
        var size = delivery.Lease.Size + ReasonAttribute.Length + value.DataType.Length + Encoding.UTF8.GetByteCount(reason);
        if ((given.Count >= MaxAttributes && !given.ContainsKey(ReasonAttribute)) || size > MaxBytes)
        {
            return given;
        }

        return new Dictionary<string, MessageAttributeValue>(given, StringComparer.Ordinal) { [ReasonAttribute] = value };
    }
}
