namespace Sqs.Client.Processing;

/// <summary>What is told of a failure: texts of exceptions may quote messages, their types and the service's codes do not.</summary>
internal static class ErrorNames
{
    /// <summary>The code of the service, or the type of the exception.</summary>
    public static string Of(Exception error) => error is SqsException { ErrorCode: { Value.Length: > 0 } code } ? code.Value : error.GetType().Name;
}
