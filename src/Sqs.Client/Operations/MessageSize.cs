using System.Text;

namespace Sqs.Client.Operations;

/// <summary>
/// How large a message is for the service: its body and the names, types and values of its attributes, in UTF-8. System attributes do not
/// count.
/// </summary>
internal static class MessageSize
{
    /// <summary>The most bytes of one message, and of all messages of one batch together.</summary>
    public const int Maximum = 1_048_576;

    public static long Of(SendMessageRequest request) => Of(new MessageParts(request));

    public static long Of(SendMessageBatchRequestEntry entry) => Of(new MessageParts(entry));

    internal static long Of(in MessageParts message)
    {
        long size = message.Body.Utf8Length;
        if (message.Attributes.Count == 0)
        {
            return size;
        }

        // The enumerator of a Dictionary is a struct; through the interface it would be an allocation for each message.
        if (message.Attributes is Dictionary<string, MessageAttributeValue> dictionary)
        {
            foreach (var (name, value) in dictionary)
            {
                size += Of(name, value);
            }
        }
        else
        {
            foreach (var (name, value) in message.Attributes)
            {
                size += Of(name, value);
            }
        }

        return size;
    }

    internal static long Of(string name, MessageAttributeValue? value) =>
        (long)Encoding.UTF8.GetByteCount(name)
        + Encoding.UTF8.GetByteCount(value?.DataType ?? "")
        + Encoding.UTF8.GetByteCount(value?.StringValue ?? "")
        + (value?.BinaryValue?.Length ?? 0);
}
