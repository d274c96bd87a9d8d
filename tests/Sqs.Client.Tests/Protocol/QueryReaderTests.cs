using System.Text;
using Sqs.Client.Operations;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Tests.Protocol;

public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("a\r\nb\rc\nd\r\r\ne", "a\nb\nc\nd\n\ne")]
    [InlineData("a&#13;&#10;b&#xD;c", "a\r\nb\rc")]
    [InlineData("<![CDATA[a\r\nb\r<&amp;]]]>", "a\nb\n<&amp;]")]
    [InlineData("a<!-- x -->b<?p q?>c<![CDATA[d]]>e", "abcde")]
    [InlineData("&lt;&gt;&amp;&quot;&apos;", "<>&\"'")]
    [InlineData("&#x1F600;&#128512;", "😀😀")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("a<unknown>b<deep>c</deep></unknown>d", "ad")]
    [InlineData("]] > ]]&gt; ]>", "]] > ]]> ]>")]
    [InlineData("&#93;]>&#93;&#93;>", "]]>]]>")]
    [InlineData("", "")]
    [InlineData(" \t\n x \n ", " \t\n x \n ")]
    public void Text_Is_Unescaped(string xml, string expected)
    {
        Assert.Equal(expected, Text($"<R>{xml}</R>"));
        Assert.Equal(expected, Text($"<?xml version='1.0' encoding=\"Utf-8\" standalone='yes' ?>\n<!-- --><p:R xmlns:p=\"a&amp;b\" x='>'>{xml}</p:R \n><?end?>\n"));
    }

    [Fact]
    public void Text_After_A_Byte_Order_Mark_Is_Read() => Assert.Equal("x", Text("\uFEFF<R>x</R>"));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("text")]
    [InlineData("<R>")]
    [InlineData("<R")]
    [InlineData("<R></S>")]
    [InlineData("<R></Rx>")]
    [InlineData("<Rx></R>")]
    [InlineData("<p:R></R>")]
    [InlineData("<p:R></q:R>")]
    [InlineData("<R></R><R></R>")]
    [InlineData("<R></R>text")]
    [InlineData("<R/>&amp;")]
    [InlineData("text<R></R>")]
    [InlineData("<R>]]></R>")]
    [InlineData("<R>a&#13;]]></R>")]
    [InlineData("<R>\r\n]]></R>")]
    [InlineData("<R>&nosuch;</R>")]
    [InlineData("<R>&</R>")]
    [InlineData("<R>&;</R>")]
    [InlineData("<R>&#;</R>")]
    [InlineData("<R>&#x;</R>")]
    [InlineData("<R>&#0;</R>")]
    [InlineData("<R>&#+65;</R>")]
    [InlineData("<R>&#-65;</R>")]
    [InlineData("<R>&# 65;</R>")]
    [InlineData("<R>&#X41;</R>")]
    [InlineData("<R>&#4294967361;</R>")]
    [InlineData("<R>&#x100000041;</R>")]
    [InlineData("<R>&#xD800;</R>")]
    [InlineData("<R>&#xFFFE;</R>")]
    [InlineData("<R>&#x110000;</R>")]
    [InlineData("<R>&#8;</R>")]
    [InlineData("<R>&amp</R>")]
    [InlineData("<R>\u0001</R>")]
    [InlineData("<R>\0</R>")]
    [InlineData("<R>\uFFFE</R>")]
    [InlineData("<R>\uFFFF</R>")]
    [InlineData("<R><!-- -- --></R>")]
    [InlineData("<R><!-- </R>")]
    [InlineData("<R><!--></R>")]
    [InlineData("<R><![CDATA[ </R>")]
    [InlineData("<R><![cdata[x]]></R>")]
    [InlineData("<R><!ENTITY e 'x'></R>")]
    [InlineData("<R><?xml version='1.0'?></R>")]
    [InlineData("<R><?XmL ?></R>")]
    [InlineData("<R><? x?></R>")]
    [InlineData("<R><?p</R>")]
    [InlineData("<R><?p+?></R>")]
    [InlineData("<R a></R>")]
    [InlineData("<R a=></R>")]
    [InlineData("<R a=b></R>")]
    [InlineData("<R a='b></R>")]
    [InlineData("<R a='<'></R>")]
    [InlineData("<R a='&nosuch;'></R>")]
    [InlineData("<R a='b'c='d'></R>")]
    [InlineData("<R/ ></R>")]
    [InlineData("< R></R>")]
    [InlineData("<1R></1R>")]
    [InlineData("<a:b:c></a:b:c>")]
    [InlineData("<:a></:a>")]
    [InlineData("<a:></a:>")]
    [InlineData("<a:1></a:1>")]
    [InlineData("<R></ R>")]
    [InlineData("<R></R a='b'>")]
    [InlineData("</R>")]
    [InlineData(" <?xml version='1.0'?><R/>")]
    [InlineData("<?xml version='2.0'?><R/>")]
    [InlineData("<?xml version='1.-0'?><R/>")]
    [InlineData("<?xml version='1.0' standalone='maybe'?><R/>")]
    [InlineData("<?xml encoding='utf-8'?><R/>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><R/>")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-1'?><R/>")]
    [InlineData("<?xml version='1.0' other='x'?><R/>")]
    [InlineData("<?xml version='1.0'encoding='utf-8'?><R/>")]
    [InlineData("<?xml version='1.0'><R/>")]
    [InlineData("<?xml?><R/>")]
    [InlineData("<!DOCTYPE R><R/>")]
    [InlineData("<!doctype html><html></html>")]
    [InlineData("<R/><!DOCTYPE R>")]
    [InlineData("{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\"}")]
    public void Document_That_Is_Not_Xml_Is_Refused_And_Not_Quoted(string xml)
    {
        var error = Assert.Throws<SqsResponseException>(() => Text(xml));
        Assert.Contains("at byte ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nosuch", error.Message, StringComparison.Ordinal);
        Assert.Null(Answers.ReadError(Encoding.UTF8.GetBytes(xml)));
    }

    [Theory]
    [InlineData("<R>ab\u0001</R>", 5)]
    [InlineData("<R>é&x;</R>", 5)]
    [InlineData("<R></S>", 5)]
    [InlineData("<R>abc]]></R>", 6)]
    public void Error_Names_The_Byte(string xml, int position) =>
        Assert.Contains($"at byte {position}.", Assert.Throws<SqsResponseException>(() => Text(xml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE6, 0xBC })]
    public void Bytes_That_Are_Not_Utf8_Are_Refused_Where_They_Stand(byte[] bytes)
    {
        byte[] document = [.. "<R>abc"u8, .. bytes, .. "</R>"u8];
        Assert.Contains("at byte 6.", Assert.Throws<SqsResponseException>(() => Text(document)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_In_Utf16_Is_Refused()
    {
        const string xml = "<?xml version='1.0' encoding='utf-16'?><R>x</R>";
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            _ = Assert.Throws<SqsResponseException>(() => Text(encoding.GetBytes(xml)));
            _ = Assert.Throws<SqsResponseException>(() => Text([.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]));
        }
    }

    [Fact]
    public void Depth_Of_Sixty_Four_Is_Read_And_One_More_Refused()
    {
        Assert.Equal("", Text(Nested(63, "x")));
        Assert.Contains("too deeply", Assert.Throws<SqsResponseException>(() => Text(Nested(64, "x"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Depth_Of_A_Hundred_Thousand_Is_Refused_In_Milliseconds(bool withinResult)
    {
        var deep = Nested(100_000, "x");
        var answer = withinResult ? Answers.WithResult("GetQueueUrl", deep) : Encoding.UTF8.GetBytes(deep);
        _ = Assert.Throws<SqsResponseException>(() => Answers.ReadQueueUrl(answer));
        var started = TimeProvider.System.GetTimestamp();
        _ = Assert.Throws<SqsResponseException>(() => Answers.ReadQueueUrl(answer));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Entity_Bombs_Are_Refused_At_Their_Declaration()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(n => $"<!ENTITY lol{n} \"{string.Concat(Enumerable.Repeat($"&lol{n - 1};", 10))}\">"));
        var bomb = $"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">{entities}]><GetQueueUrlResponse><GetQueueUrlResult>&lol9;</GetQueueUrlResult></GetQueueUrlResponse>";
        const string file = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><GetQueueUrlResponse>&x;</GetQueueUrlResponse>";
        foreach (var xml in new[] { bomb, file })
        {
            Assert.Contains("document type", Assert.Throws<SqsResponseException>(() => Answers.ReadQueueUrl(Encoding.UTF8.GetBytes(xml))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Numeric_References_Have_No_Limit_Of_Number()
    {
        var xml = "<R>" + string.Concat(Enumerable.Repeat("&#65;", 200_000)) + "</R>";
        Assert.Equal(new string('A', 200_000), Text(xml));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1x")]
    [InlineData("9223372036854775808")]
    [InlineData("1.5")]
    [InlineData("1 2")]
    public void Number_That_Is_None_Is_Refused_By_The_Name_Of_Its_Element(string text)
    {
        var answer = Answers.WithResult("CancelMessageMoveTask", $"<ns:ApproximateNumberOfMessagesMoved>{text}</ns:ApproximateNumberOfMessagesMoved>");
        var error = Assert.Throws<SqsResponseException>(() => Answers.Read(SqsOperations.CancelMessageMoveTask, new() { TaskHandle = "t" }, answer));
        Assert.Equal("The answer's ApproximateNumberOfMessagesMoved is not a number.", error.Message);
    }

    [Fact]
    public void Number_Of_32_Bits_That_Is_Larger_Is_Refused()
    {
        var answer = Answers.WithResult("ListMessageMoveTasks", "<ListMessageMoveTasksResultEntry><MaxNumberOfMessagesPerSecond>2147483648</MaxNumberOfMessagesPerSecond></ListMessageMoveTasksResultEntry>");
        var error = Assert.Throws<SqsResponseException>(() => Answers.Read(SqsOperations.ListMessageMoveTasks, new() { SourceArn = "a" }, answer));
        Assert.Contains("MaxNumberOfMessagesPerSecond", error.Message, StringComparison.Ordinal);
    }

    private static string Nested(int depth, string text) =>
        "<R>" + string.Concat(Enumerable.Repeat("<a>", depth)) + text + string.Concat(Enumerable.Repeat("</a>", depth)) + "</R>";

    private static string Text(string xml) => Text(Encoding.UTF8.GetBytes(xml));

    private static string Text(byte[] xml)
    {
        var reader = new QueryReader(xml);
        _ = reader.EnterRoot();
        var content = Encoding.UTF8.GetString(reader.Bytes(reader.ReadContent()));
        reader.Finish();
        return content;
    }
}
