using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Protocol;

public sealed class JsonReaderTests
{
    private static readonly Gen<int> CodePoint = Gen.Frequency(
        (6, Gen.Choose(0x20, 0x7E)),
        (4, Gen.Elements('"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\0').Select(character => (int)character)),
        (1, Gen.Choose(0x80, 0xD7FF)),
        (1, Gen.Choose(0xE000, 0xFFFF)),
        (1, Gen.Choose(0x10000, 0x10FFFF)));

    [Fact]
    public void Reading_What_Was_Escaped_Gives_The_Text()
    {
        var pieces = CodePoint.SelectMany(_ => Gen.Choose(0, 3), (codePoint, style) => (codePoint, style)).ArrayOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(200), Prop.ForAll(pieces.ToArbitrary(), text =>
        {
            var expected = string.Concat(text.Select(piece => char.ConvertFromUtf32(piece.codePoint)));
            Assert.Equal(expected, QueueUrl($$"""{"QueueUrl":"{{string.Concat(text.Select(piece => Escape(piece.codePoint, piece.style)))}}"}"""));
        }));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"QueueUrl\"")]
    [InlineData("1")]
    [InlineData("{} x")]
    [InlineData("{}{}")]
    [InlineData("{}}")]
    [InlineData("""{"QueueUrl":"u",}""")]
    [InlineData("""{"QueueUrl":"u" "a":1}""")]
    [InlineData("""{"QueueUrl":"u"/* no */}""")]
    [InlineData("""{'QueueUrl':'u'}""")]
    [InlineData("""{QueueUrl:"u"}""")]
    [InlineData("""{"QueueUrl":u}""")]
    [InlineData("""{"QueueUrl":"\x"}""")]
    [InlineData("""{"QueueUrl":"\u12"}""")]
    [InlineData("{\"QueueUrl\":\"a\nb\"}")]
    [InlineData("""{"QueueUrl":{"a":"b"}}""")]
    [InlineData("""{"QueueUrl":[{}]}""")]
    [InlineData("""{"QueueUrl":["u"}]""")]
    [InlineData("""{"QueueUrl":"\ud800"}""")]
    [InlineData("""{"QueueUrl":"\udc00"}""")]
    [InlineData("""{"QueueUrl":"\ud800\ud800\udc00"}""")]
    [InlineData("""{"QueueUrl":"\ud800x"}""")]
    [InlineData("""{"\udfff":"u"}""")]
    [InlineData("garbage")]
    public void Document_That_Is_Not_An_Answer_Is_Refused(string json) => Assert.Throws<SqsResponseException>(() => QueueUrl(json));

    [Theory]
    [InlineData("""{"Messages":["text"]}""")]
    [InlineData("""{"Messages":[1,2]}""")]
    [InlineData("""{"Messages":true}""")]
    [InlineData("""{"Messages":[{"Body":{}}]}""")]
    [InlineData("""{"Messages":[{"Attributes":"x"}]}""")]
    [InlineData("""{"Messages":[{"MessageAttributes":{"n":"x"}}]}""")]
    [InlineData("""{"Messages":[{"MessageAttributes":{"n":{"BinaryValue":"not base64!"}}}]}""")]
    public void Member_Of_Another_Kind_Is_Refused(string json) => Assert.Throws<SqsResponseException>(() => VectorResponses.Read("ReceiveMessage", Encoding.UTF8.GetBytes(json), null, SqsProtocol.Json));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    [InlineData("\"\"")]
    [InlineData("\"7 \"")]
    [InlineData("true")]
    [InlineData("{}")]
    public void Number_That_Is_None_Is_Refused(string number) => Assert.Throws<SqsResponseException>(() =>
        Answers.Read(SqsOperations.CancelMessageMoveTask, new() { TaskHandle = "t" }, $$"""{"ApproximateNumberOfMessagesMoved":{{number}}}""", asked: SqsProtocol.Json));

    [Fact]
    public void Bytes_That_Are_No_Utf8_Are_Refused()
    {
        foreach (var broken in new byte[][] { [0x80], [0xC0, 0x80], [0xFF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80] })
        {
            _ = Assert.Throws<SqsResponseException>(() => Answers.Read(
                SqsOperations.GetQueueUrl, new() { QueueName = "q" }, [.. "{\"QueueUrl\":\""u8, .. broken, .. "\"}"u8], asked: SqsProtocol.Json));
        }
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(65)]
    public void Depth_Beyond_The_Bound_Is_Refused(int depth)
    {
        foreach (var (open, close) in new[] { ("{\"Future\":", "}"), ("[", "]") })
        {
            var deep = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
            _ = Assert.Throws<SqsResponseException>(() => QueueUrl($$"""{"Future":{{deep}},"QueueUrl":"u"}"""));
            _ = Assert.Throws<SqsResponseException>(() => VectorResponses.Read("ReceiveMessage", Encoding.UTF8.GetBytes($$"""{"Messages":{{deep}}}"""), null, SqsProtocol.Json));
        }
    }

    [Fact]
    public void Depth_Up_To_The_Bound_Is_Skipped()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 62)) + "{}" + new string('}', 62);
        Assert.Equal("u", QueueUrl($$"""{"Future":{{deep}},"QueueUrl":"u"}"""));
        var lists = new string('[', 63) + new string(']', 63);
        Assert.Equal("u", QueueUrl($$"""{"QueueUrl":{{lists}},"QueueUrl":"u"}"""));
    }

    [Fact]
    public void Refusal_Does_Not_Quote_The_Answer()
    {
        var error = Assert.Throws<SqsResponseException>(() => QueueUrl("""{"QueueUrl":"MARKER" MARKER}"""));
        Assert.DoesNotContain("MARKER", error.ToString(), StringComparison.Ordinal);
        Assert.Matches("at byte [0-9]+", error.Message);
    }

    private static string QueueUrl(string json) => Answers.Read(SqsOperations.GetQueueUrl, new() { QueueName = "q" }, json, asked: SqsProtocol.Json).QueueUrl;

    private static string Escape(int codePoint, int style) => style switch
    {
        0 => string.Concat(char.ConvertFromUtf32(codePoint).Select(unit => $"\\u{(int)unit:x4}")),
        1 => string.Concat(char.ConvertFromUtf32(codePoint).Select(unit => $"\\u{(int)unit:X4}")),
        2 when codePoint == '/' => "\\/",
        2 => JsonSerializer.Serialize(char.ConvertFromUtf32(codePoint))[1..^1],
        _ when codePoint is >= 0x20 and not ('"' or '\\') => char.ConvertFromUtf32(codePoint),
        _ => JsonSerializer.Serialize(char.ConvertFromUtf32(codePoint))[1..^1],
    };
}
