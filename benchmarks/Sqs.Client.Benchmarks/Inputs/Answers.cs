using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>Answers as the service writes them, with digests that agree.</summary>
internal static class Answers
{
    private const string Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";
    private const string Metadata = "<ResponseMetadata><RequestId>5fd1e6a6-8b3b-5c56-a7d3-b9a2d5a0a1c2</RequestId></ResponseMetadata>";

    private static readonly JsonSerializerOptions RelaxedJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The actions that <see cref="To"/> knows.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["SendMessage", "SendMessageBatch", "ReceiveMessage"];

    public static byte[] Send(string body) => Document("SendMessage", $"<MessageId>{MessageId(0)}</MessageId><MD5OfMessageBody>{Md5(body)}</MD5OfMessageBody>");

    public static byte[] SendBatch(int bodySize) => Document("SendMessageBatch", Repeat(index =>
        $"<SendMessageBatchResultEntry><Id>{index}</Id><MessageId>{MessageId(index)}</MessageId>"
        + $"<MD5OfMessageBody>{Md5(Samples.Json(bodySize, index))}</MD5OfMessageBody></SendMessageBatchResultEntry>"));

    /// <summary>The answer to so many messages with the body of <see cref="Send"/>.</summary>
    public static byte[] SendBatchOfEqual(int count) => Document("SendMessageBatch", string.Concat(Enumerable.Range(0, count).Select(index =>
        $"<SendMessageBatchResultEntry><Id>{index}</Id><MessageId>{MessageId(index)}</MessageId>"
        + $"<MD5OfMessageBody>{Md5(Samples.Json(1024))}</MD5OfMessageBody></SendMessageBatchResultEntry>")));

    public static byte[] Receive(int bodySize) => Document("ReceiveMessage", Repeat(index =>
    {
        var body = Samples.Json(bodySize, index);
        return $"<Message><MessageId>{MessageId(index)}</MessageId><ReceiptHandle>{Handle(index)}</ReceiptHandle>"
            + $"<MD5OfBody>{Md5(body)}</MD5OfBody><Body>{SecurityElement.Escape(body)}</Body></Message>";
    }));

    /// <summary>The messages of <see cref="Receive"/> in AWS JSON 1.0.</summary>
    public static byte[] ReceiveJson(int bodySize) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Messages = Enumerable.Range(0, Samples.BatchSize).Select(index => new
            {
                MessageId = MessageId(index),
                ReceiptHandle = Handle(index),
                MD5OfBody = Md5(Samples.Json(bodySize, index)),
                Body = Samples.Json(bodySize, index),
            }),
        },
        RelaxedJson);

    public static byte[] To(string action) => action switch
    {
        "SendMessage" => Send(Samples.Json(1024)),
        "SendMessageBatch" => SendBatch(1024),
        "ReceiveMessage" => Receive(1024),
        "GetQueueAttributes" => Document("GetQueueAttributes", "<Attribute><Name>MaximumMessageSize</Name><Value>1048576</Value></Attribute>"),
        _ => throw new ArgumentException("No answer is kept for this action.", nameof(action)),
    };

    private static byte[] Document(string action, string result) => Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\"?><{action}Response xmlns=\"{Namespace}\"><{action}Result>{result}</{action}Result>{Metadata}</{action}Response>");

    private static string Repeat(Func<int, string> element) => string.Concat(Enumerable.Range(0, Samples.BatchSize).Select(element));

    private static string MessageId(int index) => string.Create(CultureInfo.InvariantCulture, $"5fea7756-0ea4-451a-a703-a558b933e{index:D3}");

    /// <summary>As long as those of the service: about 350 characters.</summary>
    private static string Handle(int index) =>
        "AQEB" + Convert.ToBase64String([.. Enumerable.Range(index, 258).Select(value => (byte)(value * 37))]);

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
