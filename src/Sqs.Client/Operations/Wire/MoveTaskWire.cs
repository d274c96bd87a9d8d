using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>The actions on message move tasks, on the wire.</summary>
internal static class MoveTaskWire
{
    public static void Write(StartMessageMoveTaskRequest request, QueryWriter writer)
    {
        writer.Text("SourceArn"u8, request.SourceArn);
        writer.Text("DestinationArn"u8, request.DestinationArn);
        writer.Number("MaxNumberOfMessagesPerSecond"u8, request.MaxNumberOfMessagesPerSecond);
    }

    public static void Write(CancelMessageMoveTaskRequest request, QueryWriter writer) => writer.Text("TaskHandle"u8, request.TaskHandle);

    public static void Write(ListMessageMoveTasksRequest request, QueryWriter writer)
    {
        writer.Text("SourceArn"u8, request.SourceArn);
        writer.Number("MaxResults"u8, request.MaxResults);
    }

    public static StartMessageMoveTaskResponse Read(ref QueryReader reader, StartMessageMoveTaskRequest request, ReadContext context)
    {
        var handle = "";
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("TaskHandle"u8))
            {
                handle = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { TaskHandle = handle, Metadata = context.Metadata };
    }

    public static CancelMessageMoveTaskResponse Read(ref QueryReader reader, CancelMessageMoveTaskRequest request, ReadContext context)
    {
        var moved = 0L;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("ApproximateNumberOfMessagesMoved"u8))
            {
                moved = reader.ReadInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { ApproximateNumberOfMessagesMoved = moved, Metadata = context.Metadata };
    }

    public static ListMessageMoveTasksResponse Read(ref QueryReader reader, ListMessageMoveTasksRequest request, ReadContext context)
    {
        List<ListMessageMoveTasksResultEntry> results = [];
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("ListMessageMoveTasksResultEntry"u8))
            {
                results.Add(ReadTask(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { Results = results, Metadata = context.Metadata };
    }

    private static ListMessageMoveTasksResultEntry ReadTask(ref QueryReader reader)
    {
        string? handle = null, destination = null, failure = null;
        var (status, source, moved, started) = ("", "", 0L, 0L);
        int? rate = null;
        long? toMove = null;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("TaskHandle"u8))
            {
                handle = reader.ReadString();
            }
            else if (name.SequenceEqual("Status"u8))
            {
                status = reader.ReadString();
            }
            else if (name.SequenceEqual("SourceArn"u8))
            {
                source = reader.ReadString();
            }
            else if (name.SequenceEqual("DestinationArn"u8))
            {
                destination = reader.ReadString();
            }
            else if (name.SequenceEqual("MaxNumberOfMessagesPerSecond"u8))
            {
                rate = reader.ReadInt32();
            }
            else if (name.SequenceEqual("ApproximateNumberOfMessagesMoved"u8))
            {
                moved = reader.ReadInt64();
            }
            else if (name.SequenceEqual("ApproximateNumberOfMessagesToMove"u8))
            {
                toMove = reader.ReadInt64();
            }
            else if (name.SequenceEqual("FailureReason"u8))
            {
                failure = reader.ReadString();
            }
            else if (name.SequenceEqual("StartedTimestamp"u8))
            {
                started = reader.ReadInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        return new()
        {
            TaskHandle = handle,
            Status = new MessageMoveTaskStatus(status),
            SourceArn = source,
            DestinationArn = destination,
            MaxNumberOfMessagesPerSecond = rate,
            ApproximateNumberOfMessagesMoved = moved,
            ApproximateNumberOfMessagesToMove = toMove,
            FailureReason = failure,
            StartedTimestamp = started,
        };
    }
}
