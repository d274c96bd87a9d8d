namespace Sqs.Client.LocalServer.Wire;

/// <summary>A request that the service refuses. Thrown where the rule is broken, written by the protocol layer.</summary>
/// <param name="shape">The name of the error in the service model; the JSON protocol answers with it.</param>
/// <param name="code">The code of the Query protocol.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="message">The text for people.</param>
internal sealed class SqsFault(string shape, string code, int status, string message) : Exception(message)
{
    public string Shape { get; } = shape;

    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>The status that the JSON protocol has where a caller did not ask for those of the Query protocol.</summary>
    public int JsonStatus { get; init; } = status;

    /// <summary>The text where the JSON protocol words it otherwise.</summary>
    public string JsonMessage { get; init; } = message;

    /// <summary>The attribute or parameter at fault, where the error is about one.</summary>
    public string? Member { get; init; }

    /// <summary>Whether the caller is to blame.</summary>
    public bool IsSendersFault => Status < 500;
}
