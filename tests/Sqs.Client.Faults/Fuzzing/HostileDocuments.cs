using System.IO.Compression;
using System.Net;
using System.Text;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>The documents. Each is the answer of an action whose text member, the one that is always read, holds the harm where the format allows it.</summary>
internal sealed class HostileDocuments(Uri address, string file)
{
    private const int Depth = 100_000;
    private const int Large = 20_000_000;

    public IEnumerable<HostileDocument> All() => [.. Entities(), .. Nested(), .. LargeOnes(), .. Packed(), .. Encodings(), .. BrokenJson()];

    private IEnumerable<HostileDocument> Entities()
    {
        yield return Xml("entity in the internal subset", Harm.Entities, "&e;", "<!DOCTYPE a [<!ENTITY e \"x\">]>");
        yield return Xml("billion laughs", Harm.Entities, "&e9;", "<!DOCTYPE a [<!ENTITY e0 \"haha\">" + string.Concat(Enumerable.Range(1, 9).Select(n => $"<!ENTITY e{n} \"{Repeat($"&e{n - 1};", 10)}\">")) + "]>");
        yield return Xml("quadratic entities", Harm.Entities, Repeat("&e;", 50_000), $"<!DOCTYPE a [<!ENTITY e \"{Repeat("x", 50_000)}\">]>");
        yield return Xml("entity of a file", Harm.Entities, "&e;", $"<!DOCTYPE a [<!ENTITY e SYSTEM \"file://{file}\">]>");
        yield return Xml("entity of an address", Harm.Entities, "&e;", $"<!DOCTYPE a [<!ENTITY e SYSTEM \"{address}\">]>");
        yield return Xml("parameter entity", Harm.Entities, "x", $"<!DOCTYPE a [<!ENTITY % p SYSTEM \"{address}\"> %p;]>");
        yield return Xml("external DTD", Harm.Entities, "x", $"<!DOCTYPE a SYSTEM \"{address}\">");
        yield return Xml("external DTD of a file", Harm.Entities, "x", $"<!DOCTYPE a SYSTEM \"file://{file}\">");
        yield return Xml("public DTD", Harm.Entities, "x", $"<!DOCTYPE a PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"{address}\">");
        yield return Xml("entity that nobody declared", Harm.Entities, "&nbsp;");
        yield return Xml("style sheet", Harm.Inert, "x", $"<?xml-stylesheet href=\"{address}\" type=\"text/xsl\"?>");
        yield return Xml("inclusion", Harm.Inert, $"<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file://{file}\" parse=\"text\"/>");
        yield return Xml("schema", Harm.Inert, $"<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"{address}\"/>");
    }

