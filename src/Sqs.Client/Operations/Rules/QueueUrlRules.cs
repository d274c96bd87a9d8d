using System.Buffers;

namespace Sqs.Client.Operations;

/// <summary>
/// What a queue URL must look like to reach the service as it is written. Which hosts are answered for is the transport's business.
/// </summary>
internal static class QueueUrlRules
{

    /// <summary>The characters of RFC 3986 but those that begin a query or a fragment, or end the user information.</summary>
    private static readonly SearchValues<char> UrlCharacters =
        SearchValues.Create("!$%&'()*+,-./0123456789:;=ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~");

    public static void Check(string url)
    {
        var path = new MemberPath(nameof(SendMessageRequest.QueueUrl));
        path.NotNull(url);
        var host = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
            : throw path.Refusal("must be the absolute http or https URL of a queue, as the service gave it");

        var stranger = url.AsSpan().IndexOfAnyExcept(UrlCharacters);
        if (stranger >= 0)
        {
            throw path.Refusal(
                "must be as the service gave it: without user name, query, fragment, backslash, space, control and non-ASCII characters",
                stranger);
        }

        var slash = url.AsSpan(host).IndexOf('/');
        if (slash == 0 || url.Length == host)
        {
            throw path.Refusal("must name a host", host);
        }

        if (slash < 0 || url.AsSpan(host + slash).Trim('/').IsEmpty)
        {
            throw path.Refusal("must name a queue in its path");
        }

        CheckEscapes(url, path);
        CheckSegments(url, host + slash, path);
    }

    /// <summary>An escaped period may be read as a period on the way, and with it the path as another one.</summary>
    private static void CheckEscapes(ReadOnlySpan<char> url, MemberPath path)
    {
        for (var at = url.IndexOf('%'); at >= 0 && at < url.Length; at++)
        {
            if (url[at] != '%')
            {
                continue;
            }

            if (at + 2 >= url.Length || !char.IsAsciiHexDigit(url[at + 1]) || !char.IsAsciiHexDigit(url[at + 2]))
            {
                throw path.Refusal("a percent sign begins an escape of two hexadecimal digits", at);
            }

            if (url[at + 1] == '2' && url[at + 2] is 'e' or 'E')
            {
                throw path.Refusal("must not hold escaped periods (%2e)", at);
            }
        }
    }

    private static void CheckSegments(ReadOnlySpan<char> url, int start, MemberPath path)
    {
        for (var at = start + 1; at <= url.Length;)
        {
            var length = url[at..].IndexOf('/');
            length = length < 0 ? url.Length - at : length;
            if (url.Slice(at, length) is "." or "..")
            {
                throw path.Refusal("must not hold the path segments . and ..", at);
            }

            at += length + 1;
        }
    }
}
