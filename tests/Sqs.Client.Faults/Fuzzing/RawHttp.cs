using System.Globalization;
using System.Text;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>HTTP/1.1 as bytes: what no HTTP client would send, and all that comes back on a connection.</summary>
internal static class RawHttp
{
    /// <summary>A request with its signature as it stood on the wire, on a connection that ends with it.</summary>
    public static byte[] Bytes(RecordedRequest request)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target.PathAndQuery} HTTP/1.1\r\nHost: {request.Target.Authority}\r\nConnection: close\r\n");
        foreach (var (name, value) in request.Headers.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        _ = head.Append(CultureInfo.InvariantCulture, $"Content-Length: {request.Body.Length}\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. request.Body];
    }

    /// <summary>Looks at all answers of a connection.</summary>
    public static (string Outcome, string? Wrong) Judge(byte[] received)
    {
        var outcome = "closed";
        for (var rest = received; rest.Length > 0;)
        {
            var end = rest.AsSpan().IndexOf("\r\n\r\n"u8);
            var head = Encoding.Latin1.GetString(rest, 0, Math.Max(end, 0)).Split("\r\n");
            if (end < 0 || !head[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || !int.TryParse(head[0].AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            {
                return ("no HTTP", "what came back is no HTTP: " + Encoding.Latin1.GetString(rest));
            }

            var length = head.Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                .Select(line => int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture)).SingleOrDefault();
            if (rest.Length < end + 4 + length)
            {
                return ($"raw {status}", "the answer is cut off");
            }

            outcome = $"raw {status}";
            if (AnswerJudge.Judge(status, rest[(end + 4)..(end + 4 + length)]) is { } wrong)
            {
                return (outcome, wrong);
            }

            rest = rest[(end + 4 + length)..];
        }

        return (outcome, null);
    }
}
