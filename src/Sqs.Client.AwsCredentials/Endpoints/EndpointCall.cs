using System.Net;
using System.Net.Sockets;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Endpoints;

/// <summary>Calls of the endpoints that hand credentials out on the machine itself: short, never by a proxy, never redirected.</summary>
internal sealed class EndpointCall(HttpClient http, TimeProvider time)
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The HTTP client of one source. A proxy would see the credentials, and a redirection would carry the token elsewhere.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>Calls until an answer is there that more calls would not better, and gives its status and text.</summary>
    /// <param name="request">Makes a request.</param>
    /// <param name="timeout">The longest that one attempt may take.</param>
    /// <param name="attempts">The most attempts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CredentialsUnavailableException">Nobody answered; the message names the place.</exception>
    public async ValueTask<EndpointAnswer> SendAsync(Func<HttpRequestMessage> request, TimeSpan timeout, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await AttemptAsync(request, timeout, cancellationToken).ConfigureAwait(false);
            if (attempt == attempts || !answer.MayImprove)
            {
                return answer.Failure is { } failure ? throw new CredentialsUnavailableException(failure) : answer;
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<EndpointAnswer> AttemptAsync(Func<HttpRequestMessage> newRequest, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = newRequest();
        var place = PlaceText.Of(request.RequestUri!);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return new EndpointAnswer(place, response.StatusCode, await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false), Failure: null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return EndpointAnswer.Failed(place, $"{place} did not answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return EndpointAnswer.Failed(place, $"{place} gave more than {LargestAnswer / 1024} KiB");
        }
        catch (HttpRequestException exception)
        {
            return EndpointAnswer.Failed(place, $"{place} cannot be reached: {Reason(exception)}");
        }
    }

    private static string Reason(HttpRequestException exception) =>
        exception.GetBaseException() is SocketException socket ? socket.SocketErrorCode.ToString() : exception.HttpRequestError.ToString();
}

/// <summary>An answer, or that there was none.</summary>
/// <param name="Place">Whose answer it is, for messages.</param>
/// <param name="Status">The status.</param>
/// <param name="Text">The body, which may hold secrets.</param>
/// <param name="Failure">Why there is no answer.</param>
internal sealed record EndpointAnswer(string Place, HttpStatusCode Status, string Text, string? Failure)
{
    public bool IsSuccess => Failure is null && (int)Status is >= 200 and < 300;

    /// <summary>Whether another attempt may bring more: nobody answered, the server failed, or it has too much to do.</summary>
    public bool MayImprove => Failure is not null || (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests;

    public static EndpointAnswer Failed(string place, string why) => new(place, default, "", why);

    /// <summary>The text of a success.</summary>
    /// <exception cref="CredentialsUnavailableException">The answer is none.</exception>
    public string Require() => IsSuccess ? Text : throw new CredentialsUnavailableException($"{Place} answered {(int)Status}");

    /// <summary>Where the answer came from and its status; the body is left out.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{Place} {(int)Status}";
}
