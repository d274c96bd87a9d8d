using System.Security.Cryptography;
using System.Text;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// A message as SendMessage and the entries of SendMessageBatch bring it, checked in the same way. Digests answered on sending are over
/// the text as sent; what is stored has the zeroes of its numbers trimmed.
/// </summary>
internal sealed class MessageComposer
{
    private MessageComposer(MessageContent content, TimeSpan? delay, long size, string? attributesMd5, string? systemAttributesMd5)
    {
        Content = content;
        Delay = delay;
        Size = size;
        AttributesMd5 = attributesMd5;
        SystemAttributesMd5 = systemAttributesMd5;
    }

    public MessageContent Content { get; }

    public TimeSpan? Delay { get; }

    public long Size { get; }

    private string? AttributesMd5 { get; }

    private string? SystemAttributesMd5 { get; }

    /// <summary>Reads and checks; the presence of body and group id was checked by the action, which knows how to complain.</summary>
    public static MessageComposer Read(ActionContext context, Parameters input, QueueSettings settings)
    {
        var text = input.Text("MessageBody") ?? "";
        var attributes = MessageAttributeRules.Read(input.Structures("MessageAttributes"));
        var system = MessageAttributeRules.ReadSystem(input.Structures("MessageSystemAttributes"));
        if (!MessageCharacters.AreAllowed(text))
        {
            throw SqsErrors.InvalidMessageContents();
        }

        var body = Encoding.UTF8.GetBytes(text);
        var size = MessageContent.SizeOf(body.Length, attributes);
        if (size > settings.MaximumMessageSize)
        {
            throw SqsErrors.InvalidParameter($"One or more parameters are invalid. Reason: Message must be shorter than {settings.MaximumMessageSize} bytes.");
        }

        var content = new MessageContent
        {
            Body = body,
            BodyMd5 = MessageDigest.OfBody(body),
            Attributes = PackedAttributes.Of(MessageAttributeRules.Stored(attributes)),
            SenderId = context.Caller.UserId,
            TraceHeader = system.Count == 0 ? null : system[0].Text,
            GroupId = Id(input, "MessageGroupId"),
            DeduplicationId = DeduplicationId(input, settings, body),
        };
        return new MessageComposer(content, DelayOf(input, settings), size, MessageDigest.OfAttributes(attributes), MessageDigest.OfAttributes(system));
    }

    /// <summary>Puts the message into the queue and answers what both actions answer.</summary>
    public WireValue SendTo(ActionContext context, MessageQueue queue, WireValue result)
    {
        var sent = queue.Send(Content, Delay);
        context.Instruments.Sent(queue, Size);
        return result
            .With("MessageId", sent.Id.ToString())
            .With("MD5OfMessageBody", Content.BodyMd5.ToString())
            .With("MD5OfMessageAttributes", AttributesMd5)
            .With("MD5OfMessageSystemAttributes", SystemAttributesMd5)
            .With("SequenceNumber", sent.SequenceNumber);
    }

    private static string? Id(Parameters input, string member) => input.Text(member) is not { } id ? null
        : MessageCharacters.IsId(id) ? id
        : throw SqsErrors.InvalidValue(member, id, $"{member} can only include alphanumeric and punctuation characters. 1 to 128 in length.");

    private static string? DeduplicationId(Parameters input, QueueSettings settings, byte[] body)
    {
        var id = Id(input, "MessageDeduplicationId");
        return !settings.FifoQueue ? (id is null ? null : throw SqsErrors.InvalidParameter("The request include parameter MessageDeduplicationId which is not valid for this queue type"))
            : id is not null ? id
            : settings.ContentBasedDeduplication ? ContentId(body)
            : throw SqsErrors.InvalidParameter("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
    }

    /// <summary>Content-based deduplication is by the SHA-256 of the body; attributes do not count.</summary>
    private static string ContentId(byte[] body) => Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant();

    /// <summary>A FIFO queue takes no delay per message, except zero, which means the queue's own.</summary>
    private static TimeSpan? DelayOf(Parameters input, QueueSettings settings)
    {
        var seconds = input.Integer("DelaySeconds", 0, 900);
        if (settings.FifoQueue)
        {
            return seconds is null or 0 ? null
                : throw SqsErrors.InvalidValue("DelaySeconds", $"{seconds}", "The request include parameter that is not valid for this queue type.");
        }

        return seconds is { } delay ? TimeSpan.FromSeconds(delay) : null;
    }
}
