using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>
/// The text that SNS signs: names and values of some members, sorted by name, a line each. "Verifying the signatures of Amazon SNS messages" in the
/// Amazon SNS Developer Guide lists them.
/// </summary>
internal static class SnsStringToSign
{
    public static byte[] Of(SnsNotification document)
    {
        var text = new StringBuilder();
        Add(text, "Message", document.Message);
        Add(text, "MessageId", document.MessageId);
        if (document.Type is SnsMessageType.Notification)
        {
            Add(text, "Subject", document.Subject);
            Add(text, "Timestamp", document.TimestampText);
        }
        else
        {
            Add(text, "SubscribeURL", document.SubscribeURL);
            Add(text, "Timestamp", document.TimestampText);
            Add(text, "Token", document.Token);
        }

        Add(text, "TopicArn", document.TopicArn);
        Add(text, "Type", document.Type.ToString());
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            _ = text.Append(name).Append('\n').Append(value).Append('\n');
        }
    }
}
