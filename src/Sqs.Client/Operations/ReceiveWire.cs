using System.Text;
using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>ReceiveMessage on the wire.</summary>
internal static class ReceiveWire
{
    public static void Write(ReceiveMessageRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, "AttributeName"u8, request.AttributeNames);
        AttributeWire.Write(writer, "MessageSystemAttributeName"u8, request.MessageSystemAttributeNames);
        AttributeWire.Write(writer, "MessageAttributeName"u8, request.MessageAttributeNames);
        writer.Number("MaxNumberOfMessages"u8, request.MaxNumberOfMessages);
        writer.Number("VisibilityTimeout"u8, request.VisibilityTimeout);
        writer.Number("WaitTimeSeconds"u8, request.WaitTimeSeconds);
        writer.Text("ReceiveRequestAttemptId"u8, request.ReceiveRequestAttemptId);
    }

    public static ReceiveMessageResponse Read(ref QueryReader reader, ReceiveMessageRequest request, ReadContext context)
    {
        List<Arrived> arrived = [];
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Message"u8))
            {
                arrived.Add(ReadMessage(ref reader, context));
            }
            else
            {
                reader.Skip();
            }
        }

        return arrived.Count == 0
            ? new ReceiveMessageResponse { Metadata = context.Metadata }
            : Deliver(arrived, new BodyMaker(request.BodyFormat, arrived, context.Answer), context);
    }

    private static ReceiveMessageResponse Deliver(List<Arrived> arrived, BodyMaker bodies, ReadContext context)
    {
        var messages = new List<Message>(arrived.Count);
        List<DamagedMessage> damaged = [];
        foreach (var one in arrived)
        {
            var message = bodies.Complete(one);
            if (one.Mismatches.Count == 0)
            {
                messages.Add(message);
            }
            else
            {
                damaged.Add(new DamagedMessage(message, one.Mismatches));
            }
        }

        return new ReceiveMessageResponse { Messages = messages, Damaged = damaged, Lease = bodies.Lease, Metadata = context.Metadata };
    }

    private static Arrived ReadMessage(ref QueryReader reader, ReadContext context)
    {
        var (id, handle, body) = ("", "", default(TextRange));
        string? bodyDigest = null, attributesDigest = null;
        Dictionary<MessageSystemAttributeName, string>? system = null;
        Dictionary<string, MessageAttributeValue>? attributes = null;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Body"u8))
            {
                body = reader.ReadContent();
            }
            else if (name.SequenceEqual("MessageId"u8))
            {
                id = reader.ReadString();
            }
            else if (name.SequenceEqual("ReceiptHandle"u8))
            {
                handle = reader.ReadString();
            }
            else if (name.SequenceEqual("MD5OfBody"u8))
            {
                bodyDigest = reader.ReadString();
            }
            else if (name.SequenceEqual("MD5OfMessageAttributes"u8))
            {
                attributesDigest = reader.ReadString();
            }
            else if (name.SequenceEqual("Attribute"u8))
            {
                var (key, value) = AttributeWire.ReadPair(ref reader);
                (system ??= [])[key] = value;
            }
            else if (name.SequenceEqual("MessageAttribute"u8))
            {
                var (key, value) = AttributeWire.ReadMessageAttribute(ref reader);
                (attributes ??= new(StringComparer.Ordinal))[key] = value;
            }
            else
            {
                reader.Skip();
            }
        }

        var returned = attributes ?? EmptyDictionary<string, MessageAttributeValue>.Value;
        var check = new DigestCheck(context);
        check.Body(reader.Bytes(body), bodyDigest);
        check.ReceivedAttributes(returned, attributesDigest);
        var message = new Message
        {
            MessageId = id,
            ReceiptHandle = handle,
            MD5OfBody = bodyDigest,
            Attributes = system ?? EmptyDictionary<MessageSystemAttributeName, string>.Value,
            MD5OfMessageAttributes = attributesDigest,
            MessageAttributes = returned,
            Checksum = check.State,
        };
        return new Arrived(message, body, check.Mismatches);
    }

    /// <summary>A message whose body still stands in the answer.</summary>
    private readonly record struct Arrived(Message Message, TextRange Body, IReadOnlyList<ChecksumMismatch> Mismatches);

    /// <summary>Gives messages their bodies: strings, slices of one array for all of them, or slices of the answer itself.</summary>
    private sealed class BodyMaker
    {
        private readonly ByteBuffer _answer;
        private readonly byte[]? _bytes;
        private int _used;

        public BodyMaker(MessageBodyFormat format, List<Arrived> arrived, ByteBuffer answer)
        {
            _answer = answer;
            switch (format)
            {
                case MessageBodyFormat.Text:
                    break;
                case MessageBodyFormat.Utf8:
                    _bytes = new byte[arrived.Sum(static one => one.Body.Length)];
                    break;
                default:
                    _bytes = answer.Detach();
                    Lease = new BodyLease(_bytes);
                    break;
            }
        }

        public BodyLease? Lease { get; }

        public Message Complete(in Arrived arrived)
        {
            var (start, length) = arrived.Body;
            if (_bytes is null)
            {
                return arrived.Message with { Body = Encoding.UTF8.GetString(_answer.Written.Slice(start, length)) };
            }

            if (Lease is not null)
            {
                return arrived.Message with { BodyUtf8 = _bytes.AsMemory(start, length), Lease = Lease };
            }

            var body = _bytes.AsMemory(_used, length);
            _answer.Written.Slice(start, length).CopyTo(body.Span);
            _used += length;
            return arrived.Message with { BodyUtf8 = body };
        }
    }
}
