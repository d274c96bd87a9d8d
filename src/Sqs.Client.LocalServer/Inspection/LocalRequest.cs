namespace Sqs.Client.LocalServer;

/// <summary>A request to a <see cref="LocalSqs"/>: what it was about and how it ended, without its contents.</summary>
public sealed record LocalRequest
{
    /// <summary>The id of the request, as the answer names it.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came, on the server's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The protocol that it was in.</summary>
    public required LocalProtocol Protocol { get; init; }

    /// <summary>The action, <c>SendMessage</c> for example; null when the request was refused before it was read.</summary>
    public string? Action { get; init; }

    /// <summary>The name of the queue that it names; null when it names none.</summary>
    public string? QueueName { get; init; }

    /// <summary>The region that it was for; null when it was refused before that was known.</summary>
    public string? Region { get; init; }

    /// <summary>The ARN of the caller; null when the request was refused before that was known.</summary>
    public string? CallerArn { get; init; }

    /// <summary>The HTTP status of the answer; 0 as long as there is none: the action runs, the caller left, or an injected fault withheld it.</summary>
    public int StatusCode { get; init; }

    /// <summary>The error code of the Query protocol; null for a success or as long as there is no answer.</summary>
    public string? ErrorCode { get; init; }
}
