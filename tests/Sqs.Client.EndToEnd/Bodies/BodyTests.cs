using System.Text;

namespace Sqs.Client.EndToEnd.Bodies;

public abstract class BodyTests(SqsProtocol protocol)
{
    private const int Largest = 1_048_576;

    public static TheoryData<string, string> Bodies => new()
    {
        { "one character", "x" },
        { "one blank", " " },
        { "blanks around", "  \t x \n " },
        { "astral", "😀𝄞𐐷 𠜎" },
        { "combining", "e\u0301 a\u030A\u0323 n\u0303" },
        { "line ends", "a\rb\nc\r\nd\n\re\r\r\n" },
        { "one carriage return", "\r" },
        { "tab", "\ta\tb\t" },
        { "markup", "<a b=\"c\" d='e'>&amp;&#13;&lt;</a>" },
        { "end of CDATA", "<![CDATA[ ]]> ]]>" },
        { "XML declaration", "<?xml version=\"1.0\"?><!-- & -->" },
        { "entity look-alikes", "&#x0; &nbsp; &quot" },
        { "form separators", "a=b&c=d+e%20f%2B;g?h#i" },
        { "delete and C1 controls", "\u007F\u0080\u0085\u009F" },
        { "line separators", "\u2028\u2029\u0085" },
        { "byte order mark", "\uFEFFafter" },
        { "borders of the ranges", "\u0020\uD7FF\uE000\uFFFD\U00010000\U0010FFFF" },
        { "non-characters", "\uFDD0\uFDEF\U0001FFFE\U0001FFFF\U0010FFFE" },
        { "right to left", "\u202Eשלום\u202C" },
        { "JSON", """{"a":"\u0000\\ \"","b":[1,2]}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_OfAnyAllowedCharacters_ArrivesUnchangedInEveryForm(string kind, string body)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var utf8 = Encoding.UTF8.GetBytes(body);
        var asText = await stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = body });
        var asBytes = await stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = utf8 });
        Assert.Equal(ChecksumState.Verified, asText.Checksum);
        Assert.Equal(asText.MD5OfMessageBody, asBytes.MD5OfMessageBody);

        foreach (var format in Enum.GetValues<MessageBodyFormat>())
        {
            using var received = await stage.Client.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10, VisibilityTimeout = 0, BodyFormat = format });
            Assert.Equal(2, received.Messages.Count);
            Assert.All(received.Messages, message =>
            {
                Assert.Equal(ChecksumState.Verified, message.Checksum);
                Assert.True(string.Equals(body, message.Body, StringComparison.Ordinal), $"{kind} as {format}: {message.Body}");
                Assert.True(message.BodyUtf8.Span.SequenceEqual(utf8), $"{kind} as {format}, in bytes.");
            });
        }
    }

    /// <summary>Given as code units: metadata of attributes cannot hold half a surrogate pair.</summary>
    [Theory]
    [InlineData]
    [InlineData(0x00)]
    [InlineData(0x61, 0x01)]
    [InlineData(0x1F)]
    [InlineData(0x0B)]
    [InlineData(0x61, 0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xD800)]
    [InlineData(0xDC00, 0x61)]
    [InlineData(0xDC00, 0xD800)]
    public async Task Body_OfCharactersThatTheServiceRefuses_IsNotSent(params int[] units)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var body = string.Concat(units.Select(unit => (char)unit));
        var before = stage.Server.RequestCount;
        _ = await Assert.ThrowsAsync<SqsValidationException>(() => stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = body }));
        Assert.Equal(before, stage.Server.RequestCount);
    }

    [Theory]
    [InlineData("a", Largest)]
    [InlineData("&", Largest)]
    [InlineData("\r", Largest)]
    [InlineData("é", Largest / 2)]
    [InlineData("😀", Largest / 4)]
    public async Task Body_OfExactlyTheLargestSize_ArrivesAsTextAndAsBytes(string character, int count)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var body = string.Concat(Enumerable.Repeat(character, count));
        var utf8 = Encoding.UTF8.GetBytes(body);
        Assert.Equal(Largest, utf8.Length);
        _ = await stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = body });
        _ = await stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = utf8 });
        using var received = await stage.Client.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10, BodyFormat = MessageBodyFormat.LeasedUtf8 });
        Assert.Equal(2, received.Messages.Count);
        Assert.All(received.Messages, message => Assert.True(message.BodyUtf8.Span.SequenceEqual(utf8)));

        var tooLarge = await Assert.ThrowsAsync<SqsValidationException>(
            () => stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = body + "a" }));
        Assert.Equal(2, await CountAllAsync(stage, url));
        Assert.Equal(0, tooLarge.Attempts);
    }

    [Fact]
    public async Task Receive_OfTenLargestMessagesThatSwellInXml_AnswersAllTen()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var body = new string('"', Largest);
        for (var number = 0; number < 10; number++)
        {
            _ = await stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = body });
        }

        using var received = await stage.Client.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10, BodyFormat = MessageBodyFormat.LeasedUtf8 });
        Assert.Equal(10, received.Messages.Count);
        Assert.All(received.Messages, message =>
        {
            Assert.Equal(Largest, message.BodyUtf8.Length);
            Assert.False(message.BodyUtf8.Span.ContainsAnyExcept((byte)'"'));
        });
    }

    [Fact]
    public async Task LeasedBody_AfterItsResponseIsDisposed_CannotBeRead()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        _ = await stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "x" });
        var received = await stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, BodyFormat = MessageBodyFormat.LeasedUtf8 });
        var message = Assert.Single(received.Messages);
        received.Dispose();
        _ = Assert.Throws<ObjectDisposedException>(() => message.BodyUtf8);
    }

    private static async Task<int> CountAllAsync(Stage stage, string url)
    {
        var (visible, inFlight, _) = await stage.CountAsync(url);
        return int.Parse(visible, System.Globalization.CultureInfo.InvariantCulture) + int.Parse(inFlight, System.Globalization.CultureInfo.InvariantCulture);
    }

    public sealed class InQuery() : BodyTests(SqsProtocol.Query);

    public sealed class InJson() : BodyTests(SqsProtocol.Json);
}
