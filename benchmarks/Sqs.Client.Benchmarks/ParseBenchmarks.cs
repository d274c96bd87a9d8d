using System.Text.Json;
using System.Xml;
using BenchmarkDotNet.Attributes;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Benchmarks;

/// <summary>A receive's answer into messages, against the texts of the same answer by <see cref="XmlReader"/> and, in JSON, by <see cref="Utf8JsonReader"/>.</summary>
/// <remarks>Reading unescapes in place, so each reading begins with a copy of the answer, which is counted.</remarks>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true };

    private byte[] _answer = [];
    private byte[] _json = [];

    [Params(1024, 64 * 1024)]
    public int BodySize { get; set; } = 1024;

    [GlobalSetup]
    public void Setup() => (_answer, _json) = (Answers.Receive(BodySize), Answers.ReceiveJson(BodySize));

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
    public int ByUtf8JsonReader()
    {
        var reader = new Utf8JsonReader(_json);
        var length = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                length += reader.GetString()!.Length;
            }
        }

        return length;
    }

    [Benchmark]
    public int JsonText() => Read(_json, SqsProtocol.Json, MessageBodyFormat.Text, checksums: null);

    [Benchmark]
    public int JsonLeasedUtf8() => Read(_json, SqsProtocol.Json, MessageBodyFormat.LeasedUtf8, checksums: null);

    [Benchmark]
    public int Text() => Read(_answer, SqsProtocol.Query, MessageBodyFormat.Text, checksums: null);

    [Benchmark]
    public int Utf8() => Read(_answer, SqsProtocol.Query, MessageBodyFormat.Utf8, checksums: null);

    [Benchmark]
    public int LeasedUtf8() => Read(_answer, SqsProtocol.Query, MessageBodyFormat.LeasedUtf8, checksums: null);

    [Benchmark]
    public int TextVerified() => Read(_answer, SqsProtocol.Query, MessageBodyFormat.Text, Checksums.Platform);

    private static int Read(byte[] bytes, SqsProtocol asked, MessageBodyFormat format, Checksums? checksums)
    {
        using var answer = new ByteBuffer(bytes.Length);
        answer.Append(bytes);
        var context = new ReadContext(answer, SqsResponseMetadata.None, checksums) { Asked = asked };
        using var response = OperationWire.ReadResponse(SqsOperations.ReceiveMessage, Samples.Receive("", format), context);
        return response.Damaged.Count == 0 ? response.Messages.Count : throw new InvalidOperationException("The digests do not agree.");
    }
}
