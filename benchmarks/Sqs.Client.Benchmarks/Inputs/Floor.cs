using System.Buffers;
using System.Net.Http.Headers;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>The floor: the least that a client on this HTTP stack can do. The body is written and signed beforehand; the answer is read and not looked at.</summary>
internal sealed class Floor(HttpMessageHandler handler, Uri address, byte[] body) : IDisposable
{
    private static readonly MediaTypeHeaderValue FormContent = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
    private static readonly string Authorization =
        $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/sqs/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature={new string('0', 64)}";

    private readonly HttpMessageInvoker _http = new(handler);

    public async Task<int> SendAsync()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = FormContent;
        _ = message.Headers.TryAddWithoutValidation("User-Agent", "floor");
        _ = message.Headers.TryAddWithoutValidation("Authorization", Authorization);
        _ = message.Headers.TryAddWithoutValidation("X-Amz-Date", "20261121T000000Z");
        using var response = await _http.SendAsync(message, CancellationToken.None);
        var buffer = ArrayPool<byte>.Shared.Rent((int)response.Content.Headers.ContentLength! + 1);
        using var stream = await response.Content.ReadAsStreamAsync();
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length))) > 0)
        {
            length += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    public void Dispose() => _http.Dispose();
}
