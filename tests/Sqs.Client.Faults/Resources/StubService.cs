using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sqs.Client.Faults.Resources;

/// <summary>
/// As much of the service as is needed to see what a client does with its connections: a TCP listener that keeps connections open, answers as it is
/// told, and counts. The embedded server would share the threads of the process with what is measured.
/// </summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly Func<StubRequest, Task> _act;
    private readonly Task _accepting;
    private int _accepted;
    private int _open;
    private int _mostOpen;
    private int _requests;

    /// <summary>Starts the service.</summary>
    /// <param name="act">What happens between a request and its answer: a wait, or the end of the connection.</param>
    public StubService(Func<StubRequest, Task> act)
    {
        _act = act;
        _listener.Start(1024);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    public string QueueUrl => $"{Address}123456789012/orders";

    public int Accepted => Volatile.Read(ref _accepted);

    public int Open => Volatile.Read(ref _open);

    public int MostOpen => Volatile.Read(ref _mostOpen);

    public int Requests => Volatile.Read(ref _requests);

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Resets every open connection, as a load balancer does that restarts.</summary>
    public async Task ResetAllAsync()
    {
        var connections = _connections.ToArray();
        foreach (var (socket, _) in connections)
        {
            Reset(socket);
        }

        await Task.WhenAll(connections.Select(connection => connection.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await ResetAllAsync();
        _stop.Dispose();
    }

    internal static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception error) when (IsEndOfConnection(error))
        {
            // it has ended already
        }

        socket.Close();
    }

    private static bool IsEndOfConnection(Exception error) =>
        error is OperationCanceledException or SocketException or IOException or ObjectDisposedException;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                var connection = Interlocked.Increment(ref _accepted);
                var open = Interlocked.Increment(ref _open);
                _mostOpen = Math.Max(_mostOpen, open); // one loop accepts
                var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _connections[socket] = ServeAsync(socket, connection, started.Task);
                started.SetResult();
            }
        }
        catch (Exception error) when (IsEndOfConnection(error))
        {
            // stopped
        }
    }

    private async Task ServeAsync(Socket socket, int connection, Task started)
    {
        await started; // so that the end of the connection finds it in the books
        try
        {
            using var stream = new NetworkStream(socket);
            var buffer = new byte[64 * 1024];
            while (await ReadRequestAsync(stream, buffer) is { } text)
            {
                _ = Interlocked.Increment(ref _requests);
                var request = new StubRequest(socket, connection, text);
                await _act(request);
                await stream.WriteAsync(request.Answer(), _stop.Token);
            }
        }
        catch (Exception error) when (IsEndOfConnection(error))
        {
            // the client has gone, or the test has ended the connection
        }
        finally
        {
            _ = Interlocked.Decrement(ref _open);
            _ = _connections.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream, byte[] buffer)
    {
        var length = 0;
        while (length == 0 || !IsWhole(buffer.AsSpan(0, length)))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var name = "\r\nContent-Length: "u8;
        var at = request[..head].IndexOf(name);
        if (at < 0)
        {
            return true;
        }

        var digits = request[(at + name.Length)..head];
        var end = digits.IndexOf((byte)'\r');
        return request.Length >= head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
