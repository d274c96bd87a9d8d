using System.Net;

namespace Sqs.Client.LocalServer.InMemory;

/// <summary>
/// Brings every request to the embedded server, whatever host it names; the first one starts the server if nobody has. An https address
/// is spoken to without TLS, on connections of which the server believes that they have it.
/// </summary>
internal sealed class MemoryHandler(MemoryListener listener, IPAddress from, Func<CancellationToken, Task> start) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _plain = Connections(listener, from, isSecure: false);
    private readonly HttpMessageInvoker _secure = Connections(listener, from, isSecure: true);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await start(cancellationToken).ConfigureAwait(false);
        if (request.RequestUri is not { IsAbsoluteUri: true } target || target.Scheme != Uri.UriSchemeHttps)
        {
            return await _plain.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        request.RequestUri = Plain(target);
        try
        {
            return await _secure.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.RequestUri = target;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
            _secure.Dispose();
        }

        base.Dispose(disposing);
    }

    private static HttpMessageInvoker Connections(MemoryListener listener, IPAddress from, bool isSecure) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = (_, _) => ValueTask.FromResult(listener.Connect(from, isSecure)),
    });

    /// <summary>The same address without TLS, character by character: a signature may be over it.</summary>
    private static Uri Plain(Uri target) =>
        new(string.Concat(Uri.UriSchemeHttp, target.OriginalString.AsSpan(Uri.UriSchemeHttps.Length)), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
