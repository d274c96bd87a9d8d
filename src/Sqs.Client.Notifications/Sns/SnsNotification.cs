using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>
/// What a topic of Amazon SNS delivers to a queue without raw delivery: a JSON document around what was published. With raw delivery the body is
/// what was published, and its attributes are those of the message.
/// </summary>
/// <remarks>
/// Source: "Parsing Amazon SNS message formats" in the Amazon SNS Developer Guide. Anybody who may send to the queue can write such a document:
/// <see cref="SnsSignatureVerifier"/> tells who did. Text, attributes, URLs and token are printed by no <c>ToString</c>.
/// </remarks>
public sealed record SnsNotification
{
    /// <summary>What the document says.</summary>
    public SnsMessageType Type { get; init; }

    /// <summary>The id that SNS gave; the same one for each delivery of what was published once.</summary>
    public required string MessageId { get; init; }

    /// <summary>The ARN of the topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The subject; null when nothing was published with one.</summary>
    public string? Subject { get; init; }

    /// <summary>What was published.</summary>
    public required string Message { get; init; }

    /// <summary>When it was published, as SNS wrote it; the signature covers this text.</summary>
    public required string TimestampText { get; init; }

    /// <summary>When it was published, in UTC; null when <see cref="TimestampText"/> is no time.</summary>
    public DateTimeOffset? Timestamp => JsonMembers.TryParseTime(TimestampText, out var time) ? time : null;

    /// <summary>The attributes that it was published with, in the form that raw delivery gives them. No signature covers them.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; init => field = Given.NotNull(value); } = Given.NoAttributes;

    /// <summary>The place in the order of a FIFO topic; null for a standard topic.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary><c>1</c> (SHA1) or <c>2</c> (SHA256); null when the document is not signed.</summary>
    public string? SignatureVersion { get; init; }

    /// <summary>The signature, base64; null when the document is not signed.</summary>
    public string? Signature { get; init; }

    /// <summary>Where the document says that its certificate is; fetch nothing from it unchecked.</summary>
    public string? SigningCertURL { get; init; }

    /// <summary>Ends the subscription when it is opened; no signature covers it. Null in confirmations.</summary>
    public string? UnsubscribeURL { get; init; }

    /// <summary>Confirms the subscription when it is opened; null in notifications.</summary>
    public string? SubscribeURL { get; init; }

    /// <summary>Confirms the subscription in a ConfirmSubscription call; null in notifications.</summary>
    public string? Token { get; init; }

    /// <summary>Reads the document in a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The document.</returns>
    /// <exception cref="NotificationFormatException">The body is no such document; with raw delivery it never is.</exception>
    public static SnsNotification Read(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Parse(message.BodyUtf8);
    }

    /// <summary>Reads the document in a message, unless the message was delivered raw or comes from elsewhere.</summary>
    /// <param name="message">The message.</param>
    /// <param name="notification">The document.</param>
    /// <returns>True for a body with SNS's <c>Type</c>, <c>MessageId</c> and <c>TopicArn</c>. False otherwise: then body and attributes are what was published.</returns>
    /// <exception cref="NotificationFormatException">The body is SNS's by these members, and broken.</exception>
    public static bool TryRead(Message message, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SnsNotification? notification)
    {
        ArgumentNullException.ThrowIfNull(message);
        notification = SnsReading.TryParse(message.BodyUtf8.Span);
        return notification is not null;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document, UTF-8.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="NotificationFormatException">It is no such document.</exception>
    public static SnsNotification Parse(ReadOnlyMemory<byte> json) => SnsReading.Read(JsonMembers.Parse(json.Span));

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Type = ").Append(Type).Append(", MessageId = ").Append(MessageId).Append(", TopicArn = ").Append(TopicArn)
            .Append(", Timestamp = ").Append(TimestampText).Append(", Message = ").Append(Encoding.UTF8.GetByteCount(Message)).Append(" bytes")
            .Append(", MessageAttributes = ").Append(MessageAttributes.Count).Append(", SignatureVersion = ").Append(SignatureVersion);
        return true;
    }
}
