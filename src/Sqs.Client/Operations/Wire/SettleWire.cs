using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>DeleteMessage, ChangeMessageVisibility and their batches on the wire.</summary>
internal static class SettleWire
{
    public static void Write(DeleteMessageRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("ReceiptHandle"u8, request.ReceiptHandle);
    }

    public static void Write(DeleteMessageBatchRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        var list = writer.BeginList("Entries"u8, "DeleteMessageBatchRequestEntry"u8);
        for (var index = 0; index < request.Entries.Count; index++)
        {
            var mark = writer.BeginItem(index + 1);
            writer.Text("Id"u8, request.Entries[index].Id);
            writer.Text("ReceiptHandle"u8, request.Entries[index].ReceiptHandle);
            writer.EndObject(mark);
        }

        writer.EndList(list);
    }

    public static void Write(ChangeMessageVisibilityRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("ReceiptHandle"u8, request.ReceiptHandle);
        writer.Number("VisibilityTimeout"u8, request.VisibilityTimeout);
    }

    public static void Write(ChangeMessageVisibilityBatchRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        var list = writer.BeginList("Entries"u8, "ChangeMessageVisibilityBatchRequestEntry"u8);
        for (var index = 0; index < request.Entries.Count; index++)
        {
            var mark = writer.BeginItem(index + 1);
            writer.Text("Id"u8, request.Entries[index].Id);
            writer.Text("ReceiptHandle"u8, request.Entries[index].ReceiptHandle);
            writer.Number("VisibilityTimeout"u8, request.Entries[index].VisibilityTimeout);
            writer.EndObject(mark);
        }

        writer.EndList(list);
    }

    public static DeleteMessageBatchResponse Read(ref AnswerReader reader, DeleteMessageBatchRequest request, ReadContext context)
    {
        var (successful, failed) = ReadOutcome(ref reader, "DeleteMessageBatchResultEntry"u8, static id => new DeleteMessageBatchResultEntry { Id = id });
        return new DeleteMessageBatchResponse { Successful = successful, Failed = failed, Metadata = context.Metadata };
    }

    public static ChangeMessageVisibilityBatchResponse Read(ref AnswerReader reader, ChangeMessageVisibilityBatchRequest request, ReadContext context)
    {
        var (successful, failed) = ReadOutcome(ref reader, "ChangeMessageVisibilityBatchResultEntry"u8, static id => new ChangeMessageVisibilityBatchResultEntry { Id = id });
        return new ChangeMessageVisibilityBatchResponse { Successful = successful, Failed = failed, Metadata = context.Metadata };
    }

    /// <summary>Reads an entry that failed; every batch has them in the same form.</summary>
    public static BatchResultErrorEntry ReadFailed(ref AnswerReader reader)
    {
        var (id, code, message, isSendersFault) = ("", "", default(string), false);
        while (reader.Next())
        {
            if (reader.Is("Id"u8))
            {
                id = reader.ReadString();
            }
            else if (reader.Is("Code"u8))
            {
                code = reader.ReadString();
            }
            else if (reader.Is("Message"u8))
            {
                message = reader.ReadString();
            }
            else if (reader.Is("SenderFault"u8))
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
        ref AnswerReader reader, ReadOnlySpan<byte> queryName, Func<string, TEntry> entryOf)
    {
        List<TEntry> successful = [];
        List<BatchResultErrorEntry> failed = [];
        while (reader.Next())
        {
            if (reader.Is("Successful"u8, queryName))
            {
                successful.Add(entryOf(ReadId(ref reader)));
            }
            else if (reader.Is("Failed"u8, "BatchResultErrorEntry"u8))
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

    private static string ReadId(ref AnswerReader reader)
    {
        var id = "";
        while (reader.Next())
        {
            if (reader.Is("Id"u8))
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
