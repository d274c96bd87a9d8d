using System.Text;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>What a message says, from its sending to its deletion, in whatever queue it lies. Kept as compact as it came over the wire.</summary>
internal sealed class MessageContent
{
    /// <summary>The body in UTF-8.</summary>
    public required byte[] Body { get; init; }

    public required Md5Digest BodyMd5 { get; init; }

    public required PackedAttributes Attributes { get; init; }

    public required string SenderId { get; init; }

    public string? TraceHeader { get; init; }

    /// <summary>The group's name; the queue may put an equal text in its place, so that a group has one.</summary>
    public string? GroupId { get; set; }

    public string? DeduplicationId { get; init; }

    public string BodyText() => Encoding.UTF8.GetString(Body);

    /// <summary>What counts towards the limits: the body and the user's attributes, not the system's.</summary>
    public static long SizeOf(int bodyBytes, IReadOnlyList<MessageAttribute> attributes) =>
        bodyBytes
        + attributes.Sum(attribute => (long)Encoding.UTF8.GetByteCount(attribute.Name) + Encoding.UTF8.GetByteCount(attribute.DataType) + attribute.Bytes.Length);
}
