using System.Globalization;
using System.Text.Json;
using Sqs.Client.LocalServer.Access.Policies;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>The attributes of a queue by their names on the wire: how each is checked, set and read.</summary>
internal static class QueueAttributes
{
    /// <summary>Every name that GetQueueAttributes answers, in the order of its answer.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "Policy", "VisibilityTimeout", "MaximumMessageSize", "MessageRetentionPeriod", "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible", "CreatedTimestamp", "LastModifiedTimestamp", "QueueArn", "ApproximateNumberOfMessagesDelayed",
        "DelaySeconds", "ReceiveMessageWaitTimeSeconds", "RedrivePolicy", "FifoQueue", "ContentBasedDeduplication", "KmsMasterKeyId",
        "KmsDataKeyReusePeriodSeconds", "DeduplicationScope", "FifoThroughputLimit", "RedriveAllowPolicy", "SqsManagedSseEnabled",
    ];

    /// <summary>Sets one attribute after checking it; an unknown or a read-only name is InvalidAttributeName.</summary>
    public static QueueSettings With(this QueueSettings settings, string name, string value) => name switch
    {
        "DelaySeconds" => settings with { DelaySeconds = Number(name, value, 0, 900) },
        "MaximumMessageSize" => settings with { MaximumMessageSize = Number(name, value, 1_024, 1_048_576) },
        "MessageRetentionPeriod" => settings with { MessageRetentionPeriod = Number(name, value, 60, 1_209_600) },
        "ReceiveMessageWaitTimeSeconds" => settings with { ReceiveMessageWaitTimeSeconds = Number(name, value, 0, 20) },
        "VisibilityTimeout" => settings with { VisibilityTimeout = Number(name, value, 0, 43_200) },
        "Policy" when value.Length == 0 => settings with { Policy = null, Access = null },
        "Policy" => settings with { Policy = value, Access = Policy(name, value) },
        "RedrivePolicy" => settings with { Redrive = Redrive(value) },
        "RedriveAllowPolicy" => settings with { RedriveAllowPolicy = JsonObject(name, value) },
        "KmsMasterKeyId" => settings with { KmsMasterKeyId = value.Length == 0 ? null : value, SqsManagedSseEnabled = value.Length == 0 && settings.SqsManagedSseEnabled },
        "KmsDataKeyReusePeriodSeconds" => settings with { KmsDataKeyReusePeriodSeconds = Number(name, value, 60, 86_400) },
        "SqsManagedSseEnabled" => settings with { SqsManagedSseEnabled = Boolean(name, value) },
        "FifoQueue" when Boolean(name, value) => settings with { FifoQueue = true }, // a standard queue is one without the attribute
        "ContentBasedDeduplication" => settings with { ContentBasedDeduplication = OfFifo(settings, name) && Boolean(name, value) },
        "DeduplicationScope" when OfFifo(settings, name) => settings with { DeduplicationScope = OneOf(name, value, "queue", "messageGroup") },
        "FifoThroughputLimit" when OfFifo(settings, name) => settings with { FifoThroughputLimit = OneOf(name, value, "perQueue", "perMessageGroupId") },
        _ => throw SqsErrors.InvalidAttributeName(name),
    };

    /// <summary>The text of a settable attribute, or null when the queue has none.</summary>
    public static string? Read(this QueueSettings settings, string name) => name switch
    {
        "DelaySeconds" => Text(settings.DelaySeconds),
        "MaximumMessageSize" => Text(settings.MaximumMessageSize),
        "MessageRetentionPeriod" => Text(settings.MessageRetentionPeriod),
        "ReceiveMessageWaitTimeSeconds" => Text(settings.ReceiveMessageWaitTimeSeconds),
        "VisibilityTimeout" => Text(settings.VisibilityTimeout),
        "Policy" => settings.Policy,
        "RedrivePolicy" => settings.Redrive?.Json,
        "RedriveAllowPolicy" => settings.RedriveAllowPolicy,
        "KmsMasterKeyId" => settings.KmsMasterKeyId,
        "KmsDataKeyReusePeriodSeconds" => settings.KmsMasterKeyId is null ? null : Text(settings.KmsDataKeyReusePeriodSeconds),
        "SqsManagedSseEnabled" => Text(settings.SqsManagedSseEnabled),
        "FifoQueue" => settings.FifoQueue ? "true" : null,
        "ContentBasedDeduplication" => settings.FifoQueue ? Text(settings.ContentBasedDeduplication) : null,
        "DeduplicationScope" => settings.FifoQueue ? settings.DeduplicationScope : null,
        "FifoThroughputLimit" => settings.FifoQueue ? settings.FifoThroughputLimit : null,
        _ => null,
    };

    /// <summary>Throughput per group needs deduplication per group.</summary>
    public static QueueSettings Consistent(this QueueSettings settings) =>
        settings is { FifoThroughputLimit: "perMessageGroupId", DeduplicationScope: not "messageGroup" }
            ? throw SqsErrors.InvalidAttributeValue("FifoThroughputLimit")
            : settings;

    /// <summary>A policy speaks of its own queue and of no other.</summary>
    public static QueueSettings About(this QueueSettings settings, QueueIdentity queue) =>
        settings.Access is { } policy && !QueuePolicyRules.IsAbout(policy, queue.Arn)
            ? throw SqsErrors.InvalidAttributeValue("Policy", "A statement is about another queue.")
            : settings;

    private static AccessPolicy Policy(string name, string value)
    {
        try
        {
            return MessageCharacters.AreAllowed(value) ? QueuePolicyRules.Read(value) : throw SqsErrors.InvalidAttributeValue(name);
        }
        catch (FormatException wrong)
        {
            throw SqsErrors.InvalidAttributeValue(name, wrong.Message);
        }
    }

    private static bool OfFifo(QueueSettings settings, string name) => settings.FifoQueue ? true : throw SqsErrors.InvalidAttributeName(name);

    private static int Number(string name, string value, int lowest, int highest) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
            ? number
            : throw SqsErrors.InvalidAttributeValue(name);

    private static bool Boolean(string name, string value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) || (value.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : throw SqsErrors.InvalidAttributeValue(name));

    private static string OneOf(string name, string value, string first, string second) =>
        string.Equals(value, first, StringComparison.Ordinal) || string.Equals(value, second, StringComparison.Ordinal) ? value : throw SqsErrors.InvalidAttributeValue(name);

    /// <summary>An empty value takes the attribute away.</summary>
    private static RedrivePolicy? Redrive(string value) =>
        value.Length == 0 ? null
        : RedrivePolicy.TryRead(value, out var policy) ? policy
        : throw SqsErrors.InvalidValue("RedrivePolicy", value, "Amazon SQS can't create the redrive policy: it must be a JSON object with deadLetterTargetArn and a maxReceiveCount from 1 to 1000.");

    private static string? JsonObject(string name, string value)
    {
        if (value.Length == 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(value);
            if (document.RootElement.ValueKind is JsonValueKind.Object && MessageCharacters.AreAllowed(value))
            {
                return value;
            }
        }
        catch (JsonException)
        {
            // Not JSON: the same answer as for JSON of the wrong kind.
        }

        throw SqsErrors.InvalidAttributeValue(name);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
