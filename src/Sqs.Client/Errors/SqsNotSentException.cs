namespace Sqs.Client;

/// <summary>A call that was given up before it was sent: the service has certainly not seen it.</summary>
/// <param name="message">Why.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class SqsNotSentException(string message, Exception? innerException = null) : SqsException(message, innerException);
