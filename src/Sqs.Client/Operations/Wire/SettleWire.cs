using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>DeleteMessage, ChangeMessageVisibility and their batches on the wire.</summary>
internal static class SettleWire
{
    public static void Write(DeleteMessageRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("ReceiptHandle"u8, request.ReceiptHandle);
    }

    public static void Write(DeleteMessageBatchRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        for (var index = 0; index < request.Entries.Count; index++)
        {
            var mark = writer.Enter("DeleteMessageBatchRequestEntry"u8, index + 1);
            writer.Text("Id"u8, request.Entries[index].Id);
            writer.Text("ReceiptHandle"u8, request.Entries[index].ReceiptHandle);
            writer.Leave(mark);
        }
    }

    public static void Write(ChangeMessageVisibilityRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("ReceiptHandle"u8, request.ReceiptHandle);
        writer.Number("VisibilityTimeout"u8, request.VisibilityTimeout);
    }

    public static void Write(ChangeMessageVisibilityBatchRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        for (var index = 0; index < request.Entries.Count; index++)
        {
            var mark = writer.Enter("ChangeMessageVisibilityBatchRequestEntry"u8, index + 1);
            writer.Text("Id"u8, request.Entries[index].Id);
            writer.Text("ReceiptHandle"u8, request.Entries[index].ReceiptHandle);
            writer.Number("VisibilityTimeout"u8, request.Entries[index].VisibilityTimeout);
            writer.Leave(mark);
        }
    }

    public static DeleteMessageBatchResponse Read(ref QueryReader reader, DeleteMessageBatchRequest request, ReadContext context)
    {
        var (successful, failed) = ReadOutcome(ref reader, "DeleteMessageBatchResultEntry"u8, static id => new DeleteMessageBatchResultEntry { Id = id });
        return new DeleteMessageBatchResponse { Successful = successful, Failed = failed, Metadata = context.Metadata };
    }

    public static ChangeMessageVisibilityBatchResponse Read(ref QueryReader reader, ChangeMessageVisibilityBatchRequest request, ReadContext context)
    {
        var (successful, failed) = ReadOutcome(ref reader, "ChangeMessageVisibilityBatchResultEntry"u8, static id => new ChangeMessageVisibilityBatchResultEntry { Id = id });
        return new ChangeMessageVisibilityBatchResponse { Successful = successful, Failed = failed, Metadata = context.Metadata };
    }

    /// <summary>Reads an entry that failed; every batch has them in the same form.</summary>
    public static BatchResultErrorEntry ReadFailed(ref QueryReader reader)
    {
        var (id, code, message, isSendersFault) = ("", "", default(string), false);
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Id"u8))
            {
                id = reader.ReadString();
            }
            else if (name.SequenceEqual("Code"u8))
            {
                code = reader.ReadString();
            }
            else if (name.SequenceEqual("Message"u8))
            {
                message = reader.ReadString();
            }
            else if (name.SequenceEqual("SenderFault"u8))
            {
                isSendersFault = reader.ReadBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return new BatchResultErrorEntry { Id = id, Code = new SqsErrorCode(code), Message = message, SenderFault = isSendersFault };
    }

    private static (List<TEntry> Successful, List<BatchResultErrorEntry> Failed) ReadOutcome<TEntry>(
        ref QueryReader reader, ReadOnlySpan<byte> entryName, Func<string, TEntry> entryOf)
    {
        List<TEntry> successful = [];
        List<BatchResultErrorEntry> failed = [];
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual(entryName))
            {
                successful.Add(entryOf(ReadId(ref reader)));
            }
            else if (name.SequenceEqual("BatchResultErrorEntry"u8))
            {
                failed.Add(ReadFailed(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return (successful, failed);
    }

    private static string ReadId(ref QueryReader reader)
    {
        var id = "";
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Id"u8))
            {
                id = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        return id;
    }
}
