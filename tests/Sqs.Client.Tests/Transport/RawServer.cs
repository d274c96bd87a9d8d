using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sqs.Client.Tests.Transport;

/// <summary>A TCP server on this machine that reads one request of each connection, writes what it is told to, and closes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<Socket, Stream, CancellationToken, Task> _answer;
    private readonly Task _accepting;

    public RawServer(Func<Socket, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _accepting = AcceptAsync();
    }

    /// <summary>Answers every request with these bytes, as text, and closes.</summary>
    public RawServer(string answer)
        : this(async (_, stream, stop) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop))
    {
    }

    public Uri Address { get; }

    /// <summary>How many connections were made, whether anything came over them or not.</summary>
    public int Connections => _connections.Count;

    /// <summary>The requests, head and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static string Ok(string body, string headers = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    /// <summary>Ends the connection with a reset instead of an orderly close.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, 0);
        socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting; // before the listener stops: a stopped one refuses to accept by another exception
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private static bool IsEndOfConnection(Exception error) =>
        error is OperationCanceledException or SocketException or IOException or ObjectDisposedException;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (IsEndOfConnection(error))
        {
            // stopped
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                await using var stream = new NetworkStream(socket);
                Requests.Enqueue(await ReadRequestAsync(stream));
                await _answer(socket, stream, _stop.Token);
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception error) when (IsEndOfConnection(error))
        {
            // the client has gone, or the test has ended
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        var missing = 1;
        while (missing > 0)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                throw new IOException("no request came");
            }

            _ = text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            missing = Missing(text.ToString());
        }

        return text.ToString();
    }

    private static int Missing(string text)
    {
        const string Length = "Content-Length: ";
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return 1;
        }

        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return at < 0 || at > end
            ? 0
            : end + 4 + int.Parse(text.AsSpan(at + Length.Length, text.IndexOf("\r\n", at, StringComparison.Ordinal) - at - Length.Length), CultureInfo.InvariantCulture) - text.Length;
    }
}
