using System.Globalization;
using System.Text;
using Sqs.Client.Signing;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>What is sent: bodies are JSON, as most messages are, so that a character in eight needs an escape.</summary>
internal static class Samples
{
    public const string Account = "/123456789012/orders";
    public const int BatchSize = 10;

    public static AwsCredentials Credentials { get; } = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /// <summary>A JSON text of exactly that many bytes, ASCII.</summary>
    public static string Json(int bytes, int seed = 0)
    {
        var text = new StringBuilder("{\"orders\":[");
        for (var item = seed; text.Length < bytes; item++)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{{\"id\":{item},\"customer\":\"Ada Lovelace\",\"note\":\"2 boxes, blue & green\",\"price\":19.90}},");
        }

        return text.ToString(0, bytes - 3) + "\"]}";
    }

    public static SendMessageRequest Send(string queueUrl) => new() { QueueUrl = queueUrl, MessageBody = Json(1024) };

    public static SendMessageBatchRequest SendBatch(string queueUrl) => new()
    {
        QueueUrl = queueUrl,
        Entries = [.. Enumerable.Range(0, BatchSize).Select(index => new SendMessageBatchRequestEntry { Id = Id(index), MessageBody = Json(1024, index) })],
    };

    public static ReceiveMessageRequest Receive(string queueUrl, MessageBodyFormat format) =>
        new() { QueueUrl = queueUrl, MaxNumberOfMessages = BatchSize, WaitTimeSeconds = 0, BodyFormat = format };

    public static Dictionary<string, MessageAttributeValue> Attributes() => Enumerable.Range(0, 10).ToDictionary(
        index => $"attribute-{Id(index)}",
        index => new MessageAttributeValue { DataType = "String", StringValue = $"the value of attribute {Id(index)}" },
        StringComparer.Ordinal);

    public static string Id(int index) => index.ToString(CultureInfo.InvariantCulture);
}
