namespace Sqs.Client.Processing;

/// <summary>Thrown by a handler for a message that no retry can help; it is not delivered to the handler again.</summary>
/// <param name="reason">Why; no part of the message. This library logs the type of an exception alone, never its text.</param>
/// <param name="action">What becomes of the message.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class MessageRejectedException(string reason, FailureAction action = FailureAction.DeadLetter, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>What becomes of the message.</summary>
    public FailureAction Action { get; } = action;
}
