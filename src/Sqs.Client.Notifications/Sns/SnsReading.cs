using System.Buffers.Text;
using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>Reads the documents of Amazon SNS.</summary>
internal static class SnsReading
{
    /// <summary>The document; null when the text is none by the members that every one of them has.</summary>
    public static SnsNotification? TryParse(ReadOnlySpan<byte> utf8) => JsonMembers.TryParse(utf8) is { } members && Is(members) ? Read(members) : null;

    public static bool Is(JsonMembers members) =>
        members.HasText("Type") && members.HasText("MessageId") && members.HasText("TopicArn") && TypeOf(members.Text("Type")) is not null;

    public static SnsNotification Read(JsonMembers members)
    {
        var type = TypeOf(members.Text("Type"))
            ?? throw new NotificationFormatException(members.PlaceOf("Type"), "must be Notification, SubscriptionConfirmation or UnsubscribeConfirmation");
        _ = members.Time("Timestamp");
        var isNotification = type is SnsMessageType.Notification;
        return new SnsNotification
        {
            Type = type,
            MessageId = members.Text("MessageId"),
            TopicArn = members.Text("TopicArn"),
            Subject = members.OptionalText("Subject"),
            Message = members.Text("Message"),
            TimestampText = members.Text("Timestamp"),
            MessageAttributes = Attributes(members),
            SequenceNumber = members.OptionalText("SequenceNumber"),
            SignatureVersion = members.OptionalText("SignatureVersion"),
            Signature = members.OptionalText("Signature"),
            SigningCertURL = members.OptionalText("SigningCertURL"),
            UnsubscribeURL = members.OptionalText("UnsubscribeURL"),
            SubscribeURL = isNotification ? members.OptionalText("SubscribeURL") : members.Text("SubscribeURL"),
            Token = isNotification ? members.OptionalText("Token") : members.Text("Token"),
        };
    }

    private static SnsMessageType? TypeOf(string name) => name switch
    {
        "Notification" => SnsMessageType.Notification,
        "SubscriptionConfirmation" => SnsMessageType.SubscriptionConfirmation,
        "UnsubscribeConfirmation" => SnsMessageType.UnsubscribeConfirmation,
        _ => null,
    };

    private static Dictionary<string, MessageAttributeValue> Attributes(JsonMembers members) =>
        members.Map("MessageAttributes").ToDictionary(static entry => entry.Key, static entry => Attribute(entry.Value), StringComparer.Ordinal);

    private static MessageAttributeValue Attribute(JsonMembers members)
    {
        var (type, value) = (members.Text("Type"), members.Text("Value"));
        return type == "Binary" || type.StartsWith("Binary.", StringComparison.Ordinal)
            ? new MessageAttributeValue { DataType = type, BinaryValue = Bytes(value, members.PlaceOf("Value")) }
            : new MessageAttributeValue { DataType = type, StringValue = value };
    }

    private static byte[] Bytes(string value, string place)
    {
        var text = Encoding.UTF8.GetBytes(value);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Convert.TryFromBase64String(value, bytes, out var count) ? bytes[..count] : throw new NotificationFormatException(place, "must be base64");
    }
}
