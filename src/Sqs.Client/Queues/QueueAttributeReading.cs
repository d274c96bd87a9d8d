using System.Globalization;

namespace Sqs.Client;

/// <summary>Gives attributes their types, one by one; what is left at the end are the others.</summary>
internal sealed class QueueAttributeReading(IReadOnlyDictionary<QueueAttributeName, string> attributes)
{
    private readonly Dictionary<QueueAttributeName, string> _rest = new(attributes);

    public QueueAttributes Read()
    {
        var read = new QueueAttributes
        {
            VisibilityTimeout = Take(QueueAttributeName.VisibilityTimeout, Seconds),
            Delay = Take(QueueAttributeName.DelaySeconds, Seconds),
            MessageRetentionPeriod = Take(QueueAttributeName.MessageRetentionPeriod, Seconds),
            ReceiveMessageWaitTime = Take(QueueAttributeName.ReceiveMessageWaitTimeSeconds, Seconds),
            MaximumMessageSize = Take(QueueAttributeName.MaximumMessageSize, Size),
            PolicyText = Take(QueueAttributeName.Policy),
            RedrivePolicy = Take(QueueAttributeName.RedrivePolicy, RedriveJson.ReadPolicy),
            RedriveAllowPolicy = Take(QueueAttributeName.RedriveAllowPolicy, RedriveJson.ReadAllowPolicy),
            SqsManagedSseEnabled = Take(QueueAttributeName.SqsManagedSseEnabled, Flag),
            KmsMasterKeyId = Take(QueueAttributeName.KmsMasterKeyId),
            KmsDataKeyReusePeriod = Take(QueueAttributeName.KmsDataKeyReusePeriodSeconds, Seconds),
            FifoQueue = Take(QueueAttributeName.FifoQueue, Flag),
            ContentBasedDeduplication = Take(QueueAttributeName.ContentBasedDeduplication, Flag),
            DeduplicationScope = Take(QueueAttributeName.DeduplicationScope) is { } scope ? new DeduplicationScope(scope) : null,
            FifoThroughputLimit = Take(QueueAttributeName.FifoThroughputLimit) is { } limit ? new FifoThroughputLimit(limit) : null,
            QueueArn = Take(QueueAttributeName.QueueArn, static text => Arn.TryParse(text, out var arn) ? arn : null),
            CreatedTimestamp = Take(QueueAttributeName.CreatedTimestamp, Moment),
            LastModifiedTimestamp = Take(QueueAttributeName.LastModifiedTimestamp, Moment),
            ApproximateNumberOfMessages = Take(QueueAttributeName.ApproximateNumberOfMessages, Number),
            ApproximateNumberOfMessagesNotVisible = Take(QueueAttributeName.ApproximateNumberOfMessagesNotVisible, Number),
            ApproximateNumberOfMessagesDelayed = Take(QueueAttributeName.ApproximateNumberOfMessagesDelayed, Number),
        };
        return read with { Others = _rest };
    }

    private static TimeSpan? Seconds(string text) => Number(text) is <= int.MaxValue and var seconds ? TimeSpan.FromSeconds((double)seconds) : null;

    private static DateTimeOffset? Moment(string text) => Number(text) is <= 253_402_300_799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    private static int? Size(string text) => Number(text) is <= int.MaxValue and var size ? (int)size : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Flag(string text) => bool.TryParse(text, out var flag) ? flag : null;

    private T? Take<T>(QueueAttributeName name, Func<string, T?> read)
        where T : class
    {
        var value = _rest.TryGetValue(name, out var text) ? read(text) : null;
        _ = value is not null && _rest.Remove(name);
        return value;
    }

    private T? Take<T>(QueueAttributeName name, Func<string, T?> read)
        where T : struct
    {
        var value = _rest.TryGetValue(name, out var text) ? read(text) : null;
        _ = value is not null && _rest.Remove(name);
        return value;
    }

    private string? Take(QueueAttributeName name) => _rest.Remove(name, out var text) ? text : null;
}
