using System.Text;

namespace Sqs.Client;

/// <summary>Stops a running move task; what is moved stays moved.</summary>
/// <remarks>Source: CancelMessageMoveTask in the Amazon SQS API Reference.</remarks>
public sealed record CancelMessageMoveTaskRequest : ISqsRequest
{
    /// <summary>The handle of the task.</summary>
    public required string TaskHandle { get; init; }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("CallOptions = ").Append(CallOptions);
        return true;
    }
}

/// <summary>The task is being cancelled.</summary>
public sealed record CancelMessageMoveTaskResponse
{
    /// <summary>How many messages were moved before.</summary>
    public long ApproximateNumberOfMessagesMoved { get; init; }

    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
