using System.Globalization;
using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Tests.Protocol;

public sealed class QueryRoundTripTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(200);

    // What the service takes in a body: #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF, the odd ones often.
    private static readonly Gen<int> CodePoint = Gen.Frequency(
        (6, Gen.Choose(0x20, 0x7E)),
        (4, Gen.Elements('\t', '\n', '\r', '<', '>', '&', '"', '\'', ']', ' ', '%', '+', '=').Select(character => (int)character)),
        (1, Gen.Choose(0x7F, 0x7FF)),
        (1, Gen.Choose(0x800, 0xD7FF)),
        (1, Gen.Choose(0xE000, 0xFFFD)),
        (1, Gen.Choose(0x10000, 0x10FFFF)));

    [Fact]
    public void Reading_What_Was_Escaped_Gives_The_Text()
    {
        var pieces = CodePoint.SelectMany(_ => Gen.Choose(0, 6), (codePoint, style) => (codePoint, style)).ArrayOf();
        Check.One(Thorough, Prop.ForAll(pieces.ToArbitrary(), text =>
        {
            var expected = string.Concat(text.Select(piece => char.ConvertFromUtf32(piece.codePoint)));
            var xml = "<R>" + string.Concat(text.Select(piece => Escape(piece.codePoint, piece.style))) + "</R>";
            Assert.Equal(expected, ReadText(xml));
        }));
    }

    [Fact]
    public void Decoding_What_Was_Encoded_Gives_The_Text()
    {
        var texts = CodePoint.ArrayOf().Select(points => string.Concat(points.Select(char.ConvertFromUtf32)));
        Check.One(Thorough, Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var form = Encode(text, forUrl: false);
            Assert.Equal(text, WebUtility.UrlDecode(form));
            Assert.Equal(text, Uri.UnescapeDataString(form.Replace('+', ' ')));
            Assert.Equal(Uri.EscapeDataString(text), Encode(text, forUrl: true));
        }));
    }

    [Theory]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Decoding_What_Was_Encoded_In_Pieces_Gives_The_Text(int length)
    {
        foreach (var letter in new[] { "a", "é", "漢", "😀" })
        {
            var text = "x" + string.Concat(Enumerable.Repeat(letter, length));
            Assert.Equal(Uri.EscapeDataString(text), Encode(text, forUrl: true));
        }
    }

    [Fact]
    public void Binary_Of_Every_Length_Is_Base64_In_A_Form()
    {
        for (var length = 0; length < 3100; length += length < 20 ? 1 : 61)
        {
            var bytes = Enumerable.Range(0, length).Select(n => (byte)(n * 7)).ToArray();
            using var target = new ByteBuffer(16);
            new QueryWriter(target, forUrl: false).Binary("v"u8, bytes);
            Assert.Equal("v=" + Uri.EscapeDataString(Convert.ToBase64String(bytes)), Encoding.ASCII.GetString(target.Written));
        }
    }

    [Fact]
    public void Text_With_A_Lone_Surrogate_Is_Refused_With_Its_Position()
    {
        // Not as InlineData: the arguments of attributes are stored in UTF-8, which has no lone surrogates.
        foreach (var (text, position) in new[] { ("\ud800", 0), ("abc\udc00def", 3), ("ab\ud83d", 2), ("\ud83d\ud83d\ude00", 0) })
        {
            using var target = new ByteBuffer(16);
            var writer = new QueryWriter(target, forUrl: false);
            _ = writer.BeginList("Entries"u8, "Entry"u8);
            _ = writer.BeginItem(2);
            var error = Assert.Throws<SqsValidationException>(() => writer.Text("MessageBody"u8, text));
            Assert.Equal("Entry.2.MessageBody", error.Member);
            Assert.Equal(position, error.Position);
            var padded = Assert.Throws<SqsValidationException>(() => writer.Item(1, new string('é', 4000) + text));
            Assert.Equal("Entry.2.1", padded.Member);
            Assert.Equal(4000 + position, padded.Position);
        }
    }

    [Fact]
    public void Writing_Members_Allocates_Nothing()
    {
        using var target = new ByteBuffer(1 << 16);
        var writer = new QueryWriter(target, forUrl: false);
        WriteMembers(writer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 10; round++)
        {
            WriteMembers(writer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteMembers(QueryWriter writer)
    {
        var list = writer.BeginList("Entries"u8, "SendMessageBatchRequestEntry"u8);
        var mark = writer.BeginItem(10);
        writer.Text("MessageBody"u8, "some text, é and 😀");
        writer.Number("DelaySeconds"u8, 900);
        writer.Binary("BinaryValue"u8, new ReadOnlyMemory<byte>([]));
        writer.EndObject(mark);
        writer.Item(3, "key");
        writer.EndList(list);
    }

    private static string Encode(string text, bool forUrl)
    {
        using var target = new ByteBuffer(16);
        new QueryWriter(target, forUrl).Text("v"u8, text);
        var written = Encoding.ASCII.GetString(target.Written);
        Assert.StartsWith("v=", written, StringComparison.Ordinal);
        return written[2..];
    }

    private static string ReadText(string xml)
    {
        var reader = new QueryReader(Encoding.UTF8.GetBytes(xml));
        _ = reader.EnterRoot();
        var text = Encoding.UTF8.GetString(reader.Bytes(reader.ReadContent()));
        reader.Finish();
        return text;
    }

    private static string Escape(int codePoint, int style)
    {
        var literal = char.ConvertFromUtf32(codePoint);
        var mustBeEscaped = codePoint is '<' or '&' or '\r' or '>';
        return style switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"&#{codePoint};"),
            1 => string.Create(CultureInfo.InvariantCulture, $"&#x{codePoint:x};"),
            2 => string.Create(CultureInfo.InvariantCulture, $"&#x000{codePoint:X};"),
            3 when codePoint is not '\r' => $"<![CDATA[{literal}]]>",
            4 when !mustBeEscaped => literal + "<!-- a > comment -->",
            5 when !mustBeEscaped => "<?pi <x> ?>" + literal,
            _ => codePoint switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&apos;",
                '\r' => "&#xD;",
                _ => literal,
            },
        };
    }
}
