namespace Sqs.Client.Processing;

/// <summary>Tag names: OpenTelemetry's (semantic-conventions, messaging and Amazon SQS, August 2026), and below them those of this library.</summary>
internal static class TagNames
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

    /// <summary>How the hold on a message ended: <c>completed</c>, <c>abandoned</c>, <c>released</c>, <c>lost</c> or <c>delete_lost</c>.</summary>
    public const string LeaseEnd = "sqs.processing.lease.end";

    /// <summary>How a poll ended: <c>full</c> when it brought anything, <c>empty</c> or <c>failed</c>.</summary>
    public const string PollResult = "sqs.processing.poll.result";

    /// <summary>Why messages were released: <c>stop</c>, <c>pause</c>, <c>group</c>, <c>damaged</c> or <c>restart</c>.</summary>
    public const string ReleaseCause = "sqs.processing.release.cause";
}
