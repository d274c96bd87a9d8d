using System.Text;

namespace Sqs.Client;

/// <summary>Starts to move the messages of a dead-letter queue back, or to another queue.</summary>
/// <remarks>Source: StartMessageMoveTask in the Amazon SQS API Reference. One active task for each source queue.</remarks>
public sealed record StartMessageMoveTaskRequest : ISqsRequest
{
    /// <summary>The ARN of the dead-letter queue.</summary>
    public required string SourceArn { get; init; }

    /// <summary>The ARN of the queue to move to. Default: the queue that each message came from.</summary>
    public string? DestinationArn { get; init; }

    /// <summary>The rate, 1 to 500 messages per second. Default: chosen by the service.</summary>
    public int? MaxNumberOfMessagesPerSecond { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The task runs.</summary>
public sealed record StartMessageMoveTaskResponse
{
    /// <summary>The handle to cancel the task with.</summary>
    public string TaskHandle { get; init; } = "";

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Metadata = ").Append(Metadata);
        return true;
    }
}
