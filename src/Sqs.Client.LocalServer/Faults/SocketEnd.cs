using System.Net.Sockets;

namespace Sqs.Client.LocalServer.Faults;

/// <summary>The server's end of a TCP connection.</summary>
internal sealed class SocketEnd(Socket socket) : IConnectionEnd
{
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
    }

    public void CloseSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closing with a linger time of zero.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }
}
