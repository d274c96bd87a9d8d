using BenchmarkDotNet.Attributes;
using Sqs.Client.Benchmarks.Inputs;

namespace Sqs.Client.Benchmarks;

/// <summary>The whole client over a handler in memory: what it costs beside the network.</summary>
[MemoryDiagnoser]
public class SendPathBenchmarks
{
    private readonly SendPath _path = InMemory();

    /// <summary>A path whose answers are in memory.</summary>
    internal static SendPath InMemory() => new(
        new Uri("https://sqs.us-east-1.amazonaws.com"), static action => new CannedHandler(Answers.To(action)));

    [Benchmark]
    public Task<int> FloorOfSend() => _path.FloorOfSendAsync();

    [Benchmark]
    public Task<SendMessageResponse> Send() => _path.SendAsync();

    [Benchmark]
    public Task<int> FloorOfBatch() => _path.FloorOfBatchAsync();

    [Benchmark]
    public Task<SendMessageBatchResponse> SendBatch() => _path.SendBatchAsync();

    [Benchmark]
    public Task<int> FloorOfReceive() => _path.FloorOfReceiveAsync();

    [Benchmark]
    public Task<int> ReceiveText() => _path.ReceiveAsync(MessageBodyFormat.Text);

    [Benchmark]
    public Task<int> ReceiveUtf8() => _path.ReceiveAsync(MessageBodyFormat.Utf8);

    [Benchmark]
    public Task<int> ReceiveLeasedUtf8() => _path.ReceiveAsync(MessageBodyFormat.LeasedUtf8);
}
