using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Sqs.Client.LocalServer.Faults;

namespace Sqs.Client.LocalServer.InMemory;

/// <summary>One connection inside the process: a pipe to the server, a pipe to the client, and what a socket would tell of its end.</summary>
internal sealed class MemoryConnection : DefaultConnectionContext, IConnectionEnd
{
    private static readonly PipeOptions Options = new(useSynchronizationContext: false);

    private readonly CancellationTokenSource _closed = new();
    private readonly Pipe _toClient = new(Options);

    public MemoryConnection(IPAddress from, bool isSecure)
        : base(Guid.NewGuid().ToString("N"))
    {
        var toServer = new Pipe(Options);
        ClientEnd = new MemoryClientStream(_toClient.Reader, toServer.Writer, Close);
        Transport = new Wire(toServer.Reader, _toClient.Writer);
        ConnectionClosed = _closed.Token;
        LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 0);
        RemoteEndPoint = new IPEndPoint(from, 0);
        Features.Set<IConnectionEnd>(this);
        if (isSecure)
        {
            Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature());
        }
    }

    /// <summary>What the client reads and writes.</summary>
    public MemoryClientStream ClientEnd { get; }

    /// <summary>The server gives the connection up: the client's reads and writes fail.</summary>
    public override void Abort(ConnectionAbortedException abortReason) => Reset();

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _ = await _toClient.Writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);

    public void CloseSending() => _toClient.Writer.Complete();

    public void Reset()
    {
        ClientEnd.Break();
        Close();
    }

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync().ConfigureAwait(false);
        await Transport.Output.CompleteAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Tells the server that nobody listens any more, off the thread of the one who closes.</summary>
    private void Close() => _ = ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);

    private sealed record Wire(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
