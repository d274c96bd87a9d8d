using System.Text;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>What a message says, from its sending to its deletion, in whatever queue it lies.</summary>
internal sealed record MessageContent
{
    public required string Body { get; init; }

    public required string BodyMd5 { get; init; }

    public required IReadOnlyList<MessageAttribute> Attributes { get; init; }

    public required string SenderId { get; init; }

    public string? TraceHeader { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    /// <summary>What counts towards the limits: the body and the user's attributes, not the system's.</summary>
    public static long SizeOf(string body, IReadOnlyList<MessageAttribute> attributes) =>
        Encoding.UTF8.GetByteCount(body)
        + attributes.Sum(attribute => (long)Encoding.UTF8.GetByteCount(attribute.Name) + Encoding.UTF8.GetByteCount(attribute.DataType) + attribute.Bytes.Length);
}
