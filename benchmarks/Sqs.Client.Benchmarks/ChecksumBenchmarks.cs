using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Protocol;

namespace Sqs.Client.Benchmarks;

/// <summary>Digests of bodies and attributes, against MD5 of the same number of bytes.</summary>
[MemoryDiagnoser]
public class ChecksumBenchmarks
{
    private readonly byte[] _digest = new byte[Checksums.DigestSize];
    private readonly Dictionary<string, MessageAttributeValue> _attributes = Samples.Attributes();
    private readonly byte[] _canonical;
    private byte[] _utf8 = [];
    private MessageBody _text;
    private MessageBody _bytes;

    public ChecksumBenchmarks()
    {
        _canonical = new byte[_attributes.Sum(pair => 13 + pair.Key.Length + pair.Value.DataType.Length + pair.Value.StringValue!.Length)];
        Setup();
    }

    [Params(1024, 64 * 1024)]
    public int BodySize { get; set; } = 1024;

    [GlobalSetup]
    public void Setup()
    {
        var text = Samples.Json(BodySize);
        _utf8 = Encoding.UTF8.GetBytes(text);
        (_text, _bytes) = (text, _utf8);
    }

    [Benchmark(Baseline = true)]
    public int Md5() => MD5.HashData(_utf8, _digest);

    [Benchmark]
    public void BodyOfBytes() => Checksums.Platform.OfBody(_bytes, _digest);

    [Benchmark]
    public void BodyOfText() => Checksums.Platform.OfBody(_text, _digest);

    [Benchmark]
    public int Md5OfAttributes() => MD5.HashData(_canonical, _digest);

    [Benchmark]
    public bool Attributes() => Checksums.Platform.OfAttributes(_attributes, _digest);
}
