using System.Text;

namespace Sqs.Client.Processing;

/// <summary>How large a received message is for the service: its body and the names, types and values of its attributes, in UTF-8. System attributes do not count.</summary>
internal static class ReceivedSize
{
    public static long Of(Message message)
    {
        long size = message.BodyUtf8Length;
        foreach (var (name, value) in message.MessageAttributes)
        {
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value.DataType)
                + Encoding.UTF8.GetByteCount(value.StringValue ?? "") + (value.BinaryValue?.Length ?? 0);
        }

        return size;
    }
}
