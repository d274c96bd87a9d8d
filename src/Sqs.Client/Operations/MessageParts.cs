namespace Sqs.Client.Operations;

/// <summary>What a message sent alone and a message of a batch have in common.</summary>
internal readonly struct MessageParts
{
    public MessageParts(SendMessageRequest request)
    {
        Body = request.MessageBody;
        DelaySeconds = request.DelaySeconds;
        Attributes = request.MessageAttributes;
        SystemAttributes = request.MessageSystemAttributes;
        DeduplicationId = request.MessageDeduplicationId;
        GroupId = request.MessageGroupId;
    }

    public MessageParts(SendMessageBatchRequestEntry entry)
    {
        Body = entry.MessageBody;
        DelaySeconds = entry.DelaySeconds;
        Attributes = entry.MessageAttributes;
        SystemAttributes = entry.MessageSystemAttributes;
        DeduplicationId = entry.MessageDeduplicationId;
        GroupId = entry.MessageGroupId;
    }

    public MessageBody Body { get; }

    public int? DelaySeconds { get; }

    public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; }

    public IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> SystemAttributes { get; }

    public string? DeduplicationId { get; }

    public string? GroupId { get; }
}
