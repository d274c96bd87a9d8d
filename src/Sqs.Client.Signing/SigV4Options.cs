namespace Sqs.Client.Signing;

/// <summary>How a service wants its canonical requests built; the defaults are right for Amazon SQS and nearly every other service.</summary>
/// <remarks>
/// The rules are those of
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed AWS API request</see>.
/// Amazon S3 needs <see cref="DoubleEncodePath"/> and <see cref="NormalizePath"/> off and <see cref="SignPayloadHashHeader"/> on.
/// </remarks>
public sealed record SigV4Options
{
    internal static SigV4Options Default { get; } = new();

    /// <summary>
    /// Whether the path of the wire is percent-encoded once more for signing, so that <c>%20</c> is signed as <c>%2520</c>. On by default;
    /// when off, the escapes of the path are kept (in upper-case hex) and only what is not escaped yet is encoded.
    /// </summary>
    public bool DoubleEncodePath { get; init; } = true;

    /// <summary>Whether <c>.</c>, <c>..</c> and empty segments are removed from the path that is signed. On by default.</summary>
    public bool NormalizePath { get; init; } = true;

    /// <summary>
    /// Whether the payload hash is also sent and signed as <c>X-Amz-Content-SHA256</c>. Off by default; the header is always added for
    /// <see cref="SigV4Request.UnsignedPayload"/>, because the service cannot know otherwise. Presigned requests never carry it.
    /// </summary>
    public bool SignPayloadHashHeader { get; init; }

    /// <summary>Whether the session token is sent but left out of the signature, as a few services demand. Off by default.</summary>
    public bool OmitSessionTokenFromSignature { get; init; }

    /// <summary>
    /// Whether <see cref="SigV4Handler"/> signs <see cref="SigV4Request.UnsignedPayload"/> instead of buffering and hashing the content of
    /// requests over https, for long streams. Off by default; over plain http the content is always hashed.
    /// </summary>
    public bool UnsignedPayload { get; init; }
}
