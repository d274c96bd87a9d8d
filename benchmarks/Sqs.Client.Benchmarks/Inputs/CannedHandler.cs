using System.Net;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>Takes the whole request and gives always the same answer, without a network.</summary>
internal sealed class CannedHandler(byte[] answer) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent(answer) };
        _ = response.Headers.TryAddWithoutValidation("x-amzn-RequestId", "5fd1e6a6-8b3b-5c56-a7d3-b9a2d5a0a1c2");
        return response;
    }
}
