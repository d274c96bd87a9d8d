using System.Collections.Frozen;
using Sqs.Client.Batching;
using Sqs.Client.Protocol;
using Sqs.Client.Transport;

namespace Sqs.Client.Buffering;

/// <summary>The exceptions that callers get: of the types that the plain client throws, each caller an instance of its own.</summary>
internal static class OutgoingErrors
{
    private const int LongestText = 1000;

    /// <summary>Refusals for what one entry says, although the whole batch is refused.</summary>
    private static readonly FrozenSet<SqsErrorCode> OfAnEntry = FrozenSet.ToFrozenSet(
    [
        SqsErrorCode.InvalidParameterValue, SqsErrorCode.MissingParameter, SqsErrorCode.InvalidMessageContents, SqsErrorCode.InvalidAttributeValue,
        SqsErrorCode.InvalidAttributeName, SqsErrorCode.InvalidIdFormat, SqsErrorCode.ReceiptHandleIsInvalid, SqsErrorCode.MessageNotInflight,
        SqsErrorCode.InvalidBatchEntryId, new("InvalidParameterCombination"), new("ValidationError"), new("ValidationException"),
        new("MalformedQueryString"), new("InvalidQueryParameter"), new("SerializationException"), new("MalformedInput"),
    ]);

    /// <summary>What the failure of a whole call, after all attempts of the client below, means for its entries.</summary>
    public static CallVerdict Judge(Exception error) => error switch
    {
        SqsValidationException => CallVerdict.BadEntry,
        SqsException said when said.ErrorCode == SqsErrorCode.BatchRequestTooLong => CallVerdict.TooLong,
        SqsException { OutcomeUnknown: true } or SqsConnectionException or SqsTimeoutException or SqsResponseException => CallVerdict.Lost,
        SqsException said when OfAnEntry.Contains(said.ErrorCode) => CallVerdict.BadEntry,
        SqsException => CallVerdict.Refused,
        _ => CallVerdict.Lost, // a decorator's own failure, or an end that nobody asked for: it may have been sent
    };

    /// <summary>The failure of a whole call for one of its callers.</summary>
    public static Exception Copy(Exception error)
    {
        if (error is not SqsException said)
        {
            return new SqsException($"The batch that the call was part of failed ({error.GetType().Name}).", error) { OutcomeUnknown = true };
        }

        SqsException copy = said switch
        {
            QueueDoesNotExistException => new QueueDoesNotExistException(said.Message),
            SqsThrottledException => new SqsThrottledException(said.Message),
            SqsTimeoutException => new SqsTimeoutException(said.Message, said),
            SqsConnectionException => new SqsConnectionException(said.Message, said),
            SqsResponseException => new SqsResponseException(said.Message, said),
            SqsNotSentException => new SqsNotSentException(said.Message, said),
            SqsChecksumException doubt => new SqsChecksumException(doubt.MessageId, doubt.Mismatches),
            SqsValidationException rule => new SqsValidationException(rule.Member, rule.Rule) { Position = rule.Position },
            _ => new SqsException(said.Message, said),
        };
        return copy.Describe(said.Action, said.StatusCode, said.RequestId, said.OutcomeUnknown).Blame(said.ErrorCode, said.Fault, said.Detail).After(said.Attempts, false);
    }

    /// <summary>The failure of an entry in a batch that succeeded.</summary>
    /// <param name="action">The action of the batch.</param>
    /// <param name="entry">What the service says.</param>
    /// <param name="metadata">How the answer came about.</param>
    /// <param name="secret">What the service may quote and must not be shown.</param>
    public static SqsException Of(string action, BatchResultErrorEntry entry, SqsResponseMetadata metadata, string secret)
    {
        var fault = entry.SenderFault ? SqsFault.Sender : SqsFault.Receiver;
        var said = new ServiceError(entry.Code, Redacted(entry.Message, secret), fault, null, null);
        return FailureReader.ToException(action, metadata.StatusCode, metadata.RequestId, said, FailureReader.KindOf(metadata.StatusCode, said)).After(metadata.Attempts, false);
    }

    /// <summary>The failure of what is given up here.</summary>
    public static Exception GivenUp(string action, TimeSpan deliveryTimeout, GiveUpReason reason) => reason switch
    {
        GiveUpReason.LateOnWire => Unknown(action, $"its delivery timeout of {deliveryTimeout} passed while it was on the wire"),
        GiveUpReason.DisposedOnWire => Unknown(action, "the client was disposed while it was on the wire"),
        GiveUpReason.NotMentioned => Unknown(action, "the service's answer does not mention it"),
        _ => new SqsNotSentException($"{action} was not sent: {TextOf(reason, deliveryTimeout)}.").Describe(action),
    };

    private static SqsException Unknown(string action, string why) => new SqsException($"Nobody knows what became of {action}: {why}.").Describe(action, outcomeUnknown: true);

    private static string TextOf(GiveUpReason reason, TimeSpan deliveryTimeout) => reason switch
    {
        GiveUpReason.Full => "the buffer is full",
        GiveUpReason.DisposedInLine => "the client was disposed before there was room for it",
        GiveUpReason.Late => $"its delivery timeout of {deliveryTimeout} passed",
        GiveUpReason.KeyBroken => "a message before it in its group failed",
        GiveUpReason.KeyPaused => "a message before it in its group failed, and ResumeGroup was not called",
        _ => "the client was disposed",
    };

    private static string? Redacted(string? text, string secret)
    {
        if (string.IsNullOrEmpty(text) || secret.Length == 0)
        {
            return text;
        }

        if (text.Contains(secret, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal))
        {
            return "(the service quotes the request, which is not shown)";
        }

        return text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "...") : text;
    }
}
