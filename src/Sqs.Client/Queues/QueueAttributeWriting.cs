using System.Globalization;

namespace Sqs.Client;

/// <summary>The texts of typed attributes, as requests take them.</summary>
internal static class QueueAttributeWriting
{
    private const int MaxSources = 10;
    private const int MaxReceives = 1000;

    /// <summary>The attributes that can be set, checked.</summary>
    public static Dictionary<QueueAttributeName, string> Write(QueueAttributes attributes)
    {
        var settings = new Dictionary<QueueAttributeName, string>();
        Add(settings, QueueAttributeName.VisibilityTimeout, Seconds(attributes.VisibilityTimeout, nameof(attributes.VisibilityTimeout), QueueAttributeName.VisibilityTimeout));
        Add(settings, QueueAttributeName.DelaySeconds, Seconds(attributes.Delay, nameof(attributes.Delay), QueueAttributeName.DelaySeconds));
        Add(settings, QueueAttributeName.MessageRetentionPeriod, Seconds(attributes.MessageRetentionPeriod, nameof(attributes.MessageRetentionPeriod), QueueAttributeName.MessageRetentionPeriod));
        Add(settings, QueueAttributeName.ReceiveMessageWaitTimeSeconds, Seconds(attributes.ReceiveMessageWaitTime, nameof(attributes.ReceiveMessageWaitTime), QueueAttributeName.ReceiveMessageWaitTimeSeconds));
        Add(settings, QueueAttributeName.KmsDataKeyReusePeriodSeconds, Seconds(attributes.KmsDataKeyReusePeriod, nameof(attributes.KmsDataKeyReusePeriod), QueueAttributeName.KmsDataKeyReusePeriodSeconds));
        Add(settings, QueueAttributeName.MaximumMessageSize, Number(attributes.MaximumMessageSize, nameof(attributes.MaximumMessageSize), QueueAttributeName.MaximumMessageSize));
        Add(settings, QueueAttributeName.Policy, attributes.PolicyText);
        Add(settings, QueueAttributeName.RedrivePolicy, Redrive(attributes));
        Add(settings, QueueAttributeName.RedriveAllowPolicy, attributes.RedriveAllowPolicy is { } allow ? RedriveJson.Write(Checked(allow)) : null);
        Add(settings, QueueAttributeName.SqsManagedSseEnabled, Flag(attributes.SqsManagedSseEnabled));
        Add(settings, QueueAttributeName.KmsMasterKeyId, attributes.KmsMasterKeyId);

        // The service refuses FifoQueue = false: a standard queue does not have the attribute.
        Add(settings, QueueAttributeName.FifoQueue, attributes.FifoQueue is true ? "true" : null);
        Add(settings, QueueAttributeName.ContentBasedDeduplication, Flag(attributes.ContentBasedDeduplication));
        Add(settings, QueueAttributeName.DeduplicationScope, attributes.DeduplicationScope?.ToString());
        Add(settings, QueueAttributeName.FifoThroughputLimit, attributes.FifoThroughputLimit?.ToString());
        return settings;
    }

