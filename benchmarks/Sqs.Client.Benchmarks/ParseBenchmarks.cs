using System.Xml;
using BenchmarkDotNet.Attributes;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Benchmarks;

/// <summary>A receive's answer into messages, against the texts of the same answer by <see cref="XmlReader"/>.</summary>
/// <remarks>Reading unescapes in place, so each reading begins with a copy of the answer, which is counted.</remarks>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true };

    private byte[] _answer = [];

    [Params(1024, 64 * 1024)]
    public int BodySize { get; set; } = 1024;

    [GlobalSetup]
    public void Setup() => _answer = Answers.Receive(BodySize);

    [Benchmark(Baseline = true)]
    public int ByXmlReader()
    {
        using var reader = XmlReader.Create(new MemoryStream(_answer), Settings);
        var length = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Text)
            {
                length += reader.Value.Length;
            }
        }

        return length;
    }

    [Benchmark]
    public int Text() => Read(MessageBodyFormat.Text, checksums: null);

    [Benchmark]
    public int Utf8() => Read(MessageBodyFormat.Utf8, checksums: null);

    [Benchmark]
    public int LeasedUtf8() => Read(MessageBodyFormat.LeasedUtf8, checksums: null);

    [Benchmark]
    public int TextVerified() => Read(MessageBodyFormat.Text, Checksums.Platform);

    private int Read(MessageBodyFormat format, Checksums? checksums)
    {
        using var answer = new ByteBuffer(_answer.Length);
        answer.Append(_answer);
        var context = new ReadContext(answer, SqsResponseMetadata.None, checksums);
        using var response = OperationWire.ReadResponse(SqsOperations.ReceiveMessage, Samples.Receive("", format), context);
        return response.Damaged.Count == 0 ? response.Messages.Count : throw new InvalidOperationException("The digests do not agree.");
    }
}
