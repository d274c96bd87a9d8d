using System.Text;

namespace Sqs.Client;

/// <summary>A message to send with a <see cref="SqsQueue"/>, which adds the queue and, in batches, the entry ids.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The body: 1 character to 1,048,576 bytes, attributes included.</summary>
    public required MessageBody Body { get; init; }

    /// <summary>How long the message stays invisible at first, 0 to 900 s. Default: the queue's <c>DelaySeconds</c>. Not for FIFO queues.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>Up to 10 attributes of your own, sent beside the body.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, MessageAttributeValue>.Value;

    /// <summary>System attributes; <c>AWSTraceHeader</c> is the only one that may be sent. They do not count in the size.</summary>
    public IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> MessageSystemAttributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<MessageSystemAttributeName, MessageAttributeValue>.Value;

    /// <summary>The deduplication id of a message to a FIFO queue, 1 to 128 letters, digits and punctuation.</summary>
    public string? MessageDeduplicationId { get; init; }

    /// <summary>The group id, 1 to 128 letters, digits and punctuation; required for FIFO queues, a tenant for fair standard queues.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>A message with a body and nothing else.</summary>
    /// <param name="body">The body.</param>
    public static implicit operator OutgoingMessage(string body) => new() { Body = body };

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Body = ").Append(Body.ToString()).Append(", MessageAttributes = ").Append(MessageAttributes.Count);
        return true;
    }
}
