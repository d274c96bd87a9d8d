using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>A server that reads a request to its end and answers it from memory by its action; in a process of its own, so that its time is not counted.</summary>
internal static class LoopbackStub
{
    private static readonly (byte[] Start, byte[] Answer)[] Known =
        [.. Answers.Actions.Append("GetQueueAttributes").Select(action => (Encoding.ASCII.GetBytes($"Action={action}&"), Http(Answers.To(action))))];

    /// <summary>The answers to batches of equal bodies, by their number.</summary>
    private static readonly byte[][] Batches = [.. Enumerable.Range(1, Samples.BatchSize).Select(count => Http(Answers.SendBatchOfEqual(count)))];

    /// <summary>Says its port on the standard output and serves until the standard input ends.</summary>
    /// <param name="latency">How long it waits before each answer; null for none, and for batches of bodies that differ.</param>
    public static async Task RunAsync(TimeSpan? latency = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = AcceptAsync(listener, latency);
        _ = await Console.In.ReadToEndAsync();
    }

    private static async Task AcceptAsync(TcpListener listener, TimeSpan? latency)
    {
        while (true)
        {
            var connection = await listener.AcceptSocketAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection, latency);
        }
    }

    private static async Task ServeAsync(Socket connection, TimeSpan? latency)
    {
        using var held = connection;
        var buffer = new byte[1024 * 1024];
        var length = 0;
        while (await connection.ReceiveAsync(buffer.AsMemory(length)) is var read and > 0)
        {
            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length >= head + 4 + BodyLength(buffer.AsSpan(0, head)))
            {
                var answer = AnswerTo(buffer.AsSpan(head + 4, length - head - 4), areEqual: latency is not null);
                if (latency > TimeSpan.Zero)
                {
                    await Task.Delay(latency.Value);
                }

                _ = await connection.SendAsync(answer);
                length = 0;
            }
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var start = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: "u8.Length)..];
        var end = start.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? start : start[..end], CultureInfo.InvariantCulture);
    }

    private static byte[] AnswerTo(ReadOnlySpan<byte> body, bool areEqual)
    {
        if (areEqual && body.StartsWith("Action=SendMessageBatch&"u8))
        {
            return Batches[body.Count(".Id="u8) - 1];
        }

        foreach (var (start, answer) in Known)
        {
            if (body.StartsWith(start))
            {
                return answer;
            }
        }

        throw new InvalidOperationException("An action that the stub does not know.");
    }

    private static byte[] Http(byte[] body)
    {
        var head = $"HTTP/1.1 200 OK\r\nx-amzn-RequestId: 5fd1e6a6-8b3b-5c56-a7d3-b9a2d5a0a1c2\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\n"
            + $"Content-Type: text/xml\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
