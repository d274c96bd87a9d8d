namespace Sqs.Client.Operations;

/// <summary>What the service asks of a message, sent alone or in a batch.</summary>
internal static class MessageRules
{
    private const int MaxDelay = 900;

    /// <summary>Refuses the message, or tells how many bytes it has for the service.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isFifo">True when it goes to a FIFO queue.</param>
    /// <param name="entry">Its place in a batch; -1 when it is sent alone.</param>
    public static long Check(in MessageParts message, bool isFifo, int entry = -1)
    {
        var body = new MemberPath(nameof(SendMessageRequest.MessageBody), entry);
        CheckBody(message.Body, body);
        CheckDelay(message.DelaySeconds, isFifo, body with { Member = nameof(SendMessageRequest.DelaySeconds) });
        AttributeRules.Check(message.Attributes, body with { Member = nameof(SendMessageRequest.MessageAttributes) });
        AttributeRules.CheckSystem(message.SystemAttributes, body with { Member = nameof(SendMessageRequest.MessageSystemAttributes) });
        CheckGroup(message.GroupId, isFifo, body with { Member = nameof(SendMessageRequest.MessageGroupId) });
        CheckDeduplication(message.DeduplicationId, isFifo, body with { Member = nameof(SendMessageRequest.MessageDeduplicationId) });

        var size = MessageSize.Of(message);
        return size <= MessageSize.Maximum
            ? size
            : throw body.Refusal(TextRules.Invariant($"body and attributes together have at most {MessageSize.Maximum:N0} bytes, not {size:N0}"));
    }

    private static void CheckBody(MessageBody body, MemberPath path)
    {
        if (body.IsEmpty)
        {
            throw path.Refusal("must have at least 1 character");
        }

        if (body.Text is { } text)
        {
            ServiceText.Check(text, path);
        }
        else
        {
            ServiceText.Check(body.Utf8.Span, path);
        }
    }

    private static void CheckDelay(int? delay, bool isFifo, MemberPath path)
    {
        TextRules.Range(delay, 0, MaxDelay, " s", path);
        if (isFifo && delay > 0)
        {
            throw path.Refusal("a message of a FIFO queue has no delay of its own; leave it out, or set the delay of the queue");
        }
    }

    private static void CheckGroup(string? group, bool isFifo, MemberPath path)
    {
        if (group is not null)
        {
            TextRules.Identifier(group, path);
        }
        else if (isFifo)
        {
            throw path.Refusal("is required for a FIFO queue");
        }
    }

    private static void CheckDeduplication(string? id, bool isFifo, MemberPath path)
    {
        if (id is null)
        {
            return;
        }

        TextRules.Identifier(id, path);
        if (!isFifo)
        {
            throw path.Refusal("is for FIFO queues only, whose URL ends in .fifo");
        }
    }
}
