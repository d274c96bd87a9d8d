using System.Globalization;
using System.Text;

namespace Sqs.Client.Signing;

/// <summary>Signs requests to one service in one region with AWS Signature Version 4. Thread-safe; make one and keep it.</summary>
/// <remarks>
/// The rules are those of
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed AWS API request</see>.
/// </remarks>
public sealed class SigV4Signer
{
    private const int TypicalTextLength = 1024;
    private const int OwnHeaders = 4;

    private readonly SigV4Options _options;
    private readonly SigningKeyCache _keys;
    private SigningTime _lastTime = new(DateTimeOffset.MinValue);

    /// <summary>Makes a signer.</summary>
    /// <param name="region">The region, such as <c>us-east-1</c>: 1 to 63 ASCII letters, digits and inner hyphens, not digits alone.</param>
    /// <param name="service">The service's signing name, such as <c>sqs</c>.</param>
    /// <param name="options">How the service wants its canonical requests; null for what nearly all services want.</param>
    /// <exception cref="ArgumentException">The region or the service is not a possible name.</exception>
    public SigV4Signer(string region, string service, SigV4Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(service);
        Region = ScopeName.IsRegion(region)
            ? region
            : throw new ArgumentException("A region is 1 to 63 ASCII letters, digits and inner hyphens, not digits alone.", nameof(region));
        Service = ScopeName.IsService(service)
            ? service
            : throw new ArgumentException("A service is 1 to 63 ASCII letters, digits, hyphens, dots and underscores.", nameof(service));
        _options = options ?? SigV4Options.Default;
        _keys = new SigningKeyCache(region, service);
    }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; }

    /// <summary>The signing name of the service that requests are signed for.</summary>
    public string Service { get; }

    internal SigningKeyCache Keys => _keys;

    /// <summary>Signs a request by headers.</summary>
    /// <param name="request">The request as it is sent, without the headers that this method returns.</param>
    /// <param name="credentials">The credentials; not anonymous ones.</param>
    /// <param name="time">The time of signing. The service refuses requests that are more than a few minutes off its own clock.</param>
    /// <returns>The headers to send with the request.</returns>
    /// <exception cref="ArgumentException">The credentials are anonymous, or the request holds what no HTTP request can hold.</exception>
    public SigV4Headers Sign(in SigV4Request request, AwsCredentials credentials, DateTimeOffset time) =>
        Sign(request, credentials, time, trace: null);

    /// <summary>Signs a request by its query, so that anyone who has the URL can send it until it expires.</summary>
    /// <param name="request">The request as it will be sent, without the parameters that this method adds.</param>
    /// <param name="credentials">The credentials; not anonymous ones.</param>
    /// <param name="time">The time of signing, from which the URL is good.</param>
    /// <param name="expires">How long the URL is good: whole seconds, 1 second to 7 days.</param>
    /// <returns>The complete query without the question mark: the request's own pairs, then those of the signature.</returns>
    /// <exception cref="ArgumentException">The credentials are anonymous, or the request holds what no HTTP request can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expires"/> is not in its range or not whole seconds.</exception>
    public string Presign(in SigV4Request request, AwsCredentials credentials, DateTimeOffset time, TimeSpan expires) =>
        Presign(request, credentials, time, expires, trace: null);

    internal SigV4Headers Sign(in SigV4Request request, AwsCredentials credentials, DateTimeOffset time, SigV4Trace? trace)
    {
        Check(request, credentials);
        var signingTime = TimeOf(time);
        var token = credentials.SessionToken;
        var contentSha256 = _options.SignPayloadHashHeader || request.PayloadHash is SigV4Request.UnsignedPayload ? request.PayloadHash : null;
        var text = new TextBuffer(TypicalTextLength);
        var headers = new CanonicalHeaders(OwnHeaders + (request.Headers?.Count ?? 0));
        try
        {
            headers.Add(HeaderNames.Host, request.Host);
            headers.Add(HeaderNames.AmzDate, signingTime.Text);
            if (token is not null && !_options.OmitSessionTokenFromSignature)
            {
                headers.Add(HeaderNames.SecurityToken, token);
            }

            if (contentSha256 is not null)
            {
                headers.Add(HeaderNames.ContentSha256, contentSha256);
            }

            AddSignedHeaders(ref headers, request, contentSha256 is not null);
            headers.Sort();

            var key = _keys.Get(credentials.SecretAccessKey, signingTime.Day);
            Span<byte> signature = stackalloc byte[Signature.Length];
            Signature.Compute(ref text, new CanonicalRequest(request, headers, _options), signingTime, key, signature, trace);
            var authorization = WriteAuthorization(ref text, credentials.AccessKeyId, key, headers, signature);
            return new SigV4Headers(authorization, signingTime.Text, token, contentSha256);
        }
        finally
        {
            headers.Dispose();
            text.Dispose();
        }
    }

    internal string Presign(
        in SigV4Request request, AwsCredentials credentials, DateTimeOffset time, TimeSpan expires, SigV4Trace? trace)
    {
        Check(request, credentials);
        if (expires < TimeSpan.FromSeconds(1) || expires > TimeSpan.FromDays(7) || expires.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(expires), expires, "A presigned request is good for 1 second to 7 days, in whole seconds.");
        }

        var signingTime = TimeOf(time);
        var text = new TextBuffer(TypicalTextLength);
        var headers = new CanonicalHeaders(1 + (request.Headers?.Count ?? 0));
        try
        {
            headers.Add(HeaderNames.Host, request.Host);
            AddSignedHeaders(ref headers, request, ownContentSha256: false);
            headers.Sort();
            headers.AppendNames(ref text);

            var key = _keys.Get(credentials.SecretAccessKey, signingTime.Day);
            var query = PresignedQuery(request, credentials, key, signingTime, expires, signedHeaders: text.ToString());
            Span<byte> signature = stackalloc byte[Signature.Length];
            var canonical = new CanonicalRequest(request, headers, _options) { PresignedQuery = query };
            Signature.Compute(ref text, canonical, signingTime, key, signature, trace);
            return $"{query}&{QueryParameters.Signature}={Encoding.ASCII.GetString(signature)}";
        }
        finally
        {
            headers.Dispose();
            text.Dispose();
        }
    }

    private static void Check(in SigV4Request request, AwsCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.IsAnonymous)
        {
            throw new ArgumentException("Anonymous credentials cannot sign; send the request as it is.", nameof(credentials));
        }

        RequestText.Check(request);
    }

    private static void AddSignedHeaders(ref CanonicalHeaders headers, in SigV4Request request, bool ownContentSha256)
    {
        for (var i = 0; i < (request.Headers?.Count ?? 0); i++)
        {
            var (name, value) = request.Headers![i];
            if (HeaderNames.IsSigned(name) && !(ownContentSha256 && HeaderNames.Is(name, HeaderNames.ContentSha256)))
            {
                headers.Add(name, value);
            }
        }
    }

    private static string WriteAuthorization(
        ref TextBuffer text, string accessKeyId, SigningKey key, CanonicalHeaders headers, ReadOnlySpan<byte> signature)
    {
        text.Clear();
        text.Append("AWS4-HMAC-SHA256 Credential="u8);
        text.Append(accessKeyId);
        text.Append((byte)'/');
        text.Append(key.Scope);
        text.Append(", SignedHeaders="u8);
        headers.AppendNames(ref text);
        text.Append(", Signature="u8);
        text.Append(signature);
        return text.ToString();
    }

    private static string PresignedQuery(
        in SigV4Request request, AwsCredentials credentials, SigningKey key, SigningTime time, TimeSpan expires, string signedHeaders)
    {
        var query = new StringBuilder();
        foreach (var pair in new QueryPairs(request.Query))
        {
            if (!QueryParameters.IsOne(pair.Name)) // what an earlier signature left is replaced
            {
                _ = query.Append(pair.Text).Append('&');
            }
        }

        var credential = $"{credentials.AccessKeyId}/{Encoding.UTF8.GetString(key.Scope)}";
        _ = query.Append(QueryParameters.Algorithm).Append('=').Append(StringToSign.Algorithm)
            .Append('&').Append(QueryParameters.Credential).Append('=').Append(Uri.EscapeDataString(credential))
            .Append('&').Append(QueryParameters.Date).Append('=').Append(time.Text)
            .Append('&').Append(QueryParameters.Expires).Append('=').Append(CultureInfo.InvariantCulture, $"{(long)expires.TotalSeconds}")
            .Append('&').Append(QueryParameters.SignedHeaders).Append('=').Append(Uri.EscapeDataString(signedHeaders));
        return credentials.SessionToken is { } token
            ? query.Append('&').Append(QueryParameters.SecurityToken).Append('=').Append(Uri.EscapeDataString(token)).ToString()
            : query.ToString();
    }

    /// <summary>The time in its forms; requests of one second share them.</summary>
    private SigningTime TimeOf(DateTimeOffset time)
    {
        var last = Volatile.Read(ref _lastTime);
        if (!last.Is(time))
        {
            last = new SigningTime(time);
            Volatile.Write(ref _lastTime, last);
        }

        return last;
    }
}
