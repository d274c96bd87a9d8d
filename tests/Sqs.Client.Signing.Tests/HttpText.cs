using System.Text;

namespace Sqs.Client.Signing.Tests;

/// <summary>An HTTP request as text, read just as far as the suite needs it.</summary>
internal sealed record HttpText(string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public string Host => Headers.First(header => header.Key.Equals("host", StringComparison.OrdinalIgnoreCase)).Value;

    public SigV4Request ToRequest() => new()
    {
        Method = Method,
        Host = Host,
        Path = Path,
        Query = Query,
        Headers = Headers,
        PayloadHash = SigV4Request.HashPayload(Encoding.UTF8.GetBytes(Body)),
    };

    public static HttpText Parse(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = (end < 0 ? text.TrimEnd('\n') : text[..end]).Split('\n');
        var target = lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..lines[0].LastIndexOf(" HTTP/", StringComparison.Ordinal)];
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new HttpText(
            lines[0].Split(' ')[0],
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[(question + 1)..],
            ParseHeaders(lines[1..]),
            end < 0 ? "" : text[(end + 2)..]);
    }

    private static List<KeyValuePair<string, string>> ParseHeaders(IEnumerable<string> lines)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in lines)
        {
            if (line[0] is ' ' or '\t')
            {
                headers[^1] = new(headers[^1].Key, headers[^1].Value + "\n" + line);
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..]));
        }

        return headers;
    }
}
