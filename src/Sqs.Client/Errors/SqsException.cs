namespace Sqs.Client;

/// <summary>
/// Any failure of a call that is not the caller's own cancellation: what the service answered, or why no usable answer was had.
/// </summary>
/// <remarks>
/// Catch a derived type where it says what to do: <see cref="QueueDoesNotExistException"/>, <see cref="SqsThrottledException"/>,
/// <see cref="SqsTimeoutException"/>, <see cref="SqsConnectionException"/>, <see cref="SqsResponseException"/>,
/// <see cref="SqsChecksumException"/>, <see cref="SqsValidationException"/>. No message body, receipt handle, secret or token is in it.
/// </remarks>
public class SqsException : Exception
{
    /// <summary>Makes an exception with a message for people.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public SqsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The action that failed, <c>SendMessage</c> for example; empty when no call was made.</summary>
    public string Action { get; init; } = "";

    /// <summary>The code of the service; <see cref="SqsErrorCode.None"/> when the failure did not come from the service.</summary>
    public SqsErrorCode ErrorCode { get; init; }

    /// <summary>The HTTP status of the last answer; 0 when there was none.</summary>
    public int StatusCode { get; init; }

    /// <summary>The id of the last request, to quote to AWS support; null when no answer named one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whose fault the service says it is.</summary>
    public SqsFault Fault { get; init; }

    /// <summary>How many attempts were made; 0 when nothing was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// True when the service may have carried out the action although the call failed (a connection that broke, a deadline that passed, a
    /// 5xx answer): a send may have been stored.
    /// </summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The service's <c>Detail</c> element, where it sent one.</summary>
    public string? Detail { get; init; }
}
