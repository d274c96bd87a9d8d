using System.Globalization;
using System.Text;

namespace Sqs.Client;

/// <summary>A message as it was received.</summary>
/// <remarks>Source: Message in the Amazon SQS API Reference. Body and receipt handle are printed by no <c>ToString</c>.</remarks>
public sealed record Message
{
    private readonly MessageBody _body;

    /// <summary>The id of the message, at most 100 characters.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>The handle of this receipt, at most 1,024 characters; a new one for each receive, and the newest one counts.</summary>
    public string ReceiptHandle { get; init; } = "";

    /// <summary>The service's MD5 of the body, in lower hex; null when it gave none.</summary>
    public string? MD5OfBody { get; init; }

    /// <summary>The body as a text; decoded on each call when it was received as UTF-8.</summary>
    /// <exception cref="ObjectDisposedException">The body was leased and its response has been disposed.</exception>
    public string Body
    {
        get => Held().IsEmpty ? "" : _body.ToText();
        init => _body = value;
    }

    /// <summary>The body as UTF-8 bytes; encoded on each call when it was received as a text.</summary>
    /// <exception cref="ObjectDisposedException">The body was leased and its response has been disposed.</exception>
    public ReadOnlyMemory<byte> BodyUtf8
    {
        get => Held().ToUtf8();
        init => _body = value;
    }

    /// <summary>How many bytes the body has in UTF-8; counted on each call when it was received as a text, and free of cost when it was received as UTF-8.</summary>
    /// <exception cref="ObjectDisposedException">The body was leased and its response has been disposed.</exception>
    public int BodyUtf8Length => Held().Utf8Length;

    /// <summary>The system attributes that were asked for.</summary>
    public IReadOnlyDictionary<MessageSystemAttributeName, string> Attributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<MessageSystemAttributeName, string>.Value;

    /// <summary>The service's MD5 of the returned attributes; null when there are none.</summary>
    public string? MD5OfMessageAttributes { get; init; }

    /// <summary>The message attributes that were asked for.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, MessageAttributeValue>.Value;

    /// <summary>What is known of the digests.</summary>
    public ChecksumState Checksum { get; init; }

    /// <summary>How often the message was received without being deleted; null when <c>ApproximateReceiveCount</c> was not asked for.</summary>
    public int? ApproximateReceiveCount =>
        int.TryParse(Attributes.GetValueOrDefault(MessageSystemAttributeName.ApproximateReceiveCount), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>When the message was sent; null when <c>SentTimestamp</c> was not asked for.</summary>
    public DateTimeOffset? SentTimestamp => Moment(MessageSystemAttributeName.SentTimestamp);

    /// <summary>When the message was received first; null when <c>ApproximateFirstReceiveTimestamp</c> was not asked for.</summary>
    public DateTimeOffset? ApproximateFirstReceiveTimestamp => Moment(MessageSystemAttributeName.ApproximateFirstReceiveTimestamp);

    /// <summary>The group id; null when there is none or <c>MessageGroupId</c> was not asked for.</summary>
    public string? MessageGroupId => Attributes.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId);

    /// <summary>The deduplication id; null when there is none or <c>MessageDeduplicationId</c> was not asked for.</summary>
    public string? MessageDeduplicationId => Attributes.GetValueOrDefault(MessageSystemAttributeName.MessageDeduplicationId);

    /// <summary>The sequence number; null when there is none or <c>SequenceNumber</c> was not asked for.</summary>
    public string? SequenceNumber => Attributes.GetValueOrDefault(MessageSystemAttributeName.SequenceNumber);

    internal BodyLease? Lease { get; init; }

    private MessageBody Held()
    {
        Lease?.ThrowIfReturned();
        return _body;
    }

    private DateTimeOffset? Moment(MessageSystemAttributeName name) =>
        long.TryParse(Attributes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("MessageId = ").Append(MessageId).Append(", Body = ").Append(_body.ToString())
            .Append(", Attributes = ").Append(Attributes.Count).Append(", MessageAttributes = ").Append(MessageAttributes.Count)
            .Append(", Checksum = ").Append(Checksum);
        return true;
    }
}
