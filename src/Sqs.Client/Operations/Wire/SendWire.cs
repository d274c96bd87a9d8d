using System.Text;
using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>SendMessage and SendMessageBatch on the wire.</summary>
internal static class SendWire
{
    public static void Write(SendMessageRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        Write(new MessageParts(request), writer);
    }

    public static void Write(SendMessageBatchRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        var list = writer.BeginList("Entries"u8, "SendMessageBatchRequestEntry"u8);
        for (var index = 0; index < request.Entries.Count; index++)
        {
            var mark = writer.BeginItem(index + 1);
            writer.Text("Id"u8, request.Entries[index].Id);
            Write(new MessageParts(request.Entries[index]), writer);
            writer.EndObject(mark);
        }

        writer.EndList(list);
    }

    public static SendMessageResponse Read(ref AnswerReader reader, SendMessageRequest request, ReadContext context)
    {
        var stored = ReadStored(ref reader, []);
        var check = Compare(stored, new MessageParts(request), context);
        return new SendMessageResponse
        {
            MessageId = stored.MessageId,
            MD5OfMessageBody = stored.Body,
            MD5OfMessageAttributes = stored.Attributes,
            MD5OfMessageSystemAttributes = stored.SystemAttributes,
            SequenceNumber = stored.SequenceNumber,
            Checksum = check.State,
            Mismatches = check.Mismatches,
            Metadata = context.Metadata,
        };
    }

    public static SendMessageBatchResponse Read(ref AnswerReader reader, SendMessageBatchRequest request, ReadContext context)
    {
        List<SendMessageBatchResultEntry>? successful = null;
        List<DoubtfulBatchEntry>? doubtful = null;
        List<BatchResultErrorEntry>? failed = null;
        while (reader.Next())
        {
            if (reader.Is("Successful"u8, "SendMessageBatchResultEntry"u8))
            {
                var (entry, mismatches) = Compare(ReadStored(ref reader, request.Entries), request, context);
                if (mismatches.Count == 0)
                {
                    (successful ??= new(request.Entries.Count)).Add(entry);
                }
                else
                {
                    (doubtful ??= []).Add(new DoubtfulBatchEntry(entry, mismatches));
                }
            }
            else if (reader.Is("Failed"u8, "BatchResultErrorEntry"u8))
            {
                (failed ??= []).Add(SettleWire.ReadFailed(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return new SendMessageBatchResponse
        {
            Successful = (IReadOnlyList<SendMessageBatchResultEntry>?)successful ?? [],
            Doubtful = (IReadOnlyList<DoubtfulBatchEntry>?)doubtful ?? [],
            Failed = (IReadOnlyList<BatchResultErrorEntry>?)failed ?? [],
            Metadata = context.Metadata,
        };
    }

    private static void Write(in MessageParts message, IRequestWriter writer)
    {
        writer.Body("MessageBody"u8, message.Body);
        writer.Number("DelaySeconds"u8, message.DelaySeconds);
        writer.Text("MessageDeduplicationId"u8, message.DeduplicationId);
        writer.Text("MessageGroupId"u8, message.GroupId);
        AttributeWire.Write(writer, message.Attributes);
        AttributeWire.Write(writer, message.SystemAttributes);
    }

    private static (SendMessageBatchResultEntry Entry, IReadOnlyList<ChecksumMismatch> Mismatches) Compare(
        Stored stored, SendMessageBatchRequest request, ReadContext context)
    {
        var check = Find(request, stored.Id) is { } sent
            ? Compare(stored, new MessageParts(sent), context)
            : DigestCheck.OfNothingSent(context);
        var entry = new SendMessageBatchResultEntry
        {
            Id = stored.Id,
            MessageId = stored.MessageId,
            MD5OfMessageBody = stored.Body,
            MD5OfMessageAttributes = stored.Attributes,
            MD5OfMessageSystemAttributes = stored.SystemAttributes,
            SequenceNumber = stored.SequenceNumber,
            Checksum = check.State,
        };
        return (entry, check.Mismatches);
    }

    private static DigestCheck Compare(Stored stored, in MessageParts sent, ReadContext context)
    {
        var check = new DigestCheck(context);
        check.Body(sent.Body, stored.Body);
        check.SentAttributes(sent.Attributes, stored.Attributes);
        check.SentAttributes(sent.SystemAttributes, stored.SystemAttributes);
        return check;
    }

    private static SendMessageBatchRequestEntry? Find(SendMessageBatchRequest request, string id)
    {
        for (var index = 0; index < request.Entries.Count; index++)
        {
            if (string.Equals(request.Entries[index].Id, id, StringComparison.Ordinal))
            {
                return request.Entries[index];
            }
        }

        return null;
    }

    private static Stored ReadStored(ref AnswerReader reader, IReadOnlyList<SendMessageBatchRequestEntry> sent)
    {
        var stored = new Stored { Id = "", MessageId = "" };
        while (reader.Next())
        {
            if (reader.Is("MessageId"u8))
            {
                stored.MessageId = reader.ReadString();
            }
            else if (reader.Is("MD5OfMessageBody"u8))
            {
                stored.Body = reader.ReadString();
            }
            else if (reader.Is("MD5OfMessageAttributes"u8))
            {
                stored.Attributes = reader.ReadString();
            }
            else if (reader.Is("MD5OfMessageSystemAttributes"u8))
            {
                stored.SystemAttributes = reader.ReadString();
            }
            else if (reader.Is("SequenceNumber"u8))
            {
                stored.SequenceNumber = reader.ReadString();
            }
            else if (reader.Is("Id"u8))
            {
                stored.Id = IdOf(reader.ReadTrimmed(), sent);
            }
            else
            {
                reader.Skip();
            }
        }

        return stored;
    }

    /// <summary>The id as a text: the one that was sent, when it is one of those.</summary>
    private static string IdOf(ReadOnlySpan<byte> id, IReadOnlyList<SendMessageBatchRequestEntry> sent)
    {
        for (var index = 0; index < sent.Count; index++)
        {
            if (Ascii.Equals(id, sent[index].Id))
            {
                return sent[index].Id;
            }
        }

        return Encoding.UTF8.GetString(id);
    }

    /// <summary>What the service says of a stored message, alone or in a batch.</summary>
    private struct Stored
    {
        public string Id;
        public string MessageId;
        public string? Body;
        public string? Attributes;
        public string? SystemAttributes;
        public string? SequenceNumber;
    }
}
