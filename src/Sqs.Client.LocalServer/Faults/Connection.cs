using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Sqs.Client.LocalServer.Faults;

/// <summary>The connection under a request, for what HTTP does not do: resets, half answers, silence.</summary>
internal sealed class Connection(HttpContext http, CancellationToken stopping)
{
    /// <summary>How long a client may take to notice that the connection was closed.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private IConnectionEnd End => http.Features.Get<IConnectionEnd>() ?? new SocketEnd(http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket);

    /// <summary>A pause on the real clock; it ends early, as cancelled, when the client goes or the server stops.</summary>
    public async Task PauseAsync(TimeSpan pause)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await Task.Delay(pause, TimeProvider.System, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
            throw new AnswerWithheld();
        }
    }

    /// <summary>RST.</summary>
    public void Reset()
    {
        try
        {
            End.Reset();
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }

        http.Abort();
    }

    /// <summary>FIN, and nothing else until the client has gone too: closing at once might overtake the FIN with a reset.</summary>
    public async Task CloseAsync()
    {
        try
        {
            End.CloseSending();
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            http.Abort();
            return;
        }

        await UntilGoneAsync(Farewell).ConfigureAwait(false);
        http.Abort();
    }

    /// <summary>Silence until the client goes or the server stops.</summary>
    public async Task HangAsync()
    {
        await UntilGoneAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        http.Abort();
    }

    /// <summary>
    /// Sends the head and a part of the body past Kestrel, which would not send less than it announced, and ends the connection.
    /// </summary>
    public async Task CutAsync(ReadOnlyMemory<byte> body, Fault fault)
    {
        var part = Math.Clamp((int)(body.Length * fault.Share), 0, Math.Max(0, body.Length - 1));
        byte[] bytes = [.. Encoding.ASCII.GetBytes(Head(body.Length, fault.Framing)), .. body.Span[..part]];
        try
        {
            await End.SendAsync(bytes, stopping).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            http.Abort();
            return;
        }

        switch (fault.Ending)
        {
            case CutEnding.Close:
                await CloseAsync().ConfigureAwait(false);
                break;
            case CutEnding.Reset:
                Reset();
                break;
            default:
                await HangAsync().ConfigureAwait(false);
                break;
        }
    }

    private string Head(int length, AnswerFraming framing)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {http.Response.StatusCode} {ReasonPhrases.GetReasonPhrase(http.Response.StatusCode)}\r\n");
        foreach (var (name, value) in http.Response.Headers)
        {
            if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                _ = head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        return head.Append(framing switch
        {
            AnswerFraming.ContentLength => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n"),
            AnswerFraming.Chunked => string.Create(CultureInfo.InvariantCulture, $"Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n"),
            _ => "Connection: close\r\n\r\n",
        }).ToString();
    }

    private async Task UntilGoneAsync(TimeSpan most)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await Task.Delay(most, TimeProvider.System, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is gone, or the server stops.
        }
    }
}
