namespace Sqs.Client.Diagnostics;

/// <summary>Tag names of OpenTelemetry's conventions (semantic-conventions, messaging and Amazon SQS, August 2026).</summary>
internal static class SqsTags
{
    public const string System = "messaging.system";
    public const string SystemValue = "aws_sqs";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string MessageId = "messaging.message.id";
    public const string BatchCount = "messaging.batch.message_count";
    public const string QueueUrl = "aws.sqs.queue.url";
    public const string RequestId = "aws.request_id";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ResendCount = "http.request.resend_count";
}
