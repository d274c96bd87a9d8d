using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Sqs.Client.Tests.Transport;

/// <summary>Answers of the service, and what can be read of a request.</summary>
internal static class Answers
{
    public static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    public static HttpResponseMessage Result(string action, string inside, string? requestId = "req-ok") => ScriptedHandler.Xml(
        $"<{action}Response><{action}Result>{inside}</{action}Result>"
        + (requestId is null ? "" : $"<ResponseMetadata><RequestId>{requestId}</RequestId></ResponseMetadata>")
        + $"</{action}Response>");

    public static HttpResponseMessage Received(params IEnumerable<(string Id, string Body, string? Digest)> messages) => Result(
        "ReceiveMessage",
        string.Concat(messages.Select(message =>
            $"<Message><MessageId>{message.Id}</MessageId><ReceiptHandle>h-{message.Id}</ReceiptHandle>"
            + (message.Digest is null ? "" : $"<MD5OfBody>{message.Digest}</MD5OfBody>")
            + $"<Body>{message.Body}</Body></Message>")));

    /// <summary>An empty answer with a status.</summary>
    public static HttpResponseMessage Status(int status) => new((HttpStatusCode)status) { Content = new ByteArrayContent([]) };

    /// <summary>Waits until the token is cancelled; what waits goes on in the thread that cancels, so that a moved clock and the call keep step.</summary>
    public static async Task NeverAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        using var registration = cancellationToken.UnsafeRegister((_, token) => never.TrySetCanceled(token), null);
        await never.Task.ConfigureAwait(false);
    }

    /// <summary>The pairs of a form, decoded.</summary>
    public static Dictionary<string, string> Form(string body) => body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]), StringComparer.Ordinal);

    public static string Header(HttpRequestMessage request, string name) => string.Join(',', request.Headers.GetValues(name));
}
