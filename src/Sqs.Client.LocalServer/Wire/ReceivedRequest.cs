using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>A request as it came over the wire: nothing decoded, nothing normalized, for signatures are over exactly that.</summary>
internal sealed record ReceivedRequest(string Method, string Host, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The largest request that is read; a message of 1 MiB grows threefold when every byte is escaped.</summary>
    public const long LargestBody = 10 * 1024 * 1024;

    /// <summary>Where the server stops listening to a request that it refuses anyway.</summary>
    public const long LargestRefusedBody = 64 * 1024 * 1024;

    public static async ValueTask<ReceivedRequest> ReadAsync(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";
        if (target.Length > 0 && target[0] is not '/')
        {
            target = http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent(); // absolute form, as for a proxy
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in http.Request.Headers)
        {
            foreach (var value in values)
            {
                headers.Add(KeyValuePair.Create(name, value ?? ""));
            }
        }

        return new ReceivedRequest(
            http.Request.Method,
            http.Request.Host.Value ?? "",
            mark < 0 ? target : target[..mark],
            mark < 0 ? "" : target[(mark + 1)..],
            headers,
            await ReadBodyAsync(http).ConfigureAwait(false));
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0)
        {
            return default;
        }

        using var body = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, LargestBody));
        var reader = http.Request.BodyReader;
        var length = 0L;
        while (true)
        {
            // A body that is too large is read to its end all the same: a client that is still sending would not see the answer.
            var read = await reader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
            length += read.Buffer.Length;
            foreach (var segment in read.Buffer)
            {
                if (length <= LargestBody)
                {
                    body.Write(segment.Span);
                }
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return length <= LargestBody ? body.GetBuffer().AsMemory(0, (int)body.Length) : throw SqsErrors.RequestTooLarge();
            }
        }
    }
}
