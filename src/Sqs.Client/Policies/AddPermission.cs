namespace Sqs.Client;

/// <summary>Lets other accounts use a queue, as a labelled statement of its policy.</summary>
/// <remarks>Source: AddPermission in the Amazon SQS API Reference.</remarks>
public sealed record AddPermissionRequest : ISqsRequest
{
    /// <summary>The URL of the queue, exactly as the service gave it.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The label of the statement, 1 to 80 letters, digits, hyphens and underscores; unique within the policy.</summary>
    public required string Label { get; init; }

    /// <summary>The accounts, 12 digits each.</summary>
    public required IReadOnlyList<string> AWSAccountIds { get; init => field = Given.NotNull(value); }

    /// <summary>The actions, at most 7; <c>*</c> for all. The batch actions cannot be named: the single ones cover them.</summary>
    public required IReadOnlyList<string> Actions { get; init => field = Given.NotNull(value); }

    /// <inheritdoc/>
    public SqsCallOptions? CallOptions { get; init; }
}

/// <summary>The permission is given.</summary>
public sealed record AddPermissionResponse
{
    /// <summary>How the answer came about.</summary>
    public SqsResponseMetadata Metadata { get; init; } = SqsResponseMetadata.None;
}
