using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Signing;

namespace Sqs.Client.Benchmarks;

/// <summary>SigV4. The floor does the same hashing over texts made beforehand, with states kept for reuse.</summary>
[MemoryDiagnoser]
public class SignBenchmarks
{
    private static readonly DateTimeOffset Time = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeyValuePair<string, string>[] Headers = [new("content-type", "application/x-www-form-urlencoded; charset=utf-8")];

    private readonly SigV4Signer _signer = new("us-east-1", "sqs");
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, new byte[32]);
    private readonly byte[] _hash = new byte[32];
    private byte[] _body = [];
    private byte[] _canonicalRequest = [];
    private byte[] _stringToSign = [];
    private string _bodyHash = "";

    [Params(1024, 16 * 1024, 256 * 1024)]
    public int BodySize { get; set; } = 1024;

    [GlobalSetup]
    public void Setup()
    {
        _body = Encoding.UTF8.GetBytes(Samples.Json(BodySize));
        _bodyHash = SigV4Request.HashPayload(_body);
        var trace = new SigV4Trace();
        _ = _signer.Sign(Request(_bodyHash), Samples.Credentials, Time, trace);
        _canonicalRequest = Encoding.UTF8.GetBytes(trace.CanonicalRequest);
        _stringToSign = Encoding.UTF8.GetBytes(trace.StringToSign);
    }

    [Benchmark(Baseline = true)]
    public void Floor()
    {
        _sha256.AppendData(_body);
        _ = _sha256.GetHashAndReset(_hash);
        FloorOfSignature();
    }

    [Benchmark]
    public void FloorOfSignature()
    {
        _sha256.AppendData(_canonicalRequest);
        _ = _sha256.GetHashAndReset(_hash);
        _hmac.AppendData(_stringToSign);
        _ = _hmac.GetHashAndReset(_hash);
    }

    [Benchmark]
    public string HashAndSign() => _signer.Sign(Request(SigV4Request.HashPayload(_body)), Samples.Credentials, Time).Authorization;

    [Benchmark]
    public string Sign() => _signer.Sign(Request(_bodyHash), Samples.Credentials, Time).Authorization;

    private static SigV4Request Request(string hash) => new()
    {
        Method = "POST",
        Host = "sqs.us-east-1.amazonaws.com",
        Path = Samples.Account,
        Headers = Headers,
        PayloadHash = hash,
    };
}
