using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>What lies under the layer of SNS in a message, if there is one.</summary>
/// <param name="Sns">The layer; null when there is none.</param>
/// <param name="Content">What was published to the topic, or the body itself; a copy where bodies are leased.</param>
internal readonly record struct SnsLayer(SnsNotification? Sns, ReadOnlyMemory<byte> Content)
{
    public static SnsLayer Under(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = message.BodyUtf8;
        return SnsReading.TryParse(body.Span) is { Type: SnsMessageType.Notification } sns
            ? new SnsLayer(sns, Encoding.UTF8.GetBytes(sns.Message))
            : new SnsLayer(null, body);
    }
}
