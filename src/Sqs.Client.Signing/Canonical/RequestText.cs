using System.Buffers;

namespace Sqs.Client.Signing;

/// <summary>Refuses what could break out of its place in a canonical request or in an HTTP message. No text of the caller is echoed.</summary>
internal static class RequestText
{
    // RFC 9110, token.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("-._~%:[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static void Check(in SigV4Request request)
    {
        Require(IsOnly(request.Method, Token), "The method is empty or not an HTTP token.");
        Require(IsOnly(request.Host, HostCharacters), "The host is empty or holds a character that no host has.");
        Require(IsPathOrQuery(request.Path), "The path holds a control character.");
        Require(IsPathOrQuery(request.Query), "The query holds a control character.");
        Require(IsPayloadHash(request.PayloadHash), "The payload hash is neither 64 lower-case hex digits nor UNSIGNED-PAYLOAD.");
        if (request.Headers is not { } headers)
        {
            return;
        }

        for (var i = 0; i < headers.Count; i++)
        {
            Require(IsOnly(headers[i].Key, Token), "A header's name is empty or not an HTTP token.");
            Require(IsHeaderValue(headers[i].Value), "A header's value is null or holds a control character.");
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
#pragma warning disable MA0015, CA2208 // the parameter of the public methods that call this
            throw new ArgumentException(otherwise, "request");
#pragma warning restore MA0015, CA2208
        }
    }

    private static bool IsOnly(string? text, SearchValues<char> allowed) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(allowed);

    private static bool IsPathOrQuery(string? text) => !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().Contains('\x7f');

    private static bool IsPayloadHash(string? text) =>
        text is SigV4Request.UnsignedPayload || (text?.Length == Signature.Length && !text.AsSpan().ContainsAnyExcept(LowerHex));

    /// <summary>Tabs are allowed, and a line break where white space follows: the old way of writing long headers, which folding undoes.</summary>
    private static bool IsHeaderValue(string? value)
    {
        if (value is null)
        {
            return false;
        }

        var rest = value.AsSpan();
        while (rest.IndexOfAnyInRange('\0', '\x1f') is var index && index >= 0)
        {
            var after = rest[(index + 1)..];
            var isFolded = rest[index] switch
            {
                '\t' => true,
                '\r' => after is ['\n', ' ' or '\t', ..],
                '\n' => after is [' ' or '\t', ..],
                _ => false,
            };
            if (!isFolded)
            {
                return false;
            }

            rest = after;
        }

        return !value.Contains('\x7f', StringComparison.Ordinal);
    }
}
