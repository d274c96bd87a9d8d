using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>What happened to one object of a bucket.</summary>
/// <remarks>
/// Source: "Event message structure" and "EventBridge event message structure" in the Amazon S3 User Guide. S3 may tell the same thing more than once and
/// in any order; <see cref="CompareOrder"/> tells which of two came later. Keys and raw members are printed by no <c>ToString</c>.
/// </remarks>
public sealed record S3EventRecord
{
    /// <summary>The version of the structure: <c>2.1</c> to <c>2.3</c> from S3 itself, that of the detail from EventBridge.</summary>
    public string EventVersion { get; init; } = "";

    /// <summary>What happened: <c>ObjectCreated:Put</c> from S3 itself, <c>Object Created</c> from EventBridge; open to new ones.</summary>
    public required string EventName { get; init; }

    /// <summary>True when an object was created, whoever told it.</summary>
    public bool IsObjectCreated => Begins("ObjectCreated:", "Object Created");

    /// <summary>True when an object was deleted by a request, or a delete marker made by one, whoever told it; from EventBridge also by the lifecycle.</summary>
    public bool IsObjectRemoved => Begins("ObjectRemoved:", "Object Deleted");

    /// <summary>When S3 had finished the request, in UTC.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The region of the bucket.</summary>
    public string AwsRegion { get; init; } = "";

    /// <summary>The name of the bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>The ARN of the bucket; null where the event names none.</summary>
    public string? BucketArn { get; init; }

    /// <summary>The key of the object, as a request of S3 takes it.</summary>
    public required string Key { get; init; }

    /// <summary>The key as it stands in the event: S3 itself encodes it like a form (<c>red+flower.jpg</c>), EventBridge does not.</summary>
    public required string RawKey { get; init; }

    /// <summary>The size in bytes; null where the event names none, as when an object is deleted.</summary>
    public long? Size { get; init; }

    /// <summary>The entity tag, without quotes; null where the event names none.</summary>
    public string? ETag { get; init; }

    /// <summary>The version of the object; null in a bucket without versions.</summary>
    public string? VersionId { get; init; }

    /// <summary>The place among the events of one key, hexadecimal; null where the event names none.</summary>
    public string? Sequencer { get; init; }

    /// <summary>The id of the notification configuration of the bucket; null from EventBridge.</summary>
    public string? ConfigurationId { get; init; }

    /// <summary>Who did it: a principal id from S3 itself, an account or a service from EventBridge; null where the event does not say.</summary>
    public string? Requester { get; init; }

    /// <summary>The address of who did it; null where the event names none.</summary>
    public string? SourceIPAddress { get; init; }

    /// <summary>The id of the request that did it, for AWS support; null where the event names none.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// The members that only some events have, as JSON by name: <c>glacierEventData</c>, <c>restoreEventData</c>, <c>lifecycleEventData</c>,
    /// <c>intelligentTieringEventData</c>, <c>replicationEventData</c> and what else ends so. From EventBridge they stand in <see cref="Json"/>.
    /// </summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> EventData { get; init => field = Given.NotNull(value); } = ReadOnlyDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>The whole record as it stands in the event, UTF-8; from EventBridge the detail.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Tells which of two events of one object came later.</summary>
    /// <param name="other">The other event.</param>
    /// <returns>Less than 0 when this one came first, 0 for the same event, more than 0 when the other came first; null for different keys or without sequencers.</returns>
    public int? CompareOrder(S3EventRecord other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Sequencer is null || other.Sequencer is null || Key != other.Key || BucketName != other.BucketName)
        {
            return null;
        }

        // The guide: pad the shorter one on the right with zeros, then compare as text.
        var length = Math.Max(Sequencer.Length, other.Sequencer.Length);
        return string.Compare(Sequencer.PadRight(length, '0'), other.Sequencer.PadRight(length, '0'), StringComparison.OrdinalIgnoreCase);
    }

    private bool Begins(string direct, string bridged) => EventName.StartsWith(direct, StringComparison.Ordinal) || EventName == bridged;

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append(CultureInfo.InvariantCulture, $"EventName = {EventName}, EventTime = {EventTime:O}, BucketName = {BucketName}, Size = {Size}, Sequencer = {Sequencer}");
        return true;
    }
}
