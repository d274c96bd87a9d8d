using System.Security.Cryptography;

namespace Sqs.Client.Signing;

/// <summary>What is signed of a request: exactly what goes over the wire.</summary>
/// <remarks>Its text form shows the method, host and path only: a presigned query and a header may hold secrets.</remarks>
public readonly record struct SigV4Request
{
    /// <summary>The payload hash of a request whose body is not covered by the signature; use it over https only.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>The payload hash of a request without a body: the SHA-256 of nothing.</summary>
    public const string EmptyPayloadHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The HTTP method, in upper case as it is sent.</summary>
    public required string Method { get; init; }

    /// <summary>
    /// The host as the <c>Host</c> header names it: lower case, with the port where it is not the scheme's default. It is used as given.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>
    /// The absolute path as it is on the wire, already percent-encoded by the caller; empty or null means <c>/</c>.
    /// <see cref="SigV4Options.DoubleEncodePath"/> says what happens to its escapes.
    /// </summary>
    public string Path { get; init; }

    /// <summary>
    /// The query as it is on the wire, without the question mark; empty or null for none. Repeated keys count, a missing <c>=</c> is an
    /// empty value, <c>+</c> is a plus sign, a lone <c>%</c> is a percent sign, and empty pairs (<c>&amp;&amp;</c>) are passed over.
    /// </summary>
    public string Query { get; init; }

    /// <summary>
    /// The headers as they are sent; null for none. All are signed except those that HTTP stacks and proxies rewrite (such as
    /// <c>User-Agent</c> and <c>Connection</c>) and those that signing itself sets (such as <c>X-Amz-Date</c>). <c>Host</c> may be among
    /// them; <see cref="Host"/> counts.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Headers { get; init; }

    /// <summary>
    /// The lower-case hex SHA-256 of the body as <see cref="HashPayload"/> gives it, <see cref="EmptyPayloadHash"/> or <see cref="UnsignedPayload"/>.
    /// </summary>
    public required string PayloadHash { get; init; }

    /// <summary>The lower-case hex SHA-256 of a body, for <see cref="PayloadHash"/>.</summary>
    /// <param name="payload">The bytes of the body.</param>
    /// <returns>64 characters.</returns>
    public static string HashPayload(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return EmptyPayloadHash;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(payload, hash);
        return Hex.ToString(hash);
    }

    /// <summary>The method, host and path.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{Method} {Host}{Path}";
}
