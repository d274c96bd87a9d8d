namespace Sqs.Client.Transport;

/// <summary>The headers beside the signer's own that a signature covers: the content type and what the caller adds.</summary>
internal static class SignedHeaders
{
    public const string FormContentType = "application/x-www-form-urlencoded; charset=utf-8";

    private static readonly KeyValuePair<string, string>[] ContentAlone = [new("content-type", FormContentType)];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(SqsCallOptions? options, bool hasContent)
    {
        KeyValuePair<string, string>[] own = hasContent ? ContentAlone : [];
        return options is null || options.Headers.Count == 0 ? own : [.. own, .. options.Headers];
    }
}
