using System.Net;

namespace Sqs.Client.Notifications.Tests.Sns;

/// <summary>Answers in place of SNS's hosts, and remembers what was asked.</summary>
internal sealed class CertificateHost(Func<Uri, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<Uri> _asked = [];

    public CertificateHost(string pem)
        : this((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(pem) }))
    {
    }

    public IReadOnlyList<Uri> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_asked)
        {
            _asked.Add(request.RequestUri!);
        }

        var response = await answer(request.RequestUri!, cancellationToken);
        response.RequestMessage ??= request;
        return response;
    }
}
