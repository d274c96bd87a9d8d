namespace Sqs.Client;

/// <summary>What is known about how an answer came about; every response carries it, successful ones too.</summary>
public sealed record SqsResponseMetadata
{
    private string? _requestId;

    /// <summary>The metadata of a response that no call produced (one made by hand, in a test for example).</summary>
    public static SqsResponseMetadata None { get; } = new();

    /// <summary>The id that the service gave the request, to quote to AWS support; null when the answer carried none.</summary>
    public string? RequestId { get => _requestId; init => _requestId = value; }

    /// <summary>How many attempts the call took; 1 when nothing was retried.</summary>
    public int Attempts { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; init; }

    /// <summary>Takes the id from the body of the answer, when its headers named none.</summary>
    internal void LearnRequestId(string requestId) => _requestId ??= requestId;
}
