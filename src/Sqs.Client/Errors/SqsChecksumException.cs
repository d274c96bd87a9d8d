namespace Sqs.Client;

/// <summary>The service stored a message and its digest is not the digest of what was sent: the message is stored but doubtful.</summary>
/// <remarks>The client never resends it by itself; a copy may be in the queue, and it may be damaged.</remarks>
public sealed class SqsChecksumException : SqsException
{
    /// <summary>Names the digests that differ.</summary>
    /// <param name="messageId">The id that the service gave the message.</param>
    /// <param name="mismatches">What differs.</param>
    public SqsChecksumException(string messageId, IReadOnlyList<ChecksumMismatch> mismatches)
        : base($"Message {messageId} was stored, but its digest differs: {string.Join("; ", mismatches)}.")
    {
        MessageId = messageId;
        Mismatches = mismatches;
    }

    /// <summary>The id that the service gave the message.</summary>
    public string MessageId { get; }

    /// <summary>What differs.</summary>
    public IReadOnlyList<ChecksumMismatch> Mismatches { get; }
}

/// <summary>A digest of the service that is not the one computed here.</summary>
/// <param name="Part">What the digest covers.</param>
/// <param name="Expected">The digest computed here, in lower hex.</param>
/// <param name="Actual">The digest that the service gave; null when it gave none although there were attributes.</param>
public readonly record struct ChecksumMismatch(ChecksumPart Part, string Expected, string? Actual)
{
    /// <summary>The part and both digests, for people.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"MD5 of the {Part} is {Expected}, the service says {Actual ?? "nothing"}";
}

/// <summary>What a digest covers.</summary>
public enum ChecksumPart
{
    /// <summary>The message body.</summary>
    Body,

    /// <summary>The message attributes.</summary>
    MessageAttributes,

    /// <summary>The message system attributes.</summary>
    MessageSystemAttributes,
}

/// <summary>What is known of the digests of a message.</summary>
public enum ChecksumState
{
    /// <summary>Verification is switched off.</summary>
    NotChecked,

    /// <summary>The service gave no digest of the body, so nothing could be compared.</summary>
    Unverified,

    /// <summary>All digests that the service gave are those computed here.</summary>
    Verified,

    /// <summary>A digest differs.</summary>
    Mismatch,
}
