using System.Net.Http.Headers;
using System.Text;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Benchmarks.Depth;

/// <summary>The embedded server with a queue for each depth, and one caller on a connection that stays open.</summary>
internal sealed class DeepServer : IDisposable
{
    private const int Callers = 8;
    private const int BatchSize = 10;
    private static readonly MediaTypeHeaderValue Form = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
    private static readonly byte[] Send = Encoding.UTF8.GetBytes($"Action=SendMessage&Version=2012-11-05&MessageBody={new string('x', 1024)}");
    private static readonly byte[] Receive = "Action=ReceiveMessage&Version=2012-11-05"u8.ToArray();

    private readonly LocalSqs _server = LocalSqs.StartAsync(new LocalSqsOptions { VerifySignatures = false }).GetAwaiter().GetResult();
    private readonly HttpClient _http;

    public DeepServer() => _http = new HttpClient { BaseAddress = _server.Endpoint };

    public async Task FillAsync(string queue, int count)
    {
        _ = await PostAsync("/", Encoding.UTF8.GetBytes($"Action=CreateQueue&QueueName={queue}"));
        var batch = Encoding.UTF8.GetBytes("Action=SendMessageBatch&Version=2012-11-05" + string.Concat(Enumerable.Range(1, BatchSize).Select(at =>
            $"&SendMessageBatchRequestEntry.{at}.Id=m{at}&SendMessageBatchRequestEntry.{at}.MessageBody={new string('x', 1024)}")));
        var left = count / BatchSize;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                _ = await PostAsync(PathOf(queue), batch);
            }
        })));
    }

    /// <summary>Sends one, receives one and deletes it: the depth stays.</summary>
    public async Task<int> CycleAsync(string queue)
    {
        _ = await PostAsync(PathOf(queue), Send);
        var received = await PostAsync(PathOf(queue), Receive);
        var start = received.IndexOf("<ReceiptHandle>", StringComparison.Ordinal) + "<ReceiptHandle>".Length;
        var handle = received[start..received.IndexOf('<', start)];
        var deleted = await PostAsync(PathOf(queue), Encoding.UTF8.GetBytes("Action=DeleteMessage&Version=2012-11-05&ReceiptHandle=" + Uri.EscapeDataString(handle)));
        return deleted.Length;
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static string PathOf(string queue) => $"/000000000000/{queue}";

    private async Task<string> PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = Form;
        using var response = await _http.PostAsync(path, content);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
