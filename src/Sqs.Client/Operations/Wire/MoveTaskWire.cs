using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>The actions on message move tasks, on the wire.</summary>
internal static class MoveTaskWire
{
    public static void Write(StartMessageMoveTaskRequest request, IRequestWriter writer)
    {
        writer.Text("SourceArn"u8, request.SourceArn);
        writer.Text("DestinationArn"u8, request.DestinationArn);
        writer.Number("MaxNumberOfMessagesPerSecond"u8, request.MaxNumberOfMessagesPerSecond);
    }

    public static void Write(CancelMessageMoveTaskRequest request, IRequestWriter writer) => writer.Text("TaskHandle"u8, request.TaskHandle);

    public static void Write(ListMessageMoveTasksRequest request, IRequestWriter writer)
    {
        writer.Text("SourceArn"u8, request.SourceArn);
        writer.Number("MaxResults"u8, request.MaxResults);
    }

    public static StartMessageMoveTaskResponse Read(ref AnswerReader reader, StartMessageMoveTaskRequest request, ReadContext context)
    {
        var handle = "";
        while (reader.Next())
        {
            if (reader.Is("TaskHandle"u8))
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

    public static CancelMessageMoveTaskResponse Read(ref AnswerReader reader, CancelMessageMoveTaskRequest request, ReadContext context)
    {
        var moved = 0L;
        while (reader.Next())
        {
            if (reader.Is("ApproximateNumberOfMessagesMoved"u8))
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

    public static ListMessageMoveTasksResponse Read(ref AnswerReader reader, ListMessageMoveTasksRequest request, ReadContext context)
    {
        List<ListMessageMoveTasksResultEntry> results = [];
        while (reader.Next())
        {
            if (reader.Is("Results"u8, "ListMessageMoveTasksResultEntry"u8))
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

    private static ListMessageMoveTasksResultEntry ReadTask(ref AnswerReader reader)
    {
        string? handle = null, destination = null, failure = null;
        var (status, source, moved, started) = ("", "", 0L, 0L);
        int? rate = null;
        long? toMove = null;
        while (reader.Next())
        {
            if (reader.Is("TaskHandle"u8))
            {
                handle = reader.ReadString();
            }
            else if (reader.Is("Status"u8))
            {
                status = reader.ReadString();
            }
            else if (reader.Is("SourceArn"u8))
            {
                source = reader.ReadString();
            }
            else if (reader.Is("DestinationArn"u8))
            {
                destination = reader.ReadString();
            }
            else if (reader.Is("MaxNumberOfMessagesPerSecond"u8))
            {
                rate = reader.ReadInt32();
            }
            else if (reader.Is("ApproximateNumberOfMessagesMoved"u8))
            {
                moved = reader.ReadInt64();
            }
            else if (reader.Is("ApproximateNumberOfMessagesToMove"u8))
            {
                toMove = reader.ReadInt64();
            }
            else if (reader.Is("FailureReason"u8))
            {
                failure = reader.ReadString();
            }
            else if (reader.Is("StartedTimestamp"u8))
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