    /// <summary>All attributes that are there, unchecked, for comparing.</summary>
    public static IReadOnlyList<KeyValuePair<QueueAttributeName, object>> Everything(QueueAttributes attributes) =>
    [
        .. Some(QueueAttributeName.VisibilityTimeout, attributes.VisibilityTimeout),
        .. Some(QueueAttributeName.DelaySeconds, attributes.Delay),
        .. Some(QueueAttributeName.MessageRetentionPeriod, attributes.MessageRetentionPeriod),
        .. Some(QueueAttributeName.ReceiveMessageWaitTimeSeconds, attributes.ReceiveMessageWaitTime),
        .. Some(QueueAttributeName.MaximumMessageSize, attributes.MaximumMessageSize),
        .. Some(QueueAttributeName.Policy, attributes.PolicyText),
        .. Some(QueueAttributeName.RedrivePolicy, attributes.RemoveRedrivePolicy ? "" : attributes.RedrivePolicy),
        .. Some(QueueAttributeName.RedriveAllowPolicy, attributes.RedriveAllowPolicy),
        .. Some(QueueAttributeName.SqsManagedSseEnabled, attributes.SqsManagedSseEnabled),
        .. Some(QueueAttributeName.KmsMasterKeyId, attributes.KmsMasterKeyId),
        .. Some(QueueAttributeName.KmsDataKeyReusePeriodSeconds, attributes.KmsDataKeyReusePeriod),
        .. Some(QueueAttributeName.FifoQueue, attributes.FifoQueue),
        .. Some(QueueAttributeName.ContentBasedDeduplication, attributes.ContentBasedDeduplication),
        .. Some(QueueAttributeName.DeduplicationScope, attributes.DeduplicationScope),
        .. Some(QueueAttributeName.FifoThroughputLimit, attributes.FifoThroughputLimit),
        .. Some(QueueAttributeName.QueueArn, attributes.QueueArn),
        .. Some(QueueAttributeName.CreatedTimestamp, attributes.CreatedTimestamp),
        .. Some(QueueAttributeName.LastModifiedTimestamp, attributes.LastModifiedTimestamp),
        .. Some(QueueAttributeName.ApproximateNumberOfMessages, attributes.ApproximateNumberOfMessages),
        .. Some(QueueAttributeName.ApproximateNumberOfMessagesNotVisible, attributes.ApproximateNumberOfMessagesNotVisible),
        .. Some(QueueAttributeName.ApproximateNumberOfMessagesDelayed, attributes.ApproximateNumberOfMessagesDelayed),
        .. attributes.Others.Select(static other => KeyValuePair.Create(other.Key, (object)other.Value)),
    ];

    private static KeyValuePair<QueueAttributeName, object>[] Some(QueueAttributeName name, object? value) => value is null ? [] : [KeyValuePair.Create(name, value)];

    private static void Add(Dictionary<QueueAttributeName, string> settings, QueueAttributeName name, string? value)
    {
        if (value is not null)
        {
            settings.Add(name, value);
        }
    }

    private static string? Seconds(TimeSpan? time, string member, QueueAttributeName name)
    {
        if (time is { } value && value.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new SqsValidationException(member, "must be whole seconds; the service knows no fractions");
        }

        return Number((long?)time?.TotalSeconds, member, name);
    }

    private static string? Number(long? number, string member, QueueAttributeName name)
    {
        if (number is { } value && QueueAttributeRange.Of(name.Value) is { } range && !range.Holds(value))
        {
            throw new SqsValidationException(member, range.Rule);
        }

        return number?.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Flag(bool? flag) => flag switch
    {
        true => "true",
        false => "false",
        _ => null,
    };

    private static string? Redrive(QueueAttributes attributes)
    {
        if (attributes.RemoveRedrivePolicy)
        {
            return attributes.RedrivePolicy is null
                ? ""
                : throw new SqsValidationException(nameof(attributes.RemoveRedrivePolicy), "must not be true beside a RedrivePolicy");
        }

        return attributes.RedrivePolicy is { } policy
            ? RedriveJson.Write(policy.MaxReceiveCount is >= 1 and <= MaxReceives
                ? policy
                : throw new SqsValidationException($"{nameof(attributes.RedrivePolicy)}.{nameof(policy.MaxReceiveCount)}", "must be 1 to 1,000"))
            : null;
    }

    private static RedriveAllowPolicy Checked(RedriveAllowPolicy policy)
    {
        var count = policy.SourceQueues.Count;
        var rule = policy.Permission == RedrivePermission.ByQueue
            ? count is >= 1 and <= MaxSources ? null : "must name 1 to 10 queues with byQueue"
            : count == 0 ? null : "must be empty unless the permission is byQueue";
        return rule is null ? policy : throw new SqsValidationException($"{nameof(QueueAttributes.RedriveAllowPolicy)}.{nameof(policy.SourceQueues)}", rule);
    }
}
