namespace Sqs.Client.LocalServer.Wire;

/// <summary>One of the two protocols of the service, for one exchange: reads the request, writes the answer in its own form.</summary>
internal interface IWireProtocol
{
    /// <summary>Decodes a request, or throws what the service complains of.</summary>
    ActionRequest Read(ReceivedRequest received);

    /// <summary>The answer to an action that succeeded; an action without a result gives null.</summary>
    WireAnswer Success(string action, WireValue? result, string requestId);

    /// <summary>The answer to a request that was refused, perhaps before it was read.</summary>
    WireAnswer Failure(SqsFault fault, string requestId);
}

/// <summary>What a request asks for, whatever the protocol.</summary>
/// <param name="Action">The name of the action; it may be unknown.</param>
/// <param name="Version">The version of the API that the caller speaks.</param>
/// <param name="Path">The path that names the queue where QueueUrl does not.</param>
/// <param name="Parameters">The members.</param>
internal sealed record ActionRequest(string Action, string Version, string Path, Parameters Parameters);

/// <summary>An answer as it goes out.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The bytes.</param>
/// <param name="QueryError">The code of the Query protocol for callers of the JSON protocol that asked for it.</param>
internal sealed record WireAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body, string? QueryError = null);
