using System.Net;
using System.Net.Http.Headers;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>An HTTP stack that gives the answer it was handed, whatever is asked.</summary>
internal sealed class CannedHandler : HttpMessageHandler
{
    /// <summary>Makes the next answers.</summary>
    public Func<HttpResponseMessage> Next { get; set; } = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);

    /// <summary>An answer with a body given at once, or in pieces and without a length.</summary>
    public static HttpResponseMessage Answer(HttpStatusCode status, byte[] body, string? contentType = null, string? queryError = null, int? pieces = null)
    {
        var response = new HttpResponseMessage(status) { Content = pieces is { } size ? new StreamContent(new PieceStream(body, size)) : new ByteArrayContent(body) };
        if (MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            response.Content.Headers.ContentType = type;
        }

        if (queryError is not null)
        {
            _ = response.Headers.TryAddWithoutValidation("x-amzn-query-error", queryError);
        }

        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Next());
}
