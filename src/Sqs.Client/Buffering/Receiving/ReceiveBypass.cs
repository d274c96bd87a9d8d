namespace Sqs.Client.Buffering;

/// <summary>Which receives shared polls cannot serve, so that they go straight to the service.</summary>
/// <remarks>
/// Leased bodies are among them: their memory is that of one answer, which would stay taken until the last of the callers that share it
/// has disposed its response.
/// </remarks>
internal sealed class ReceiveBypass(QueueBufferSettings settings)
{
    private static readonly SqsCallOptions NoOptions = new();

    private readonly HashSet<string> _systemNames = Normal(settings.ReceiveSystemAttributeNames.Select(name => name.Value));
    private readonly HashSet<string> _names = Normal(settings.ReceiveMessageAttributeNames);

    public bool IsNeededFor(ReceiveMessageRequest request) =>
        !settings.BufferReceives
        || request.ReceiveRequestAttemptId is not null
        || request.BodyFormat == MessageBodyFormat.LeasedUtf8
        || (request.CallOptions is { } options && options != NoOptions)
        || (request.VisibilityTimeout is { } visibility && settings.ReceiveVisibilityTimeout != TimeSpan.FromSeconds(visibility))
        || !Matches(_systemNames, request.AttributeNames.Concat(request.MessageSystemAttributeNames).Select(name => name.Value))
        || !Matches(_names, request.MessageAttributeNames);

    private static bool Matches(HashSet<string> configured, IEnumerable<string> asked) => Normal(asked) is var names && (names.Count == 0 || names.SetEquals(configured));

    // "All" and ".*" are two spellings of one wish, and whoever asks for all asks for nothing beside it.
    private static HashSet<string> Normal(IEnumerable<string> names)
    {
        var set = names.ToHashSet(StringComparer.Ordinal);
        return set.Contains("All") || set.Contains(".*") ? ["All"] : set;
    }
}
