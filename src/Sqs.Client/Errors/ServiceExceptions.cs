namespace Sqs.Client;

/// <summary>The queue does not exist (or was deleted, or the caller may not see it).</summary>
/// <param name="message">What happened.</param>
public sealed class QueueDoesNotExistException(string message) : SqsException(message);

/// <summary>The service still throttled when the attempts, or the client's retry quota, were used up.</summary>
/// <param name="message">What happened.</param>
public sealed class SqsThrottledException(string message) : SqsException(message);

/// <summary>A deadline of the call passed: that of an attempt, headers and body, or that of the whole call.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class SqsTimeoutException(string message, Exception? innerException = null) : SqsException(message, innerException);

/// <summary>No answer was had: the host could not be reached, or the connection broke.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What the HTTP stack said.</param>
public sealed class SqsConnectionException(string message, Exception? innerException = null) : SqsException(message, innerException);

/// <summary>An answer came and is not one of this service's: neither XML nor JSON, cut off, too large, a redirect, or without what it must contain.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class SqsResponseException(string message, Exception? innerException = null) : SqsException(message, innerException);
