using System.Globalization;
using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>What Amazon S3 tells of the objects in a bucket: directly, through a topic of SNS, or through EventBridge.</summary>
/// <remarks>Source: "Event message structure" and "EventBridge event message structure" in the Amazon S3 User Guide.</remarks>
public sealed record S3Event
{
    /// <summary>What happened, one record for each object; empty in a test message.</summary>
    public IReadOnlyList<S3EventRecord> Records { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The test message that S3 sends when notifications of a bucket are set up; null in any other.</summary>
    public S3TestEvent? Test { get; init; }

    /// <summary>Reads the event in a message, also where it came through a topic of SNS or through EventBridge.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The event.</returns>
    /// <exception cref="NotificationFormatException">There is no such event in it.</exception>
    public static S3Event Read(Message message) => Parse(SnsLayer.Under(message).Content);

    /// <summary>Reads an event of S3 or an EventBridge event of S3.</summary>
    /// <param name="json">The event, UTF-8.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="NotificationFormatException">It is no such event.</exception>
    public static S3Event Parse(ReadOnlyMemory<byte> json)
    {
        var members = JsonMembers.Parse(json.Span);
        return EventBridgeEvent.Is(members) ? Of(EventBridgeEvent.From(members)) : From(members);
    }

    /// <summary>Takes the event of S3 out of an EventBridge event, as a single record.</summary>
    /// <param name="bridged">The EventBridge event.</param>
    /// <returns>The event.</returns>
    /// <exception cref="NotificationFormatException">Its source is not <c>aws.s3</c>, or its detail speaks of no object.</exception>
    public static S3Event Of(EventBridgeEvent bridged)
    {
        ArgumentNullException.ThrowIfNull(bridged);
        return bridged.Source == S3Reading.BridgeSource
            ? new S3Event { Records = [S3Reading.Bridged(bridged)] }
            : throw new NotificationFormatException("source", $"must be {S3Reading.BridgeSource}");
    }

    internal static bool Is(JsonMembers members) => S3Reading.IsTest(members) || S3Reading.IsRecords(members);

    internal static S3Event From(JsonMembers members) => S3Reading.IsTest(members)
        ? new S3Event { Test = S3Reading.Test(members) }
        : new S3Event { Records = [.. members.Objects("Records").Select(S3Reading.Record)] };

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append(CultureInfo.InvariantCulture, $"Records = {Records.Count}, Test = {Test}");
        return true;
    }
}

/// <summary>The test message that S3 sends when notifications of a bucket are set up.</summary>
/// <param name="Bucket">The name of the bucket.</param>
/// <param name="Time">When it was sent, in UTC.</param>
public sealed record S3TestEvent(string Bucket, DateTimeOffset Time);
