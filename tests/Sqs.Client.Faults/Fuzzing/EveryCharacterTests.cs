using System.Globalization;
using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Every character that the service takes arrives as it was sent; every other is refused before anything is sent.</summary>
/// <remarks>Source of the set: SendMessage in the Amazon SQS API Reference (#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF).</remarks>
public sealed class EveryCharacterTests
{
    private const int PerMessage = 40_000;

    [Theory]
    [InlineData(SqsProtocol.Query)]
    [InlineData(SqsProtocol.Json)]
    public async Task Characters_ThatTheServiceTakes_ArriveAsTheyWereSent(SqsProtocol protocol)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = ClientOf(server, protocol);
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" })).QueueUrl;
        var characters = 0;
        foreach (var part in Enumerable.Range(0, 0x110000).Where(IsTaken).Chunk(PerMessage))
        {
            var text = string.Concat(part.Select(char.ConvertFromUtf32));
            var attributes = new Dictionary<string, MessageAttributeValue> { ["text"] = MessageAttributeValue.String(text) };
            var sent = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = text, MessageAttributes = attributes });
            using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MessageAttributeNames = ["All"] });

            var message = Assert.Single(received.Messages);
            Assert.Equal((ChecksumState.Verified, ChecksumState.Verified), (sent.Checksum, message.Checksum));
            Assert.True(string.Equals(text, message.Body, StringComparison.Ordinal), $"a body from U+{part[0]:X} to U+{part[^1]:X} differs");
            Assert.True(string.Equals(text, message.MessageAttributes["text"].StringValue, StringComparison.Ordinal), $"a value from U+{part[0]:X} to U+{part[^1]:X} differs");
            _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = message.ReceiptHandle });
            characters += part.Length;
        }

        Assert.Equal(0x110000 - 29 - 2048 - 2, characters);
    }

    [Theory]
    [InlineData(SqsProtocol.Query)]
    [InlineData(SqsProtocol.Json)]
    public async Task Characters_ThatTheServiceRefuses_AreNotSent(SqsProtocol protocol)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = ClientOf(server, protocol);
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" })).QueueUrl;
        var before = server.RequestCount;
        var refused = 0;
        foreach (var character in Enumerable.Range(0, 0x110000).Where(character => !IsTaken(character)))
        {
            var text = "a" + (char)character + "b"; // the forbidden ones are all of one UTF-16 unit
            var body = await Assert.ThrowsAsync<SqsValidationException>(() => client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = text }));
            var value = await Assert.ThrowsAsync<SqsValidationException>(() => client.SendMessageAsync(new SendMessageRequest
            {
                QueueUrl = url,
                MessageBody = "x",
                MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["text"] = new() { DataType = "String", StringValue = text } },
            }));
            Assert.True((body.Position, value.Position) is (1, 1), string.Create(CultureInfo.InvariantCulture, $"U+{character:X4} is refused at {body.Position} and {value.Position}"));
            refused++;
        }

        Assert.Equal(29 + 2048 + 2, refused);
        Assert.Equal(before, server.RequestCount);
    }

    [Theory]
    [InlineData(SqsProtocol.Query)]
    [InlineData(SqsProtocol.Json)]
    public async Task Bytes_ThatAreNoUtf8_AreNotSent(SqsProtocol protocol)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        await using var client = ClientOf(server, protocol);
        var before = server.RequestCount;
        for (var value = 0x80; value < 0x10000; value++)
        {
            byte[] bytes = value < 0x100 ? [(byte)value] : [(byte)(value >> 8), (byte)value];
            if (bytes[0] >= 0x80 && !IsUtf8(bytes))
            {
                _ = await Assert.ThrowsAsync<SqsValidationException>(() => client.SendMessageAsync(new SendMessageRequest { QueueUrl = "http://localhost/000000000000/q", MessageBody = bytes }));
            }
        }

        Assert.Equal(before, server.RequestCount);
    }

    private static bool IsTaken(int character) =>
        character is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static SqsClient ClientOf(LocalSqs server, SqsProtocol protocol) => Recording.NewClient(
        server.CreateHandler(), protocol, server.Endpoint, new AwsCredentials(server.AccessKeyId, server.SecretAccessKey), TimeProvider.System);
}
