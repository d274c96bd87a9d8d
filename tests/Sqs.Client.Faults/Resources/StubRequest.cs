using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sqs.Client.Faults.Resources;

/// <summary>A request of the Query protocol as a <see cref="StubService"/> read it; messages have the body <c>x</c>.</summary>
internal sealed class StubRequest(Socket socket, int connection, string text)
{
    /// <summary>The how-many-eth connection of the service it came over.</summary>
    public int Connection => connection;

    public string Action { get; } = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split('&')[0]["Action=".Length..];

    public bool IsPoll => Action == "ReceiveMessage";

    /// <summary>Ends the connection without an answer.</summary>
    public void Reset() => StubService.Reset(socket);

    /// <summary>The answer of a success.</summary>
    public byte[] Answer()
    {
        var result = Action == "SendMessage"
            ? "<SendMessageResult><MessageId>m-1</MessageId><MD5OfMessageBody>9dd4e461268c8034f5c8564e155c67a6</MD5OfMessageBody></SendMessageResult>"
            : $"<{Action}Result/>";
        var body = $"<{Action}Response>{result}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{Action}Response>";
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }
}
