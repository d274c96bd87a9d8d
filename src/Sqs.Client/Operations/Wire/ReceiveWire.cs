using System.Text;
using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>ReceiveMessage on the wire.</summary>
internal static class ReceiveWire
{
    public static void Write(ReceiveMessageRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, "AttributeNames"u8, "AttributeName"u8, request.AttributeNames);
        AttributeWire.Write(writer, "MessageSystemAttributeNames"u8, "MessageSystemAttributeName"u8, request.MessageSystemAttributeNames);
        AttributeWire.Write(writer, "MessageAttributeNames"u8, "MessageAttributeName"u8, request.MessageAttributeNames);
        writer.Number("MaxNumberOfMessages"u8, request.MaxNumberOfMessages);
        writer.Number("VisibilityTimeout"u8, request.VisibilityTimeout);
        writer.Number("WaitTimeSeconds"u8, request.WaitTimeSeconds);
        writer.Text("ReceiveRequestAttemptId"u8, request.ReceiveRequestAttemptId);
    }

    public static ReceiveMessageResponse Read(ref AnswerReader reader, ReceiveMessageRequest request, ReadContext context)
    {
        List<Message>? messages = null;
        List<DamagedMessage>? damaged = null;
        byte[]? leased = null;
        BodyLease? lease = null;
        while (reader.Next())
        {
            if (!reader.Is("Messages"u8, "Message"u8))
            {
                reader.Skip();
                continue;
            }

            if (request.BodyFormat == MessageBodyFormat.LeasedUtf8 && lease is null)
            {
                // The reader goes on in this memory, so it may go back to the pool only with the response.
                leased = context.Answer.Detach();
                lease = new BodyLease(leased);
            }

            var (message, mismatches) = ReadMessage(ref reader, request.BodyFormat, new LeasedMemory(leased, lease), context);
            if (mismatches.Count == 0)
            {
                (messages ??= new(request.MaxNumberOfMessages ?? 1)).Add(message);
            }
            else
            {
                (damaged ??= []).Add(new DamagedMessage(message, mismatches));
            }
        }

        return new ReceiveMessageResponse
        {
            Messages = (IReadOnlyList<Message>?)messages ?? [],
            Damaged = (IReadOnlyList<DamagedMessage>?)damaged ?? [],
            Lease = lease,
            Metadata = context.Metadata,
        };
    }

    private static (Message Message, IReadOnlyList<ChecksumMismatch> Mismatches) ReadMessage(
        ref AnswerReader reader, MessageBodyFormat format, LeasedMemory leased, ReadContext context)
    {
        var parts = ReadParts(ref reader);
        var check = new DigestCheck(context);
        check.Body(reader.Bytes(parts.Body), parts.BodyDigest);
        check.ReceivedAttributes(parts.MessageAttributes, parts.AttributesDigest);
        var message = format switch
        {
            MessageBodyFormat.Text => parts.WithText(Encoding.UTF8.GetString(reader.Bytes(parts.Body)), check.State),
            MessageBodyFormat.Utf8 => parts.WithBytes(reader.Bytes(parts.Body).ToArray(), lease: null, check.State),
            _ => parts.WithBytes(leased.Memory.AsMemory(parts.Body.Start, parts.Body.Length), leased.Lease, check.State),
        };
        return (message, check.Mismatches);
    }

    private static Parts ReadParts(ref AnswerReader reader)
    {
        var parts = new Parts();
        Dictionary<MessageSystemAttributeName, string>? system = null;
        Dictionary<string, MessageAttributeValue>? attributes = null;
        while (reader.Next())
        {
            if (reader.Is("Body"u8))
            {
                parts.Body = reader.ReadContent();
            }
            else if (reader.Is("MessageId"u8))
            {
                parts.MessageId = reader.ReadString();
            }
            else if (reader.Is("ReceiptHandle"u8))
            {
                parts.ReceiptHandle = reader.ReadString();
            }
            else if (reader.Is("MD5OfBody"u8))
            {
                parts.BodyDigest = reader.ReadString();
            }
            else if (reader.Is("MD5OfMessageAttributes"u8))
            {
                parts.AttributesDigest = reader.ReadString();
            }
            else if (reader.Is("Attributes"u8, "Attribute"u8))
            {
                AttributeWire.ReadTexts(ref reader, system ??= [], static name => new MessageSystemAttributeName(name));
            }
            else if (reader.Is("MessageAttributes"u8, "MessageAttribute"u8))
            {
                AttributeWire.ReadMessageAttributes(ref reader, attributes ??= new(StringComparer.Ordinal));
            }
            else
            {
                reader.Skip();
            }
        }

        parts.Attributes = system ?? parts.Attributes;
        parts.MessageAttributes = attributes ?? parts.MessageAttributes;
        return parts;
    }

    /// <summary>The answer's own memory, when bodies are leased.</summary>
    private readonly record struct LeasedMemory(byte[]? Memory, BodyLease? Lease);

    /// <summary>A message whose body still stands in the answer.</summary>
    private struct Parts()
    {
        public string MessageId = "";
        public string ReceiptHandle = "";
        public string? BodyDigest;
        public string? AttributesDigest;
        public TextRange Body;
        public IReadOnlyDictionary<MessageSystemAttributeName, string> Attributes = EmptyDictionary<MessageSystemAttributeName, string>.Value;
        public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes = EmptyDictionary<string, MessageAttributeValue>.Value;

        public readonly Message WithText(string body, ChecksumState checksum) => new()
        {
            MessageId = MessageId,
            ReceiptHandle = ReceiptHandle,
            MD5OfBody = BodyDigest,
            Body = body,
            Attributes = Attributes,
            MD5OfMessageAttributes = AttributesDigest,
            MessageAttributes = MessageAttributes,
            Checksum = checksum,
        };

        public readonly Message WithBytes(ReadOnlyMemory<byte> body, BodyLease? lease, ChecksumState checksum) => new()
        {
            MessageId = MessageId,
            ReceiptHandle = ReceiptHandle,
            MD5OfBody = BodyDigest,
            BodyUtf8 = body,
            Lease = lease,
            Attributes = Attributes,
            MD5OfMessageAttributes = AttributesDigest,
            MessageAttributes = MessageAttributes,
            Checksum = checksum,
        };
    }
}
