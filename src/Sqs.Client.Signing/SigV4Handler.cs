using System.Net.Http.Headers;

namespace Sqs.Client.Signing;

/// <summary>Signs the requests of any <see cref="HttpClient"/>, for calls to AWS that this SDK has no method for.</summary>
/// <remarks>
/// Put it next to the handler that sends, so that nothing changes a request after it is signed. That handler must not follow redirects
/// (<c>AllowAutoRedirect = false</c>): it would carry the session token to another host. A request that is sent again is signed anew.
/// Content is buffered to be hashed, unless <see cref="SigV4Options.UnsignedPayload"/> is on and the request goes over https.
/// </remarks>
public sealed class SigV4Handler : DelegatingHandler
{
    private readonly ICredentialsSource _credentials;
    private readonly SigV4Signer _signer;
    private readonly SigV4Options _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a handler; set <see cref="DelegatingHandler.InnerHandler"/> before use.</summary>
    /// <param name="credentials">Where the credentials come from; asked for each request. With anonymous ones requests go out as they are.</param>
    /// <param name="region">The region, such as <c>us-east-1</c>.</param>
    /// <param name="service">The service's signing name, such as <c>sqs</c>.</param>
    /// <param name="options">How the service wants its canonical requests; null for what nearly all services want.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">The region or the service is not a possible name.</exception>
    public SigV4Handler(
        ICredentialsSource credentials, string region, string service, SigV4Options? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
        _options = options ?? SigV4Options.Default;
        _signer = new SigV4Signer(region, service, _options);
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Not supported: credentials come asynchronously, and a request must not slip through unsigned.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests are signed asynchronously; use SendAsync.");

    /// <summary>Signs the request and sends it.</summary>
    /// <param name="request">The request, with an absolute URI.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer of the inner handler.</returns>
    /// <exception cref="InvalidOperationException">The request's URI is missing or relative.</exception>
    /// <exception cref="CredentialsUnavailableException">There are no credentials.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var credentials = await _credentials.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        RemoveEarlierSignature(request);
        if (!credentials.IsAnonymous)
        {
            var payloadHash = await HashPayloadAsync(request, cancellationToken).ConfigureAwait(false);
            Add(request, _signer.Sign(Describe(request, payloadHash), credentials, _time.GetUtcNow()));
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What an earlier attempt left, told from a caller's own authorization by its algorithm.</summary>
    private static void RemoveEarlierSignature(HttpRequestMessage request)
    {
        var headers = request.Headers;
        if (headers.NonValidated.TryGetValues(HeaderNames.Authorization, out var authorization)
            && authorization.ToString().StartsWith(StringToSign.Algorithm, StringComparison.Ordinal))
        {
            _ = headers.Remove(HeaderNames.Authorization);
            _ = headers.Remove(HeaderNames.AmzDate);
            _ = headers.Remove(HeaderNames.SecurityToken);
            _ = headers.Remove(HeaderNames.ContentSha256);
        }
    }

    private async ValueTask<string> HashPayloadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
        {
            return SigV4Request.EmptyPayloadHash;
        }

        if (_options.UnsignedPayload && request.RequestUri is { IsAbsoluteUri: true } uri
            && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            return SigV4Request.UnsignedPayload;
        }

        // The content keeps what it reads here and sends the same bytes later.
        return SigV4Request.HashPayload(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private static SigV4Request Describe(HttpRequestMessage request, string payloadHash)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } uri)
        {
            throw new InvalidOperationException("A request must have an absolute URI to be signed.");
        }

        // The parts of the very Uri that is sent: its text as it was typed may differ in dot segments and escapes.
        return new SigV4Request
        {
            Method = request.Method.Method,
            Host = request.Headers.Host ?? HostOf(uri),
            Path = uri.AbsolutePath,
            Query = uri.Query.Length > 1 ? uri.Query[1..] : "",
            Headers = HeadersOf(request),
            PayloadHash = payloadHash,
        };
    }

    private static string HostOf(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        return uri.IsDefaultPort ? host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{uri.Port}");
    }

    private static List<KeyValuePair<string, string>> HeadersOf(HttpRequestMessage request)
    {
        var all = new List<KeyValuePair<string, string>>();
        Collect(request.Headers.NonValidated, all);
        if (request.Content is { } content)
        {
            Collect(content.Headers.NonValidated, all);
        }

        return all;
    }

    /// <summary>
    /// A header with several values goes out as one line, and is signed as that. What SocketsHttpHandler completes on the way (the length,
    /// the encodings it can read, the cookies it keeps) stays unsigned.
    /// </summary>
    private static void Collect(HttpHeadersNonValidated headers, List<KeyValuePair<string, string>> all)
    {
        foreach (var (name, values) in headers)
        {
            if (!HeaderNames.Is(name, "content-length") && !HeaderNames.Is(name, "accept-encoding") && !HeaderNames.Is(name, "cookie"))
            {
                all.Add(new(name, values.ToString()));
            }
        }
    }

    private static void Add(HttpRequestMessage request, in SigV4Headers signed)
    {
        Set(request, HeaderNames.Authorization, signed.Authorization);
        Set(request, "X-Amz-Date", signed.Date);
        Set(request, "X-Amz-Security-Token", signed.SecurityToken);
        if (signed.ContentSha256 is not null)
        {
            Set(request, "X-Amz-Content-SHA256", signed.ContentSha256);
        }
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        _ = request.Headers.Remove(name);
        if (value is not null)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
