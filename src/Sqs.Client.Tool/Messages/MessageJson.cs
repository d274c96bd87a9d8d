using System.Text.Json;

namespace Sqs.Client.Tool.Messages;

/// <summary>Received messages as JSON, in the member names and the order of the service.</summary>
internal static class MessageJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Message> messages) => Write(writer, [.. messages.Select(message => ((string?)null, message))]);

    /// <summary>Messages of several regions: each has its region as one more member, before those of the service.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<(string? Region, Message Message)> messages)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("Messages");
        foreach (var (region, message) in messages)
        {
            writer.WriteStartObject();
            Given(writer, "Region", region);
            WriteMembers(writer, message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, Message message)
    {
        writer.WriteString("MessageId", message.MessageId);
        writer.WriteString("ReceiptHandle", message.ReceiptHandle);
        Given(writer, "MD5OfBody", message.MD5OfBody);
        writer.WriteString("Body", message.Body);
        if (message.Attributes.Count > 0)
        {
            writer.WriteStartObject("Attributes");
            foreach (var (name, value) in message.Attributes)
            {
                writer.WriteString(name.Value, value);
            }

            writer.WriteEndObject();
        }

        Given(writer, "MD5OfMessageAttributes", message.MD5OfMessageAttributes);
        if (message.MessageAttributes.Count > 0)
        {
            writer.WriteStartObject("MessageAttributes");
            foreach (var (name, value) in message.MessageAttributes)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter writer, MessageAttributeValue value)
    {
        writer.WriteStartObject();
        Given(writer, "StringValue", value.StringValue);
        if (value.BinaryValue is { } bytes)
        {
            writer.WriteBase64String("BinaryValue", bytes.Span);
        }

        writer.WriteString("DataType", value.DataType);
        writer.WriteEndObject();
    }

    private static void Given(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
