using System.Globalization;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>The system attributes of a received message, by their names on the wire. Times are milliseconds.</summary>
internal static class SystemAttributes
{
    private static readonly string[] Names =
    [
        "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp", "SequenceNumber", "MessageDeduplicationId",
        "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn",
    ];

    public static void Check(IEnumerable<string> asked)
    {
        foreach (var name in asked)
        {
            if (name is not "All" && !Names.Contains(name, StringComparer.Ordinal))
            {
                throw SqsErrors.InvalidAttributeName(name);
            }
        }
    }

    /// <summary>What was asked for, as far as the message has it.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ReceivedMessage message, string[] asked)
    {
        var all = asked.Contains("All", StringComparer.Ordinal);
        var found = new List<KeyValuePair<string, string>>();
        foreach (var name in Names)
        {
            if ((all || asked.Contains(name, StringComparer.Ordinal)) && Read(message, name) is { } value)
            {
                found.Add(KeyValuePair.Create(name, value));
            }
        }

        return found;
    }

    private static string? Read(ReceivedMessage message, string name) => name switch
    {
        "SenderId" => message.Content.SenderId,
        "SentTimestamp" => Text(message.SentAt.ToUnixTimeMilliseconds()),
        "ApproximateReceiveCount" => Text(message.ReceiveCount),
        "ApproximateFirstReceiveTimestamp" => Text(message.FirstReceivedAt.ToUnixTimeMilliseconds()),
        "SequenceNumber" => message.SequenceNumber,
        "MessageDeduplicationId" => message.Content.DeduplicationId,
        "MessageGroupId" => message.Content.GroupId,
        "AWSTraceHeader" => message.Content.TraceHeader,
        "DeadLetterQueueSourceArn" => message.DeadLetterSourceArn,
        _ => null,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
