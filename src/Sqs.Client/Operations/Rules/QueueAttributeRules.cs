using System.Globalization;
using System.Text;

namespace Sqs.Client.Operations;

/// <summary>
/// What the service asks of the values of the queue attributes that are known today (CreateQueue and SetQueueAttributes in the Amazon SQS API
/// Reference). Other names go through: the service adds new ones.
/// </summary>
internal static class QueueAttributeRules
{
    private const int MaxPolicyBytes = 8192;

    private static readonly MemberPath Path = new(nameof(SetQueueAttributesRequest.Attributes));

    /// <summary>The attributes of a new queue, which must agree with its name.</summary>
    public static void CheckNew(IReadOnlyDictionary<QueueAttributeName, string> attributes, string queueName)
    {
        var isFifo = QueueRules.IsFifo(queueName);
        Check(attributes, isFifo);
        var asksForFifo = attributes.TryGetValue(QueueAttributeName.FifoQueue, out var value) && IsTrue(value);
        if (asksForFifo && !isFifo)
        {
            throw new MemberPath(nameof(CreateQueueRequest.QueueName)).Refusal("must end in .fifo, because the attribute FifoQueue is true");
        }

        if (isFifo && !asksForFifo)
        {
            throw Path.At(QueueAttributeName.FifoQueue.Value).Refusal("must be true, because the name of the queue ends in .fifo");
        }
    }

    /// <summary>The attributes of a queue that exists, whose type stays what it is.</summary>
    public static void CheckChange(IReadOnlyDictionary<QueueAttributeName, string> attributes, string queueUrl)
    {
        var isFifo = QueueUrls.IsFifo(queueUrl);
        Check(attributes, isFifo);
        if (attributes.TryGetValue(QueueAttributeName.FifoQueue, out var value) && IsTrue(value) != isFifo)
        {
            throw Path.At(QueueAttributeName.FifoQueue.Value).Refusal("the type of a queue cannot be changed");
        }
    }

    private static void Check(IReadOnlyDictionary<QueueAttributeName, string> attributes, bool isFifo)
    {
        MapCheck.Each(attributes, Path, static (name, value, map) => CheckValue(name.Value ?? "", value, map.At(name.Value)));
        if (!isFifo)
        {
            FifoOnly(QueueAttributeName.ContentBasedDeduplication, attributes);
            FifoOnly(QueueAttributeName.DeduplicationScope, attributes);
            FifoOnly(QueueAttributeName.FifoThroughputLimit, attributes);
        }

        if (attributes.TryGetValue(QueueAttributeName.FifoThroughputLimit, out var limit) && limit is "perMessageGroupId"
            && attributes.TryGetValue(QueueAttributeName.DeduplicationScope, out var scope) && scope is "queue")
        {
            throw Path.At(QueueAttributeName.FifoThroughputLimit.Value).Refusal("perMessageGroupId goes only with the DeduplicationScope messageGroup");
        }
    }

    private static void FifoOnly(QueueAttributeName name, IReadOnlyDictionary<QueueAttributeName, string> attributes)
    {
        if (attributes.ContainsKey(name))
        {
            throw Path.At(name.Value).Refusal("is for FIFO queues only, whose name ends in .fifo");
        }
    }

    private static void CheckValue(string name, string value, MemberPath path)
    {
        TextRules.NotEmpty(name, path);
        path.NotNull(value);
        if (QueueAttributeRange.Of(name) is { } range)
        {
            Number(value, range, path);
        }

        switch (name)
        {
            case "FifoQueue" or "ContentBasedDeduplication" or "SqsManagedSseEnabled":
                OneOf(IsTrue(value) || value.Equals("false", StringComparison.OrdinalIgnoreCase), "true or false", path);
                break;
            case "DeduplicationScope":
                OneOf(value is "messageGroup" or "queue", "messageGroup or queue", path);
                break;
            case "FifoThroughputLimit":
                OneOf(value is "perQueue" or "perMessageGroupId", "perQueue or perMessageGroupId", path);
                break;
            case "Policy" when Encoding.UTF8.GetByteCount(value) > MaxPolicyBytes:
                throw path.Refusal("a policy has at most 8,192 bytes");
        }
    }

    private static void Number(string value, QueueAttributeRange range, MemberPath path)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || !range.Holds(number))
        {
            throw path.Refusal($"{range.Rule}, in decimal digits alone");
        }
    }

    private static void OneOf(bool isOne, string values, MemberPath path)
    {
        if (!isOne)
        {
            throw path.Refusal($"must be {values}");
        }
    }

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
