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
    private string _action = "";
    private SqsErrorCode _errorCode;
    private int _statusCode;
    private string? _requestId;
    private SqsFault _fault;
    private int _attempts;
    private bool _outcomeUnknown;
    private string? _detail;

    /// <summary>Makes an exception with a message for people.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public SqsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The action that failed, <c>SendMessage</c> for example; empty when no call was made.</summary>
    public string Action { get => _action; init => _action = value; }

    /// <summary>The code of the service; <see cref="SqsErrorCode.None"/> when the failure did not come from the service.</summary>
    public SqsErrorCode ErrorCode { get => _errorCode; init => _errorCode = value; }

    /// <summary>The HTTP status of the last answer; 0 when there was none.</summary>
    public int StatusCode { get => _statusCode; init => _statusCode = value; }

    /// <summary>The id of the last request, to quote to AWS support; null when no answer named one.</summary>
    public string? RequestId { get => _requestId; init => _requestId = value; }

    /// <summary>Whose fault the service says it is.</summary>
    public SqsFault Fault { get => _fault; init => _fault = value; }

    /// <summary>How many attempts were made; 0 when nothing was sent.</summary>
    public int Attempts { get => _attempts; init => _attempts = value; }

    /// <summary>
    /// True when the service may have carried out the action although the call failed (a connection that broke, a deadline that passed, a
    /// 5xx answer): a send may have been stored.
    /// </summary>
    public bool OutcomeUnknown { get => _outcomeUnknown; init => _outcomeUnknown = value; }

    /// <summary>The service's <c>Detail</c> element, where it sent one.</summary>
    public string? Detail { get => _detail; init => _detail = value; }

    /// <summary>Fills in what the engine knows about the call that failed.</summary>
    internal SqsException Describe(string action, int statusCode = 0, string? requestId = null, bool outcomeUnknown = false)
    {
        (_action, _statusCode, _requestId, _outcomeUnknown) = (action, statusCode, requestId, outcomeUnknown);
        return this;
    }

    /// <summary>Fills in what the service said.</summary>
    internal SqsException Blame(SqsErrorCode code, SqsFault fault, string? detail)
    {
        (_errorCode, _fault, _detail) = (code, fault, detail);
        return this;
    }

    /// <summary>Fills in how many attempts were made, and whether one of them may have been carried out.</summary>
    internal SqsException After(int attempts, bool outcomeUnknown)
    {
        _attempts = attempts;
        _outcomeUnknown |= outcomeUnknown;
        return this;
    }
}
