using System.Net;
using System.Text;

namespace Sqs.Client.Tests.Transport;

/// <summary>The HTTP stack of a test: answers as its script says and keeps what it was asked.</summary>
internal sealed class ScriptedHandler(Func<HttpRequestMessage, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _count;

    public ScriptedHandler(Func<HttpRequestMessage, int, HttpResponseMessage> answer)
        : this((request, number, _) => Task.FromResult(answer(request, number)))
    {
    }

    /// <summary>How many requests came.</summary>
    public int Count => Volatile.Read(ref _count);

    public List<(HttpRequestMessage Request, string Body)> Requests { get; } = [];

    public static HttpResponseMessage Xml(string text, int status = 200) =>
        new((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };

    public static HttpResponseMessage Error(int status, string code, string type = "Sender", string message = "Said by the service.") => Xml(
        $"<ErrorResponse><Error><Type>{type}</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>",
        status);

    /// <summary>The plain success of the action that a request asks for, of a message whose body is <c>x</c>.</summary>
    public static HttpResponseMessage Success(HttpRequestMessage request)
    {
        var action = ActionOf(request);
        var result = action switch
        {
            "SendMessage" => "<SendMessageResult><MessageId>m-1</MessageId><MD5OfMessageBody>9dd4e461268c8034f5c8564e155c67a6</MD5OfMessageBody></SendMessageResult>",
            "DeleteMessage" or "ChangeMessageVisibility" or "PurgeQueue" => "",
            _ => $"<{action}Result/>",
        };
        return Xml($"<{action}Response>{result}<ResponseMetadata><RequestId>req-ok</RequestId></ResponseMetadata></{action}Response>");
    }

    public static string ActionOf(HttpRequestMessage request)
    {
        using var body = new MemoryStream();
        request.Content!.CopyTo(body, null, CancellationToken.None);
        return Encoding.UTF8.GetString(body.ToArray()).Split('&')[0]["Action=".Length..];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        lock (Requests)
        {
            Requests.Add((request, body));
        }

        return await answer(request, number, cancellationToken).ConfigureAwait(false);
    }
}
