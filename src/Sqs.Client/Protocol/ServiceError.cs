namespace Sqs.Client.Protocol;

/// <summary>An error as the service wrote it into an answer.</summary>
/// <param name="Code">The code that users see.</param>
/// <param name="Message">The text for people.</param>
/// <param name="Fault">Whose fault it is.</param>
/// <param name="Detail">More of it.</param>
/// <param name="RequestId">The id of the request.</param>
internal readonly record struct ServiceError(SqsErrorCode Code, string? Message, SqsFault Fault, string? Detail, string? RequestId)
{
    /// <summary>The name of the error's shape, where an answer in JSON gives it beside the code; decisions take either.</summary>
    public SqsErrorCode Shape { get; init; }

    public bool Is(SqsErrorCode code) => Code == code || Shape == code;
}
