namespace Sqs.Client.Processing.Tests.Books;

/// <summary>The network of one process; cut, nothing gets through any more, and what is under way is never answered: the process has crashed.</summary>
internal sealed class Network(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly CancellationTokenSource _cut = new();

    public void Cut() => _cut.Cancel();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cut.Token);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException cancelled) when (_cut.IsCancellationRequested)
        {
            throw new HttpRequestException("The network is cut.", cancelled);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cut.Dispose();
        }

        base.Dispose(disposing);
    }
}
