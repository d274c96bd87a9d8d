using System.Net;
using System.Text;

namespace Sqs.Client.Faults.Books;

/// <summary>
/// Makes a share of requests fail on the client's side, for servers that cannot be asked to fail: before the server gets them, or after it has done
/// what they ask. Seeded.
/// </summary>
internal sealed class UnreliableNetwork(HttpMessageHandler inner, int seed) : DelegatingHandler(inner)
{
    private const int InAHundred = 10;

    private readonly Random _random = new(seed);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (hits, kind) = Draw();
        if (!hits)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        return kind switch
        {
            0 => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            1 => Status(HttpStatusCode.ServiceUnavailable),
            2 => Status(HttpStatusCode.InternalServerError),
            _ => await AfterwardsAsync(kind, await base.SendAsync(request, cancellationToken), cancellationToken),
        };
    }

    private static async Task<HttpResponseMessage> AfterwardsAsync(int kind, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        switch (kind)
        {
            case 3:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
            case 4:
                return Status(HttpStatusCode.InternalServerError);
            case 5:
                answer.Content = new ByteArrayContent(body[..(body.Length / 2)]);
                return answer;
            case 6:
                answer.Content = new StringContent("<html><body>a page of a proxy</body></html>", Encoding.UTF8, "text/html");
                return answer;
            case 7:
                answer.Content = new ByteArrayContent([]);
                return answer;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return answer;
        }
    }

    private static HttpResponseMessage Status(HttpStatusCode status) => new(status) { Content = new ByteArrayContent([]) };

    /// <summary>Silence is rare, because it costs the time of an attempt.</summary>
    private (bool Hits, int Kind) Draw()
    {
        lock (_random)
        {
            return (_random.Next(100) < InAHundred, _random.Next(33) / 4);
        }
    }
}
