namespace Sqs.Client.Processing;

/// <summary>How a failure is named in logs and by the status: texts of exceptions may quote messages, their types and the service's codes do not.</summary>
internal static class ErrorNames
{
    /// <summary>The code of the service, or the type of the exception.</summary>
    public static string Of(Exception error) => error is SqsException { ErrorCode.Value: { Length: > 0 } code } ? code : error.GetType().Name;
}
