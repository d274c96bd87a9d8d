namespace Sqs.Client.Processing;

/// <summary>Tag names of the work on messages: OpenTelemetry's (semantic-conventions, messaging and Amazon SQS, August 2026), and one of this library.</summary>
internal static class RunTags
{
    public const string System = "messaging.system";
    public const string SystemValue = "aws_sqs";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Process = "process";
    public const string Destination = "messaging.destination.name";
    public const string MessageId = "messaging.message.id";
    public const string QueueUrl = "aws.sqs.queue.url";
    public const string ErrorType = "error.type";

    /// <summary>
    /// What became of a message: <c>completed</c>, <c>failed</c>, <c>released</c>, <c>lost</c>, <c>delete_lost</c>, <c>dead_lettered</c>,
    /// <c>discarded</c> or <c>duplicate</c>.
    /// </summary>
    public const string Outcome = "sqs.processing.outcome";
}
