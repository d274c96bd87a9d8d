namespace Sqs.Client.Transport;

/// <summary>The headers beside the signer's own that a signature covers: those of the protocol and what the caller adds.</summary>
internal static class SignedHeaders
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyList<KeyValuePair<string, string>> protocol, SqsCallOptions? options) =>
        options is null || options.Headers.Count == 0 ? protocol : [.. protocol, .. options.Headers];
}
