namespace Sqs.Client.Signing.Tests;

/// <summary>Signed requests as a server receives them.</summary>
internal static class Signed
{
    public static SigV4Request ByHeader(SigV4Signer signer, SigV4Request request, AwsCredentials credentials, DateTimeOffset time)
    {
        var signed = signer.Sign(request, credentials, time);
        var headers = new List<KeyValuePair<string, string>>(request.Headers ?? [])
        {
            new("X-Amz-Date", signed.Date),
            new("Authorization", signed.Authorization),
        };
        if (signed.SecurityToken is not null)
        {
            headers.Add(new("X-Amz-Security-Token", signed.SecurityToken));
        }

        if (signed.ContentSha256 is not null)
        {
            headers.Add(new("X-Amz-Content-SHA256", signed.ContentSha256));
        }

        return request with { Headers = headers };
    }

    public static SigV4Request ByQuery(
        SigV4Signer signer, SigV4Request request, AwsCredentials credentials, DateTimeOffset time, TimeSpan expires) =>
        request with { Query = signer.Presign(request, credentials, time, expires) };

    public static SigV4Request WithHeader(this SigV4Request request, string name, Func<string, string> change) =>
        request with
        {
            Headers = [.. request.Headers!.Select(header =>
                header.Key.Equals(name, StringComparison.OrdinalIgnoreCase) ? new(header.Key, change(header.Value)) : header)],
        };

    /// <summary>The text with the lowest bit of its last ASCII letter or digit flipped; with one more letter when it has none.</summary>
    public static string Flip(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                return text[..i] + (char)(text[i] ^ 1) + text[(i + 1)..];
            }
        }

        return text + "a";
    }
}
