namespace Sqs.Client.Processing;

/// <summary>What a failure means for a held message.</summary>
internal static class LeaseErrors
{
    /// <summary>True for a code that says: this receipt handle is no good any more, or never was.</summary>
    /// <remarks>FIFO queues answer InvalidParameterValue to a handle whose visibility timeout has passed.</remarks>
    public static bool IsOfHandle(SqsErrorCode code) =>
        code == SqsErrorCode.ReceiptHandleIsInvalid || code == SqsErrorCode.MessageNotInflight
        || code == SqsErrorCode.InvalidParameterValue || code == SqsErrorCode.InvalidIdFormat;

    /// <summary>True when the service refused the receipt handle.</summary>
    public static bool IsHandleRefused(Exception error) =>
        error is SqsException { Fault: SqsFault.Sender } said and not SqsValidationException and not SqsThrottledException && IsOfHandle(said.ErrorCode);

    /// <summary>True when the same call may succeed later.</summary>
    public static bool MayPass(Exception error) => error switch
    {
        SqsValidationException or QueueDoesNotExistException or ObjectDisposedException => false,
        SqsThrottledException or SqsConnectionException or SqsTimeoutException or SqsResponseException or SqsNotSentException => true,
        SqsException said => said.OutcomeUnknown || said.Fault != SqsFault.Sender,
        _ => true, // a decorator's own failure, or an end that nobody asked for
    };

    /// <summary>The failure as callers are told it.</summary>
    public static SqsException ToSqsException(Exception error, string action) =>
        error as SqsException ?? new SqsException($"{action} failed ({error.GetType().Name}).", error) { Action = action, OutcomeUnknown = true };
}
