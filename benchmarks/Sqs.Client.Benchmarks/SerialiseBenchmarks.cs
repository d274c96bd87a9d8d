using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Json;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Benchmarks;

/// <summary>
/// Requests into bytes: forms against <see cref="Uri.EscapeDataString(string)"/> of the same bodies, JSON against a relaxed <see cref="Utf8JsonWriter"/>.
/// </summary>
[MemoryDiagnoser]
public class SerialiseBenchmarks
{
    private const string QueueUrl = "https://sqs.us-east-1.amazonaws.com" + Samples.Account;

    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("MessageBody");

    private readonly ByteBuffer _target = new(1024 * 1024);
    private readonly ArrayBufferWriter<byte> _json = new(1024 * 1024);
    private readonly Utf8JsonWriter _writer;
    private readonly SendMessageRequest _send = Samples.Send(QueueUrl);
    private readonly SendMessageBatchRequest _batch = Samples.SendBatch(QueueUrl);
    private readonly string _text = Samples.Json(64 * 1024);
    private readonly byte[] _utf8 = System.Text.Encoding.UTF8.GetBytes(Samples.Json(64 * 1024));

    public SerialiseBenchmarks() =>
        _writer = new Utf8JsonWriter(_json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    [Benchmark]
    public int ByUtf8JsonWriter()
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString(Name, _text);
        _writer.WriteEndObject();
        _writer.Flush();
        return _json.WrittenCount;
    }

    [Benchmark]
    public int JsonEscapeText()
    {
        _target.Truncate(0);
        _ = JsonEscaping.Append(_target, _text);
        return _target.Length;
    }

    [Benchmark]
    public int JsonEscapeUtf8()
    {
        _target.Truncate(0);
        JsonEscaping.Append(_target, _utf8);
        return _target.Length;
    }

    [Benchmark]
    public int SendMessageInJson()
    {
        _target.Truncate(0);
        OperationWire.WriteJson(SqsOperations.SendMessage, _send, _target);
        return _target.Length;
    }

    [Benchmark]
    public int EscapeOne() => Uri.EscapeDataString(_send.MessageBody.Text!).Length;

    [Benchmark]
    public int EscapeTen()
    {
        var length = 0;
        foreach (var entry in _batch.Entries)
        {
            length += Uri.EscapeDataString(entry.MessageBody.Text!).Length;
        }

        return length;
    }

    [Benchmark]
    public int EscapeLarge() => Uri.EscapeDataString(_text).Length;

    [Benchmark]
    public int SendMessage() => Write(SqsOperations.SendMessage, _send);

    [Benchmark]
    public int SendMessageBatch() => Write(SqsOperations.SendMessageBatch, _batch);

    [Benchmark]
    public int FormEncodeText()
    {
        _target.Truncate(0);
        _ = FormEncoding.Append(_target, FormEncoding.Table(forUrl: false), _text);
        return _target.Length;
    }

    [Benchmark]
    public int FormEncodeUtf8()
    {
        _target.Truncate(0);
        FormEncoding.Append(_target, FormEncoding.Table(forUrl: false), _utf8);
        return _target.Length;
    }

    private int Write<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        _target.Truncate(0);
        OperationWire.WriteQuery(operation, request, _target, forUrl: false);
        return _target.Length;
    }
}