    private static IEnumerable<HostileDocument> Nested()
    {
        yield return new("XML of depth 100,000", Harm.Depth, action => Bytes($"<{action}Response>{Repeat("<a>", Depth)}{Repeat("</a>", Depth)}</{action}Response>"));
        yield return Xml("XML of depth 100,000 in the text", Harm.Depth, Repeat("<a>", Depth) + Repeat("</a>", Depth));
        yield return new("XML of depth 100,000 that is never closed", Harm.Depth, _ => Bytes(Repeat("<a>", Depth)));
        yield return new("error of depth 100,000", Harm.Depth, _ => Bytes($"<ErrorResponse>{Repeat("<Error>", Depth)}{Repeat("</Error>", Depth)}</ErrorResponse>")) { Status = HttpStatusCode.BadRequest };
        yield return new("JSON of depth 100,000, lists", Harm.Depth, _ => Bytes($"{{\"x\":{Repeat("[", Depth)}{Repeat("]", Depth)}}}"));
        yield return new("JSON of depth 100,000, objects", Harm.Depth, _ => Bytes($"{Repeat("{\"Messages\":", Depth)}1{Repeat("}", Depth)}"));
        yield return new("JSON error of depth 100,000", Harm.Depth, _ => Bytes($"{Repeat("{\"__type\":", Depth)}1{Repeat("}", Depth)}")) { Status = HttpStatusCode.BadRequest };
    }

    private static IEnumerable<HostileDocument> LargeOnes()
    {
        yield return Xml("XML with 20 MB of text", Harm.Size, Repeat("x", Large));
        yield return Xml("XML with 20 MB of character references", Harm.Size, Repeat("&#x41;", Large / 6));
        yield return Xml("XML with 20 MB of comment", Harm.Size, $"<!--{Repeat("x", Large)}-->");
        yield return Xml("XML with 20 MB of small comments", Harm.Size, Repeat("<!---->", Large / 7));
        yield return Xml("XML with 20 MB of CDATA sections", Harm.Size, Repeat("<![CDATA[]]>", Large / 12));
        yield return Xml("XML with a name of 20 MB", Harm.Size, $"<{Repeat("x", Large / 2)}></{Repeat("x", Large / 2)}>");
        yield return Xml("XML with 200,000 attributes on an element", Harm.Size, $"<x {string.Concat(Enumerable.Range(0, 200_000).Select(n => FormattableString.Invariant($"a{n}='' ")))}/>");
        yield return Xml("XML with 500,000 processing instructions", Harm.Size, Repeat("<?p x?>", 500_000));
        yield return new("XML with 100,000 messages", Harm.Size, action => Bytes(
            $"<{action}Response><{action}Result>{Repeat("<Message><MessageId>m</MessageId><MD5OfBody>9dd4e461268c8034f5c8564e155c67a6</MD5OfBody><Body>x</Body></Message>", 100_000)}</{action}Result></{action}Response>"));
        yield return new("XML with 100,000 attributes of a message", Harm.Size, action => Bytes(
            $"<{action}Response><{action}Result><Message><Body>x</Body>{string.Concat(Enumerable.Range(0, 100_000).Select(n => FormattableString.Invariant($"<MessageAttribute><Name>a{n}</Name><Value><DataType>String</DataType><StringValue>x</StringValue></Value></MessageAttribute>")))}</Message></{action}Result></{action}Response>"));
        yield return Json("JSON with 20 MB of text", Harm.Size, Repeat("x", Large));
        yield return Json("JSON with 20 MB of escapes", Harm.Size, Repeat("\\u0041", Large / 6));
        yield return new("JSON with 100,000 messages", Harm.Size, _ => Bytes(
            $"{{\"Messages\":[{string.Join(',', Enumerable.Repeat("{\"MessageId\":\"m\",\"MD5OfBody\":\"9dd4e461268c8034f5c8564e155c67a6\",\"Body\":\"x\"}", 100_000))}],\"MessageId\":\"m\"}}"));
        yield return new("JSON with a number of 20 MB", Harm.Size, _ => Bytes($"{{\"MessageId\":\"m\",\"x\":{Repeat("9", Large)}}}"));
    }

    private static IEnumerable<HostileDocument> Packed()
    {
        var zeroes = Pack("", 0);
        yield return new("gzip of 100 MB, unasked", Harm.Bomb, _ => zeroes) { Packing = "gzip" };
        yield return new("gzip of 100 MB, unpacked by the handler", Harm.Bomb, _ => zeroes) { Packing = "unpacked" };
        var text = Pack("<ReceiveMessageResponse><ReceiveMessageResult><Message><Body>", 'x');
        yield return new("gzip of an XML text of 100 MB, unpacked by the handler", Harm.Bomb, _ => text) { Packing = "unpacked" };
        var json = Pack("{\"Messages\":[{\"Body\":\"", 'x');
        yield return new("gzip of a JSON text of 100 MB, unpacked by the handler", Harm.Bomb, _ => json) { Packing = "unpacked" };
        var error = Pack("<ErrorResponse>", ' ');
        yield return new("gzip of an error of 100 MB, unpacked by the handler", Harm.Bomb, _ => error) { Packing = "unpacked", Status = HttpStatusCode.BadRequest };
    }

    private static IEnumerable<HostileDocument> Encodings()
    {
        foreach (var (name, bytes) in BadBytes())
        {
            yield return new("XML with " + name, Harm.Broken, action => Spliced(XmlText(action, "#"), bytes));
            yield return new("JSON with " + name, Harm.Broken, _ => Spliced(JsonText("#"), bytes));
        }

        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true) })
        {
            yield return new($"XML in {encoding.EncodingName}", Harm.Broken, action => [.. encoding.GetPreamble(), .. encoding.GetBytes(XmlText(action, "ü"))]);
            yield return new($"XML in {encoding.EncodingName} without a mark", Harm.Broken, action => encoding.GetBytes(XmlText(action, "ü")));
            yield return new($"JSON in {encoding.EncodingName}", Harm.Broken, _ => [.. encoding.GetPreamble(), .. encoding.GetBytes(JsonText("ü"))]);
        }

        foreach (var name in new[] { "UTF-16", "UTF-32", "UTF-7", "EBCDIC-CP-US", "ISO-8859-1", "Shift_JIS", "nonsense" })
        {
            yield return new($"XML that calls itself {name}", Harm.Broken, action => Bytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>{XmlText(action, "ü")}"));
        }

        foreach (var reference in new[] { "&#0;", "&#x0;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#-1;", "&#99999999999999999999;", "&#x;", "&#;", "&;", "&#x41", "& ", "]]>", "<" })
        {
            yield return Xml($"XML with the text {reference}", Harm.Broken, reference);
        }
    }

    private static IEnumerable<HostileDocument> BrokenJson()
    {
        foreach (var text in new[] { "\\ud800", "\\udc00", "\\ud800\\ud800", "\\u12", "\\x", "\n", "\0", "\t" })
        {
            yield return Json($"JSON with the text {text.Replace("\0", "NUL", StringComparison.Ordinal).ReplaceLineEndings("line feed")}", Harm.Broken, text);
        }

        foreach (var document in new[] { "{\"MessageId\":\"m\",}", "{\"MessageId\":\"m\"}{}", "{\"MessageId\":\"m\"", "[1]", "1e999", "NaN", "{MessageId:1}", "{\"MessageId\":\"m\" /* */}", "{\"x\":01}", "{\"x\":1e}", "\"MessageId\"", "null", "true" })
        {
            yield return new("JSON: " + document, Harm.Broken, _ => Bytes(document));
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> BadBytes() =>
    [
        ("a lone continuation", [0x80]), ("an overlong slash", [0xC0, 0xAF]), ("an overlong NUL", [0xC0, 0x80]), ("a surrogate in UTF-8", [0xED, 0xA0, 0x80]),
        ("a character beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]), ("half a character", [0xE2, 0x82]), ("the byte FF", [0xFF]), ("a NUL", [0]),
    ];

    private static HostileDocument Xml(string name, Harm harm, string text, string prolog = "") => new(name, harm, action => Bytes(prolog + XmlText(action, text)));

    private static HostileDocument Json(string name, Harm harm, string text) => new(name, harm, _ => Bytes(JsonText(text)));

    private static string XmlText(string action, string text) => action switch
    {
        "ReceiveMessage" => $"<ReceiveMessageResponse><ReceiveMessageResult><Message><MessageId>m</MessageId><Body>{text}</Body></Message></ReceiveMessageResult></ReceiveMessageResponse>",
        "SendMessage" => $"<SendMessageResponse><SendMessageResult><MessageId>{text}</MessageId></SendMessageResult></SendMessageResponse>",
        _ => $"<{action}Response><ResponseMetadata><RequestId>{text}</RequestId></ResponseMetadata></{action}Response>",
    };

    private static string JsonText(string text) => $$"""{"MessageId":"{{text}}","Messages":[{"Body":"{{text}}"}],"Unknown":"{{text}}"}""";

    private static byte[] Spliced(string template, byte[] bytes) => [.. Bytes(template.Split('#')[0]), .. bytes, .. template.Split('#')[1..].SelectMany((part, n) => (byte[])[.. n == 0 ? [] : bytes, .. Bytes(part)])];

    /// <summary>100 MB of one letter behind a beginning: about 100 kB.</summary>
    private static byte[] Pack(string beginning, int letter)
    {
        var block = new byte[1 << 16];
        block.AsSpan().Fill((byte)letter);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Bytes(beginning));
            for (var blocks = 0; blocks < 1600; blocks++)
            {
                gzip.Write(block);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
