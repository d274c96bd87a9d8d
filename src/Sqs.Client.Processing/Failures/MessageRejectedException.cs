namespace Sqs.Client.Processing;

/// <summary>Thrown by a handler for a message that no retry can help; it is not delivered to the handler again.</summary>
/// <param name="reason">Why, for the log; no part of the message.</param>
/// <param name="action">What becomes of the message.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class MessageRejectedException(string reason, FailureAction action = FailureAction.DeadLetter, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>What becomes of the message.</summary>
    public FailureAction Action { get; } = action;
}
