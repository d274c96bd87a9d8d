namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Holds what the client says of digests against digests computed apart from it.</summary>
internal sealed class DigestJudge
{
    /// <summary>Messages that the client handed on as good.</summary>
    public long Verified { get; private set; }

    /// <summary>Messages that it set apart as damaged.</summary>
    public long SetApart { get; private set; }

    /// <summary>Messages whose answer gave no digest to compare with; the client says so.</summary>
    public long WithoutDigest { get; private set; }

    /// <summary>Looks at an answer that the client accepted.</summary>
    /// <returns>What it got wrong; null for nothing.</returns>
    public string? Judge(object response) => response switch
    {
        ReceiveMessageResponse received => received.Messages.Select(Good).Concat(received.Damaged.Select(one => Damaged(one.Message))).FirstOrDefault(wrong => wrong is not null),
        _ => null,
    };

    private string? Good(Message message)
    {
        var bodyAgrees = Agrees(message.MD5OfBody, PlainMd5.OfBody(message.Body));
        var attributesAgree = message.MessageAttributes.Count == 0 || Agrees(message.MD5OfMessageAttributes, PlainMd5.OfAttributes(message.MessageAttributes));
        switch (message.Checksum)
        {
            case ChecksumState.Verified:
                Verified++;
                return bodyAgrees && attributesAgree ? null : "a message is called verified and its digest is another";
            case ChecksumState.Unverified:
                WithoutDigest++;
                return (bodyAgrees || IsNone(message.MD5OfBody)) && (attributesAgree || IsNone(message.MD5OfMessageAttributes)) ? null
                    : "a message is called unverified and its digest is another";
            default:
                return $"a message among the good ones is {message.Checksum}";
        }
    }

    private string? Damaged(Message message)
    {
        SetApart++;
        return Agrees(message.MD5OfBody, PlainMd5.OfBody(message.Body))
            && (message.MessageAttributes.Count == 0 || Agrees(message.MD5OfMessageAttributes, PlainMd5.OfAttributes(message.MessageAttributes)))
            ? "a message is called damaged and its digests agree" : null;
    }

    private static bool Agrees(string? given, string computed) => string.Equals(given, computed, StringComparison.OrdinalIgnoreCase);

    private static bool IsNone(string? given) => string.IsNullOrEmpty(given);
}
