using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Sqs.Client.LocalServer.InMemory;

/// <summary>
/// Takes connections that are made inside the process. HTTP is spoken over them as over a socket, by the same server and the same client
/// stack; only the wire between the two is a pair of pipes.
/// </summary>
internal sealed class MemoryListener : IConnectionListener, IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly Channel<ConnectionContext> _arriving = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; } = new MemoryEndPoint();

    /// <summary>Makes a connection and returns the client's end of it.</summary>
    /// <param name="from">The address that the server sees.</param>
    /// <param name="isSecure">Whether the client means to speak TLS.</param>
    public Stream Connect(IPAddress from, bool isSecure)
    {
        var connection = new MemoryConnection(from, isSecure);
        return _arriving.Writer.TryWrite(connection) ? connection.ClientEnd : throw new SocketException((int)SocketError.ConnectionRefused);
    }

    public bool CanBind(EndPoint endpoint) => endpoint is MemoryEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _arriving.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _arriving.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _ = _arriving.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
