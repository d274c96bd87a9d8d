namespace Sqs.Client.LocalServer.InMemory;

/// <summary>Brings every request to the embedded server, whatever host it names; the first one starts the server if nobody has.</summary>
internal sealed class MemoryHandler : DelegatingHandler
{
    private readonly Func<CancellationToken, Task> _start;

    public MemoryHandler(MemoryListener listener, Func<CancellationToken, Task> start)
        : base(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (_, _) => ValueTask.FromResult(listener.Connect()),
        }) => _start = start;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _start(cancellationToken).ConfigureAwait(false);
        var target = request.RequestUri;
        request.RequestUri = target is { IsAbsoluteUri: true } && target.Scheme == Uri.UriSchemeHttps ? Plain(target) : target;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.RequestUri = target;
        }
    }

    /// <summary>The same address without TLS, character by character: a signature may be over it.</summary>
    private static Uri Plain(Uri target) =>
        new(string.Concat(Uri.UriSchemeHttp, target.OriginalString.AsSpan(Uri.UriSchemeHttps.Length)), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
